// RUN: %check_tidy %s poolguard-double-release,poolguard-unreleased-pool -- -std=c++17
// libstdc++: join of what is not joinable throws std::system_error.
#include <thread>
#include <vector>

void work();
bool condition();

void joined_twice_bad() {
  std::thread t(work);
  t.join();
  t.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
}

void joined_or_not_ok() {
  std::thread t(work);
  if (condition())
    t.join();
  if (t.joinable())
    t.join();
}

void joined_or_not_bad() {
  std::thread t(work);
  if (condition())
    t.join();
  t.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice
}

void vector_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work);
  for (auto &t : threads)
    t.join();
}

void never_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
}
