// RUN: %check_fix %s poolguard-* --config='{CheckOptions: {poolguard-unreleased-on-exception.Guard: scope_exit, PreferredRelease: close}}' -- -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib -std=c++17
// The project's own scope guard runs the release.
#include <glib.h>
#include <thread>
#include <utility>

void job(gpointer, gpointer);
void work();
void may_fail() noexcept(false);
int ask() noexcept;

namespace project {
template <class F> class OnExit {
public:
  explicit OnExit(F f) : f(std::move(f)) {}
  OnExit(const OnExit &) = delete;
  ~OnExit() { f(); }

private:
  F f;
};
template <class F> OnExit<F> finally(F f) { return OnExit<F>(std::move(f)); }
} // namespace project

static void throws() {
  if (ask())
    throw 1;
}

void thrown_past() {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  throws();
  g_thread_pool_free(pool, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void thrown_past
// CHECK-FIXES: {{^}}  auto pool_guard = project::finally([&] { g_thread_pool_free(pool, FALSE, TRUE); });
// CHECK-FIXES-NEXT: {{^}}  throws();
// CHECK-FIXES-NEXT: {{^}}}

void thread_on_throw() {
  std::thread t(work);
  throws();
  t.join();
}
// CHECK-FIXES-LABEL: void thread_on_throw
// CHECK-FIXES: {{^}}  auto t_guard = project::finally([&] { if (t.joinable()) t.join(); });
// CHECK-FIXES-NEXT: {{^}}  throws();
// CHECK-FIXES-NEXT: {{^}}  t.join();

int early_return() {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (!pool)
    return -1;
  throws();
  if (ask()) {
    g_thread_pool_free(pool, FALSE, TRUE);
    return -2;
  }
  throws();
  g_thread_pool_free(pool, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int early_return
// CHECK-FIXES: {{^}}  auto pool_guard = project::finally([&] { if (pool) g_thread_pool_free(pool, FALSE, TRUE); });
// CHECK-FIXES-NEXT: {{^}}  if (!pool)
// CHECK-FIXES-NEXT: {{^}}    return -1;
// CHECK-FIXES-NEXT: {{^}}  throws();
// CHECK-FIXES-NEXT: {{^}}  if (ask()) {
// CHECK-FIXES-NEXT: {{^}}    return -2;
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES-NEXT: {{^}}  throws();
// CHECK-FIXES-NEXT: {{^}}  return 0;

void goes_on() {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: the pool is released before its scope ends
  throws();
  g_thread_pool_free(pool, FALSE, TRUE);
  work();
}

GThreadPool *given_away() {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: somebody else may own the pool where it is released
  throws();
  return pool;
}

struct Both {
  GThreadPool *pool;
};

void field() {
  Both b{g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)}; // no fix: the handle is no plain variable of this function
  throws();
  g_thread_pool_free(b.pool, FALSE, TRUE);
}

void changes() {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: the handle may change before the scope's end
  throws();
  g_thread_pool_free(pool, FALSE, TRUE);
  pool = nullptr;
}

void name_taken() {
  int pool_guard = ask();
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  g_thread_pool_push(pool, &pool_guard, nullptr);
  throws();
  g_thread_pool_free(pool, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void name_taken
// CHECK-FIXES: {{^}}  auto pool_closer = project::finally([&] { g_thread_pool_free(pool, FALSE, TRUE); });
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_push(pool, &pool_guard, nullptr);
