// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++20
// libstdc++: threads in structures, arrays and bindings.
#include <thread>
#include <tuple>
#include <utility>

void work();

struct Pair {
  std::thread first;
  std::thread second;
};

void struct_ok() {
  Pair p{std::thread(work), std::thread(work)};
  p.first.join();
  p.second.join();
}

void struct_bad() {
  Pair p{std::thread(work), //
         std::thread(work)};
         // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  p.first.join();
}

void bindings_ok() {
  Pair p{std::thread(work), std::thread(work)};
  auto &[a, b] = p;
  a.join();
  b.join();
}

void array_ok() {
  std::thread threads[] = {std::thread(work), std::thread(work)};
  for (auto &t : threads)
    t.join();
}

void array_bad() {
  std::thread threads[4];
  for (auto &t : threads)
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
}

void std_pair_ok() {
  std::pair<std::thread, int> p(std::thread(work), 1);
  p.first.join();
}
