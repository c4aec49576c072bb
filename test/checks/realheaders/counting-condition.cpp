// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// Conditions that count: the next round asks anew, and threads are open after the loop.
#include <thread>
#include <utility>
#include <vector>

void work();
bool ready();

void joined_ok(int n) {
  std::vector<std::thread> v;
  while (n--)
    v.emplace_back(work);
  for (auto &t : v)
    t.join();
}

void joined_on_both_ok(unsigned n) {
  std::vector<std::thread> v;
  while (n-- > 0)
    v.emplace_back(work);
  if (ready()) {
    for (auto &t : v)
      t.join();
    return;
  }
  for (auto &t : v)
    t.join();
}

void joined_by_index_ok(int n) {
  std::vector<std::thread> v;
  while (n--)
    v.emplace_back(work);
  for (size_t i = v.size(); i-- > 0;)
    v[i].join();
}

void joined_each_round_ok(int n) {
  while (n--) {
    std::thread t(work);
    t.join();
  }
}

void joinable_ok(int n) {
  std::thread t;
  while (n--) {
    if (!t.joinable())
      t = std::thread(work);
  }
  if (t.joinable())
    t.join();
}

void post_decrement_bad(int n) {
  std::vector<std::thread> v;
  while (n--)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void post_decrement_compared_bad(int n) {
  std::vector<std::thread> v;
  while (n-- > 0)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void in_body_bad(int n) {
  std::vector<std::thread> v;
  while (n > 0) {
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
    n--;
  }
}

void pre_decrement_bad(int n) {
  std::vector<std::thread> v;
  while (--n)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void for_down_bad(int n) {
  std::vector<std::thread> v;
  for (; n; n--)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void one_thread_bad(int n) {
  std::thread t;
  while (n--) {
    if (!t.joinable())
      t = std::thread(work);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  }
}

void size_bad(unsigned n) {
  std::vector<std::thread> v;
  while (v.size() < n)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void question_bad() {
  std::vector<std::thread> v;
  while (ready())
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void early_return_bad(unsigned n) {
  std::vector<std::thread> v;
  while (n--)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  for (auto &t : v)
    t.join();
}

void moved_away_bad(int n) {
  std::vector<std::thread> v;
  while (n--)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  auto w = std::move(v);
}
