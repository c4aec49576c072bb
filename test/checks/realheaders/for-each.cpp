// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++20
// libstdc++: algorithms and ranges.
#include <algorithm>
#include <functional>
#include <thread>
#include <vector>

void work(int part);

void for_each_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::for_each(threads.begin(), threads.end(),
                [](std::thread &t) { t.join(); });
}

void mem_fn_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::for_each(threads.begin(), threads.end(),
                std::mem_fn(&std::thread::join));
}

void ranges_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::ranges::for_each(threads, [](std::thread &t) { t.join(); });
}

void ranges_member_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::ranges::for_each(threads, &std::thread::join);
}

void only_looks_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  std::for_each(threads.begin(), threads.end(),
                [](std::thread &t) { (void)t.get_id(); });
}

void none_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  std::ranges::for_each(threads, [](const std::thread &) {});
}
