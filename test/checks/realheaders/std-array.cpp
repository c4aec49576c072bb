// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: a std::array made of a list of threads.
#include <array>
#include <thread>

void work();

void range_ok() {
  std::array<std::thread, 3> a{std::thread(work), std::thread(work),
                               std::thread(work)};
  for (auto &t : a)
    t.join();
}

void elements_ok() {
  std::array<std::thread, 2> a = {{std::thread(work), std::thread(work)}};
  a[0].join();
  a[1].join();
}

void index_ok() {
  std::array<std::thread, 2> a{std::thread(work), std::thread(work)};
  for (size_t i = 0; i < a.size(); i++)
    a[i].join();
}

void range_bad(bool quick) {
  std::array<std::thread, 2> a{std::thread(work), std::thread(work)};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a[0]' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  // CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: worker thread 'a[1]' is not released on this path
  if (quick)
    return;
  for (auto &t : a)
    t.join();
}

void one_element_bad() {
  std::array<std::thread, 2> a = {{std::thread(work), std::thread(work)}};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a[1]' is never released
  a[0].join();
}
