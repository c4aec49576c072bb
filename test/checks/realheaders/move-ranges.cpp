// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: the elements of a local container are moved elsewhere.
#include <algorithm>
#include <iterator>
#include <thread>
#include <vector>

void work();

std::vector<std::thread> kept;

void algorithm_ok() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  std::move(v.begin(), v.end(), std::back_inserter(kept));
}

void insert_ok() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  kept.insert(kept.end(), std::make_move_iterator(v.begin()),
              std::make_move_iterator(v.end()));
}

void each_ok() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  for (auto &t : v)
    kept.push_back(std::move(t));
}

void each_by_forwarding_reference_ok() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  for (auto &&t : v)
    kept.emplace_back(std::move(t));
}

void constructor_ok() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  std::vector<std::thread> w(std::make_move_iterator(v.begin()),
                             std::make_move_iterator(v.end()));
  for (auto &t : w)
    t.join();
}

void algorithm_bad(bool quick) {
  std::vector<std::thread> v;
  v.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  std::move(v.begin(), v.end(), std::back_inserter(kept));
}

void insert_bad(bool quick) {
  std::vector<std::thread> v;
  v.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path
  if (quick)
    return;
  kept.insert(kept.end(), std::make_move_iterator(v.begin()),
              std::make_move_iterator(v.end()));
}
