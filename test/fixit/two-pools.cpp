// RUN: %check_fix %s poolguard-* -- -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib -std=c++17
// What another fix releases becomes no guard besides.
#include <glib.h>

void job(gpointer, gpointer);
bool ask();

int same_way_out() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  GThreadPool *q = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (ask())
    return 1;
  g_thread_pool_free(q, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int same_way_out
// CHECK-FIXES: {{^}}  GThreadPool *q = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
// CHECK-FIXES-NEXT: {{^}}  if (ask()) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(q, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    return 1;
