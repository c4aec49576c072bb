// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// swap exchanges what two handles hold.
#include <thread>
#include <utility>

void work();

void swapped_ok() {
  std::thread a(work), b;
  a.swap(b);
  b.join();
}

void swapped_bad() {
  std::thread a(work), b;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  a.swap(b);
  if (a.joinable())
    a.join();
}

void free_function_ok() {
  std::thread a(work), b;
  std::swap(a, b);
  b.join();
}

void free_function_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  std::thread b;
  swap(a, b);
  if (a.joinable())
    a.join();
}

void both_open_ok() {
  std::thread a(work), b(work);
  a.swap(b);
  a.join();
  b.join();
}

void both_open_bad() {
  std::thread a(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  std::thread b(work);
  a.swap(b);
  a.join();
}

void twice_ok() {
  std::thread a(work), b;
  a.swap(b);
  b.swap(a);
  a.join();
}

void swapped_with_temporary_ok() {
  std::thread a;
  std::thread(work).swap(a);
  a.join();
}

// Handing the thread to an object that lives longer.
void into_parameter_ok(std::thread &out) {
  std::thread a(work);
  out.swap(a);
  if (a.joinable())
    a.join();
}
