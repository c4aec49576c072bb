// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// The header comes once, where the others are.
#include <glib.h>

void job(gpointer, gpointer);
bool ready() noexcept;

void first() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (ready())
    throw 1;
  g_thread_pool_free(p, FALSE, TRUE);
}

void second() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (ready())
    throw 1;
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-COUNT-1: #include <memory>
// CHECK-FIXES-NOT: #include <memory>
// CHECK-FIXES-COUNT-2: std::unique_ptr<GThreadPool
