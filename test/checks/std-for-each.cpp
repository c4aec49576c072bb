// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++20
// Algorithms that visit every element.
#include <algorithm>
#include <functional>
#include <thread>
#include <vector>

void work(int part);
void look(std::thread &t);
bool condition();

void lambda_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::for_each(threads.begin(), threads.end(),
                [](std::thread &t) { t.join(); });
}

void lambda_only_looks_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  std::for_each(threads.begin(), threads.end(),
                [](std::thread &t) { (void)t.get_id(); });
}

void member_function_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::for_each(threads.begin(), threads.end(),
                std::mem_fn(&std::thread::join));
}

void generic_lambda_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::for_each(threads.begin(), threads.end(), [](auto &t) {
    if (t.joinable())
      t.join();
  });
}

void ranges_ok(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  std::ranges::for_each(threads, [](std::thread &t) { t.join(); });
}

void early_return_bad(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  if (condition())
    return;
  std::for_each(threads.begin(), threads.end(),
                [](std::thread &t) { t.join(); });
}

void other_vector_bad(int n, std::vector<std::thread> &others) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  std::for_each(others.begin(), others.end(),
                [](std::thread &t) { t.join(); });
}
