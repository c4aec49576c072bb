// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib -I %root/test/Inputs/thpool
// Work that would be dropped is finished; who is waited for is told so.
#include <glib.h>
#include <thpool.h>

void job(void *, void *);
void task(void *);
int condition(void);

void by_argument(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  g_thread_pool_push(p, "a", NULL);
  g_thread_pool_free(p, TRUE, TRUE);
}
// CHECK-FIXES-LABEL: void by_argument
// CHECK-FIXES: g_thread_pool_free(p, FALSE, TRUE);

void by_waiting(void) {
  threadpool p = thpool_init(4);
  thpool_add_work(p, task, NULL);
  if (condition())
    thpool_wait(p);
  thpool_destroy(p);
}
// CHECK-FIXES-LABEL: void by_waiting
// CHECK-FIXES: thpool_wait(p);
// CHECK-FIXES-NEXT: {{^}}  thpool_wait(p);
// CHECK-FIXES-NEXT: {{^}}  thpool_destroy(p);

static void end(GThreadPool *p) { g_thread_pool_free(p, TRUE, TRUE); }

void in_a_helper(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  g_thread_pool_push(p, "a", NULL);
  end(p); // no fix: a release on this path would be wrong on another
}
