// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: named threads that are visited through a list of references.
#include <functional>
#include <thread>

void work();

void references_ok() {
  std::thread r(work), s(work);
  for (auto t : {std::ref(r), std::ref(s)})
    t.get().join();
}

void pointers_ok() {
  std::thread r(work), s(work);
  for (auto *t : {&r, &s})
    t->join();
}

void array_of_pointers_ok() {
  std::thread r(work), s(work);
  std::thread *all[] = {&r, &s};
  for (auto *t : all)
    t->join();
}

void one_reference_ok() {
  std::thread r(work);
  auto t = std::ref(r);
  t.get().join();
}

void references_bad(bool quick) {
  std::thread r(work), s(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'r' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  // CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: worker thread 's' is not released on this path
  if (quick)
    return;
  for (auto t : {std::ref(r), std::ref(s)})
    t.get().join();
}

void one_left_out_bad() {
  std::thread r(work), s(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 's' is never released
  for (auto *t : {&r})
    t->join();
}
