// RUN: %check_fix %s poolguard-* -- -std=c++11 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// A pointer that has to stay one has its guard beside it.
#include <glib.h>
#include <memory>

void job(gpointer, gpointer);
bool condition() noexcept;

static void fails() {
  if (condition())
    throw 1;
}

#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)
#define COUNT() g_thread_pool_get_max_threads(p)
#define CHECK_OR_LEAVE(x) \
  if (!(x))               \
  return

// The macro knows the pointer by its name.
void left_by_macro() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // The only one.
  CHECK_OR_LEAVE(COUNT() > 2);
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void left_by_macro
// CHECK-FIXES-NEXT: {{^}}  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // The only one.
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p_guard(p, [](GThreadPool *handle) { g_thread_pool_free(handle, FALSE, TRUE); });
// CHECK-FIXES-NEXT: {{^}}  CHECK_OR_LEAVE(COUNT() > 2);
// CHECK-FIXES-NEXT: {{^}}}

void several() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr), *q = nullptr;
  (void)q;
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void several
// CHECK-FIXES: *q = nullptr;
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p_guard(p,
// CHECK-FIXES-NEXT: {{^}}  (void)q;
// CHECK-FIXES-NEXT: {{^}}  fails();
// CHECK-FIXES-NEXT: {{^}}}

//===----------------------------------------------------------------------===//
// None
//===----------------------------------------------------------------------===//

void goes_on() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr), *q = nullptr; // no fix: the handle's declaration cannot be changed
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
  (void)q;
}

void referred_to() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: a reference to the handle is made
  GThreadPool *&q = p;
  g_thread_pool_get_max_threads(q);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}

void keep(GThreadPool *);
void kept() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr), *q = p; // no fix: the handle's declaration cannot be changed
  fails();
  keep(q);
}

void shared_later() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr), *q = nullptr; // no fix: the handle's declaration cannot be changed
  (void)q;
  int sum = 0;
  g_thread_pool_push(p, &sum, nullptr);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}
