// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// A move takes the duty along.
#include <thread>
#include <utility>

void work();
bool condition();
void keep(std::thread t);

void moved_ok() {
  std::thread a(work);
  std::thread b = std::move(a);
  b.join();
}

void moved_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  std::thread b = std::move(a);
  (void)b.get_id();
}

void source_joined_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  std::thread b(std::move(a));
  if (a.joinable())
    a.join();
}

void move_assigned_ok() {
  std::thread a(work);
  std::thread b;
  b = std::move(a);
  b.join();
}

void move_assigned_over_open_bad() {
  std::thread a(work);
  std::thread b(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'b' is still joinable when assigned to, which calls std::terminate [poolguard-unreleased-pool]
  b = std::move(a);
  b.join();
}

void moved_on_one_path_ok() {
  std::thread a(work);
  std::thread b;
  if (condition())
    b = std::move(a);
  if (a.joinable())
    a.join();
  if (b.joinable())
    b.join();
}

void moved_on_one_path_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  std::thread b;
  if (condition())
    b = std::move(a);
  if (a.joinable())
    a.join();
}

void handed_to_function_ok() {
  std::thread a(work);
  keep(std::move(a));
}

std::thread returned_ok() {
  std::thread a(work);
  return a;
}

std::thread returned_moved_ok() {
  std::thread a(work);
  std::thread b = std::move(a);
  return b;
}

void returned_temporary_taken_ok() {
  std::thread t = returned_ok();
  t.join();
}

void exchanged_ok() {
  std::thread a(work);
  std::thread b = std::exchange(a, std::thread());
  b.join();
}

void exchanged_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  std::thread b = std::exchange(a, std::thread());
  if (a.joinable())
    a.join();
}

// A cast to an rvalue reference alone moves nothing.
void not_moved_ok() {
  std::thread a(work);
  std::thread &&r = std::move(a);
  r.join();
}

void self_reference_ok() {
  std::thread a(work);
  std::thread &r = a;
  r.join();
}

void sink_bad(std::thread &out) {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (condition())
    return;
  out = std::move(a);
}

void sink_ok(std::thread &out) {
  std::thread a(work);
  out = std::move(a);
}
