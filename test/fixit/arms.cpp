// RUN: %check_fix %s poolguard-* -- -std=c++17 -I %root/test/Inputs/glib
// What one arm calls releases the pool or keeps it.
#include <glib.h>

void job(gpointer, gpointer);
bool condition() noexcept;
void other_work() noexcept;
#define MAKE g_thread_pool_new(job, nullptr, 4, TRUE, nullptr)

static void end(GThreadPool *p) { g_thread_pool_free(p, FALSE, TRUE); }

struct Holder {
  GThreadPool *pool;
  void close() { end(pool); }
  void use() { g_thread_pool_push(pool, nullptr, nullptr); }
};

struct Keeper {
  GThreadPool *kept = nullptr;
  void keep(GThreadPool *p) noexcept { kept = p; }
};

void by_method() noexcept {
  Holder h{MAKE};
  if (condition())
    h.close();
  other_work();
}
// CHECK-FIXES-LABEL: void by_method()
// CHECK-FIXES: h.close();
// CHECK-FIXES-NEXT: else {
// CHECK-FIXES-NEXT: if (h.pool) g_thread_pool_free(h.pool, FALSE, TRUE);

void kept_by_method(Keeper &k) noexcept {
  GThreadPool *p = MAKE;
  if (condition())
    k.keep(p);
}
// CHECK-FIXES-LABEL: void kept_by_method(
// CHECK-FIXES: k.keep(p);
// CHECK-FIXES-NEXT: else
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);

void used_behind() noexcept {
  Holder h{MAKE};
  if (condition())
    h.use();
  h.close();
}

void in_both() noexcept {
  Holder h{MAKE};
  if (condition())
    h.close();
  else
    end(h.pool);
}
