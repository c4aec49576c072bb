// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// A template is repaired once, if that is right for all its instantiations.
#include <glib.h>
#include <memory>
#include <thread>
#include <utility>

void job(gpointer, gpointer);
void work();
template <typename T> void work_on(T);
bool condition() noexcept;

static void fails() {
  if (condition())
    throw 1;
}

template <typename T> void never(T value) {
  std::thread t(work_on<T>, value);
}
template void never(int);
template void never(long);
// CHECK-FIXES-LABEL: void never
// CHECK-FIXES-NEXT: {{^}}  std::thread t(work_on<T>, value);
// CHECK-FIXES-NEXT: {{^}}  t.join();
// CHECK-FIXES-NEXT: {{^}}}

template <typename T> bool early_return(T value) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (value)
    return false;
  g_thread_pool_free(p, FALSE, TRUE);
  return true;
}
template bool early_return(int);
template bool early_return(const char *);
// CHECK-FIXES-LABEL: bool early_return
// CHECK-FIXES: {{^}}  if (value) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    return false;

template <typename T> void thrown_past(T value) {
  std::thread t(work_on<T>, value);
  fails();
  t.join();
}
template void thrown_past(int);
template void thrown_past(double);
// CHECK-FIXES-LABEL: void thrown_past
// CHECK-FIXES: {{^}}  std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(

template <typename T> struct Runner {
  T routine;
  void run() {
    std::thread t(routine);
    if (condition())
      return;
    t.join();
  }
};
void use_runner(Runner<void (*)()> &a) { a.run(); }
// CHECK-FIXES-LABEL: void run
// CHECK-FIXES: {{^}}    if (condition()) {
// CHECK-FIXES-NEXT: {{^}}      t.join();
// CHECK-FIXES-NEXT: {{^}}      return;

template <typename T> void twice(T value) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  g_thread_pool_free(p, FALSE, TRUE);
  work_on(value);
  g_thread_pool_free(p, FALSE, TRUE);
}
template void twice(int);
template void twice(char);
// CHECK-FIXES-LABEL: void twice
// CHECK-FIXES: {{^}}  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
// CHECK-FIXES: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NOT: g_thread_pool_free
// CHECK-FIXES: template void twice(int);

void lambdas() {
  auto each = [](auto value) {
    std::thread t(work);
    if (value)
      return;
    t.join();
  };
  each(1);
  each(2.0);
}
// CHECK-FIXES-LABEL: void lambdas
// CHECK-FIXES: {{^}}    if (value) {
// CHECK-FIXES-NEXT: {{^}}      t.join();

template <typename T> void lambda_within(T value) {
  auto start = [=] {
    std::thread t(work_on<T>, value);
  };
  start();
}
template void lambda_within(int);
template void lambda_within(long);
// CHECK-FIXES-LABEL: void lambda_within
// CHECK-FIXES: {{^}}    std::thread t(work_on<T>, value);
// CHECK-FIXES-NEXT: {{^}}    t.join();

// `int result = ...` would not be the template's, so there is a guard.
template <typename T> T make();
template <typename T> T value_first(T value) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  return value + make<T>();
}
template int value_first(int);
// CHECK-FIXES-LABEL: T value_first
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p(
// CHECK-FIXES-NEXT: {{^}}  return value + make<T>();

//===----------------------------------------------------------------------===//
// None
//===----------------------------------------------------------------------===//

// Only one of them leaks.
template <bool Join> void differ() {
  std::thread t(work); // no fix: the instantiations of the template differ
  if constexpr (Join)
    t.join();
}
template void differ<true>();
template void differ<false>();

// Others may be in other files.
template <bool Join> void decided() {
  std::thread t(work); // no fix: the code depends on the template's arguments
  if constexpr (Join)
    t.join();
}
template void decided<false>();

template <int N> void decided_by_number() {
  std::thread t(work); // no fix: the code depends on the template's arguments
  if (N > 2)
    t.join();
}
template void decided_by_number<1>();

template <typename T> void handle_of_any_type() {
  T t(work); // no fix: the handle's type depends on the template's arguments
}
template void handle_of_any_type<std::thread>();

template <typename T> void deduced_handle(T value) {
  auto t = std::thread(work_on<T>, value);
}
template void deduced_handle(int);
// CHECK-FIXES-LABEL: void deduced_handle
// CHECK-FIXES: t.join();

template <typename T> void made_by_any() {
  auto t = make<T>(); // no fix: the handle's type depends on the template's arguments
}
template <> std::thread make() { return std::thread(work); }
template void made_by_any<std::thread>();

// A template whose arguments say what is called.
template <typename T> void close_or_not(GThreadPool *p, T) {
  (void)p;
}
template <> void close_or_not(GThreadPool *p, bool) { g_thread_pool_free(p, FALSE, TRUE); }
template <typename T> void called(T value) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: the instantiations of the template differ
  close_or_not(p, value);
}
template void called(int);
template void called(bool);
