// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib
// Pools that leave by the same way out are released there by one fix, the last
// one first.
#include <glib.h>

void job(void *, void *);
int ask(int);
void report(int);

int same_value(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  GThreadPool *q = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  if (ask(0))
    return (int)g_thread_pool_get_num_threads(p) + (int)g_thread_pool_get_num_threads(q);
  g_thread_pool_free(q, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int same_value
// CHECK-FIXES: {{^}}  if (ask(0)) {
// CHECK-FIXES-NEXT: {{^}}    int result = (int)g_thread_pool_get_num_threads(p) + (int)g_thread_pool_get_num_threads(q);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(q, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    return result;
// CHECK-FIXES-NEXT: {{^}}  }

int some_ways_in_common(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  if (ask(0))
    return 1;
  GThreadPool *q = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  if (ask(1)) {
    report(1);
    return 2;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  if (ask(2))
    return 3;
  g_thread_pool_free(q, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int some_ways_in_common
// CHECK-FIXES: {{^}}  if (ask(0)) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    return 1;
// CHECK-FIXES: {{^}}    report(1);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(q, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    return 2;
// CHECK-FIXES: {{^}}  if (ask(2)) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(q, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    return 3;

void three(void) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  GThreadPool *q = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  GThreadPool *r = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  g_thread_pool_push(p, "p", NULL);
  g_thread_pool_push(q, "q", NULL);
  g_thread_pool_push(r, "r", NULL);
}
// CHECK-FIXES-LABEL: void three
// CHECK-FIXES: {{^}}  g_thread_pool_free(r, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(q, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}}

// One handle, by turns: one release does for both.
void by_turns(void) {
  GThreadPool *p;
  if (ask(0))
    p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  else
    p = g_thread_pool_new(job, NULL, 1, TRUE, NULL);
  g_thread_pool_push(p, "p", NULL);
}
// CHECK-FIXES-LABEL: void by_turns
// CHECK-FIXES: {{^}}  g_thread_pool_push(p, "p", NULL);
// CHECK-FIXES-NEXT: {{^}}  if (p) g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}}
