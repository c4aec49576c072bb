// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=c++20 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// A coroutine is left by 'co_return' as a function is by 'return'.
#include <coroutine>
#include <glib.h>
#include <thread>

void job(gpointer, gpointer) noexcept;
void work() noexcept;
bool ready() noexcept;
int count() noexcept;
#define MAKE g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)

struct Task {
  struct promise_type {
    Task get_return_object() noexcept;
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void() noexcept;
    void unhandled_exception() noexcept;
    std::suspend_always yield_value(int) noexcept;
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const noexcept;
  void await_resume() const noexcept;
};
struct Number {
  struct promise_type {
    Number get_return_object() noexcept;
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_value(int) noexcept;
    void unhandled_exception() noexcept;
  };
};
Task other() noexcept;

Task early() {
  GThreadPool *p = MAKE;
  co_await other();
  if (ready())
    co_return;
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: Task early(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: co_return;

Task at_end(int n) {
  GThreadPool *p = MAKE;
  for (int i = 0; i < n; ++i)
    co_yield i;
}
// CHECK-FIXES-LABEL: Task at_end(
// CHECK-FIXES: co_yield i;
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: }

Task thread() {
  std::thread t(work);
  if (ready())
    co_return;
  co_await other();
  t.join();
}
// CHECK-FIXES-LABEL: Task thread(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: t.join();
// CHECK-FIXES-NEXT: co_return;

Number with_value() {
  GThreadPool *p = MAKE;
  if (ready())
    co_return 1;
  g_thread_pool_free(p, FALSE, TRUE);
  co_return 2;
}
// CHECK-FIXES-LABEL: Number with_value(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: co_return 1;

void in_lambda() {
  auto run = []() -> Task {
    GThreadPool *p = MAKE;
    if (ready())
      co_return;
    co_await other();
    g_thread_pool_free(p, FALSE, TRUE);
  };
  run();
}
// CHECK-FIXES-LABEL: void in_lambda(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: co_return;

Task released_ok() {
  GThreadPool *p = MAKE;
  co_await other();
  g_thread_pool_free(p, FALSE, TRUE);
}

Task on_both_ok() {
  GThreadPool *p = MAKE;
  if (ready()) {
    g_thread_pool_free(p, FALSE, TRUE);
    co_return;
  }
  g_thread_pool_free(p, FALSE, TRUE);
}

Number value_of_a_call() {
  GThreadPool *p = MAKE;
  if (ready())
    co_return count();
  g_thread_pool_free(p, FALSE, TRUE);
  co_return 2;
}
// CHECK-FIXES-LABEL: Number value_of_a_call(
// CHECK-FIXES: std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p(
// CHECK-FIXES: p.reset();
// CHECK-FIXES-NEXT: co_return 2;

void keep(GThreadPool *) noexcept;
Task given_away(int n) {
  GThreadPool *p = MAKE;
  if (n)
    keep(p);
  co_await other();
}
// CHECK-FIXES-LABEL: Task given_away(
// CHECK-FIXES: keep(p);
// CHECK-FIXES-NEXT: else
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: co_await other();

void sees(GThreadPool **) noexcept;
Task by_address_ok() {
  GThreadPool *p = MAKE;
  sees(&p);
  co_await other();
}

void end(GThreadPool *p, bool b) {
  if (b)
    g_thread_pool_free(p, FALSE, TRUE);
}
Task by_a_helper(bool b) {
  GThreadPool *p = MAKE; // no fix: a release on this path would be wrong on another
  end(p, b);
  co_await other();
}
