// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: what emplace_back and back return is the element.
#include <list>
#include <thread>
#include <vector>

void work();

void named_ok() {
  std::vector<std::thread> v;
  auto &t = v.emplace_back(work);
  t.join();
}

void chained_ok() {
  std::vector<std::thread> v;
  v.emplace_back(work).detach();
}

void in_loop_ok() {
  std::vector<std::thread> v;
  for (int i = 0; i < 3; i++) {
    std::thread &t = v.emplace_back(work);
    t.detach();
  }
}

void back_ok() {
  std::list<std::thread> l;
  l.push_back(std::thread(work));
  std::thread &t = l.back();
  t.join();
}

void named_bad(bool quick) {
  std::vector<std::thread> v;
  auto &t = v.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  t.join();
}

void only_looks_bad() {
  std::vector<std::thread> v;
  auto &t = v.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released
  (void)t.get_id();
}
