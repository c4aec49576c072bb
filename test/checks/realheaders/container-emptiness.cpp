// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// The ways to ask whether a container holds a thread.
#include <deque>
#include <thread>
#include <utility>
#include <vector>

void work();
bool ready();

void moved_out_ok(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
  while (!v.empty()) {
    auto t = std::move(v.back());
    v.pop_back();
    t.join();
  }
}

void size_as_bool_ok(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
  while (v.size()) {
    v.back().join();
    v.pop_back();
  }
}

void size_moved_out_ok(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
  while (v.size()) {
    auto t = std::move(v.back());
    v.pop_back();
    t.join();
  }
}

void size_positive_ok(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
  while (v.size() > 0) {
    v.back().join();
    v.pop_back();
  }
}

void begin_end_ok(int n) {
  std::deque<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
  while (v.begin() != v.end()) {
    v.front().join();
    v.pop_front();
  }
}

void for_not_empty_ok(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
  for (; !v.empty(); v.pop_back())
    v.back().join();
}

void size_zero_ok(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
  if (v.size() == 0)
    return;
  for (auto &t : v)
    t.join();
}

void not_size_ok() {
  std::vector<std::thread> v;
  if (ready())
    v.emplace_back(work);
  if (!v.size())
    return;
  v[0].join();
}

void size_one_ok() {
  std::vector<std::thread> v;
  if (ready())
    v.emplace_back(work);
  if (v.size() == 1)
    v[0].join();
}

void not_empty_front_ok() {
  std::vector<std::thread> v;
  if (ready())
    v.emplace_back(work);
  if (!v.empty())
    v.front().join();
}

void empty_turned_round_bad() {
  std::vector<std::thread> v;
  if (ready())
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (!v.empty())
    return;
  for (auto &t : v)
    t.join();
}

void not_size_turned_round_bad() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (v.size())
    return;
  for (auto &t : v)
    t.join();
}

void return_before_loop_bad(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  while (!v.empty()) {
    v.back().join();
    v.pop_back();
  }
}

void size_over_three_bad(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (v.size() > 3)
    return;
  for (auto &t : v)
    t.join();
}

void break_in_loop_bad(int n) {
  std::vector<std::thread> v;
  for (int i = 0; i < n; i++)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  while (v.size() > 0) {
    if (ready())
      break;
    v.back().join();
    v.pop_back();
  }
}
