// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: pairs and tuples of handles, and copies of shared pointers.
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

void work();
bool ready();
void keep(std::pair<int, std::thread> pair);

void pair_bad() { std::pair<int, std::thread> pair(1, std::thread(work)); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'pair.second' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]

void pair_ok() {
  std::pair<int, std::thread> pair(1, std::thread(work));
  pair.second.join();
}

// What a pair makes of an argument is the library's own affair.
void FN_emplaced_bad() { std::pair<int, std::thread> pair(1, work); }

void made_bad() {
  auto pair = std::make_pair(1, std::thread(work));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'pair.second' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    pair.second.join();
}

void made_ok() {
  auto pair = std::make_pair(1, std::thread(work));
  std::get<1>(pair).join();
}

void moved_ok() {
  std::thread thread(work);
  auto pair = std::make_pair(std::move(thread), std::thread(work));
  pair.first.join();
  pair.second.join();
}

void passed_ok() {
  auto pair = std::make_pair(1, std::thread(work));
  keep(std::move(pair));
}

std::pair<int, std::thread> returned_ok() {
  std::thread thread(work);
  return {1, std::move(thread)};
}

void reference_ok() {
  std::thread thread(work);
  std::pair<int, std::thread &> pair(1, thread);
  pair.second.join();
}

void tied_ok() {
  std::thread thread;
  int n;
  std::tie(n, thread) = returned_ok();
  thread.join();
}

void bound_ok() {
  auto [n, thread] = std::make_pair(1, std::thread(work));
  thread.join();
}

void bound_bad() { auto [n, thread] = std::make_pair(1, std::thread(work)); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'second' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]

void tuple_bad() { std::tuple<int, std::thread> tuple(1, std::thread(work)); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'tuple[1]' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]

void tuple_ok() {
  std::tuple<int, std::thread> tuple(1, std::thread(work));
  std::get<1>(tuple).join();
}

void by_type_ok() {
  auto tuple = std::make_tuple(1, std::thread(work), 'c');
  std::get<std::thread>(tuple).join();
}

void one_of_two_bad() {
  auto tuple = std::make_tuple(std::thread(work), std::thread(work));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'tuple[1]' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  std::get<0>(tuple).join();
}

void applied_ok() {
  auto tuple = std::make_tuple(1, std::thread(work));
  std::apply([](int, std::thread &thread) { thread.join(); }, tuple);
}

void pairs_ok() {
  std::vector<std::pair<int, std::thread>> pairs;
  for (int i = 0; i < 4; ++i)
    pairs.push_back(std::make_pair(i, std::thread(work)));
  for (auto &pair : pairs)
    pair.second.join();
}

void bound_pairs_ok() {
  std::vector<std::pair<int, std::thread>> pairs;
  for (int i = 0; i < 4; ++i)
    pairs.push_back({i, std::thread(work)});
  for (auto &[n, thread] : pairs)
    thread.join();
}

void emplaced_pairs_ok() {
  std::vector<std::pair<int, std::thread>> pairs;
  for (int i = 0; i < 4; ++i)
    pairs.emplace_back(i, std::thread(work));
  for (auto &[n, thread] : pairs)
    if (thread.joinable())
      thread.join();
}

void map_ok() {
  std::map<int, std::thread> threads;
  threads.insert(std::make_pair(1, std::thread(work)));
  for (auto &[n, thread] : threads)
    thread.join();
}

void shared_bad() {
  auto thread = std::make_shared<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'thread' is never released [poolguard-unreleased-pool]
  auto same = thread;
}

void shared_ok() {
  auto thread = std::make_shared<std::thread>(work);
  auto same = thread;
  same->join();
}

void first_reset_ok() {
  auto thread = std::make_shared<std::thread>(work);
  std::shared_ptr<std::thread> same = thread;
  thread.reset();
  same->join();
}

void last_reset_bad() {
  auto thread = std::make_shared<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'thread' is not released on this path [poolguard-unreleased-pool]
  std::shared_ptr<std::thread> same = thread;
  thread.reset();
  if (ready())
    return;
  same->join();
}

void captured_ok(std::vector<std::function<void()>> &later) {
  auto thread = std::make_shared<std::thread>(work);
  later.push_back([thread] { thread->join(); });
}

void stored_ok(std::vector<std::shared_ptr<std::thread>> &all) {
  auto thread = std::make_shared<std::thread>(work);
  all.push_back(thread);
}

static void join_it(std::shared_ptr<std::thread> thread) { thread->join(); }
static void look_at(std::shared_ptr<std::thread> thread) { (void)thread->joinable(); }

void by_helper_ok() {
  auto thread = std::make_shared<std::thread>(work);
  look_at(thread);
  join_it(thread);
}

void looked_at_bad() {
  auto thread = std::make_shared<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'thread' is never released [poolguard-unreleased-pool]
  look_at(thread);
}

std::shared_ptr<std::thread> shared_returned_ok() {
  auto thread = std::make_shared<std::thread>(work);
  auto same = thread;
  return same;
}

void weak_ok() {
  auto thread = std::make_shared<std::thread>(work);
  std::weak_ptr<std::thread> weak = thread;
  if (auto locked = weak.lock())
    locked->join();
}
