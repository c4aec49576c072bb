// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: containers of smart pointers, visited by reference and by copy.
#include <memory>
#include <thread>
#include <vector>

void work();

void copies_ok() {
  std::vector<std::shared_ptr<std::thread>> v;
  for (int i = 0; i < 4; i++)
    v.push_back(std::make_shared<std::thread>(work));
  for (auto t : v)
    t->join();
}

void references_ok() {
  std::vector<std::unique_ptr<std::thread>> v;
  for (int i = 0; i < 4; i++)
    v.push_back(std::make_unique<std::thread>(work));
  for (auto &t : v)
    t->join();
}

void copy_by_index_ok() {
  std::vector<std::shared_ptr<std::thread>> v;
  for (int i = 0; i < 4; i++)
    v.push_back(std::shared_ptr<std::thread>(new std::thread(work)));
  for (size_t i = 0; i < v.size(); i++) {
    std::shared_ptr<std::thread> t = v[i];
    t->join();
  }
}

void one_copy_ok() {
  auto t = std::make_shared<std::thread>(work);
  auto u = t;
  u->join();
}

void copies_bad(bool quick) {
  std::vector<std::shared_ptr<std::thread>> v;
  for (int i = 0; i < 4; i++)
    v.push_back(std::make_shared<std::thread>(work));
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  for (auto t : v)
    t->join();
}

void references_bad(bool quick) {
  std::vector<std::unique_ptr<std::thread>> v;
  for (int i = 0; i < 4; i++)
    v.push_back(std::make_unique<std::thread>(work));
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  for (auto &t : v)
    t->join();
}

// The last copy counts.
void last_copy_bad(bool quick) {
  auto t = std::make_shared<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  auto u = t;
  if (quick)
    return;
  u->join();
}
