// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -std=c++17
// libstdc++: threads that reach a container, pair or structure by a detour.
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

void work();

struct Worker {
  std::thread thread;
  int id;
};

static void spawn(std::vector<std::thread> &v) { v.emplace_back(work); }

static std::vector<std::thread> make() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  return v;
}

void struct_ok() {
  auto w = std::make_unique<Worker>();
  w->thread = std::thread(work);
  w->thread.join();
}

void filled_ok() {
  std::vector<std::thread> v;
  spawn(v);
  for (auto &t : v)
    t.join();
}

void returned_ok() {
  auto v = make();
  for (auto &t : v)
    t.join();
}

void lambda_ok() {
  std::vector<std::thread> v;
  auto go = [&] { v.emplace_back(work); };
  go();
  for (auto &t : v)
    t.join();
}

void in_place_ok() {
  std::optional<std::thread> t(std::in_place, work);
  t->join();
}

void pair_ok() {
  auto p = std::make_pair(std::thread(work), 1);
  p.first.join();
}

void without_detour_bad(bool quick) {
  std::vector<std::thread> v;
  v.emplace_back(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  for (auto &t : v)
    t.join();
}

// A structure behind a smart pointer.
void struct_bad(bool quick) {
  auto w = std::make_unique<Worker>();
  w->thread = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w->thread' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  w->thread.join();
}

// What a function or lambda puts into a container.
void filled_bad(bool quick) {
  std::vector<std::thread> v;
  spawn(v);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  for (auto &t : v)
    t.join();
}

void FN_returned_bad(bool quick) {
  auto v = make();
  if (quick)
    return;
  for (auto &t : v)
    t.join();
}

void lambda_bad(bool quick) {
  std::vector<std::thread> v;
  auto go = [&] { v.emplace_back(work); };
  go();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  for (auto &t : v)
    t.join();
}

// Made inside the library.
void FN_in_place_bad(bool quick) {
  std::optional<std::thread> t(std::in_place, work);
  if (quick)
    return;
  t->join();
}

void pair_bad(bool quick) {
  auto p = std::make_pair(std::thread(work), 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'p.first' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (quick)
    return;
  p.first.join();
}

// The elements of a container are not known to be closed.
void FN_joined_twice_bad() {
  std::vector<std::thread> v;
  v.emplace_back(work);
  for (auto &t : v)
    t.join();
  for (auto &t : v)
    t.join();
}
