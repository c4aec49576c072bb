// RUN: env POOLGUARD_DUMP_SUMMARIES=1 %tidy --quiet --checks='-*,poolguard-*' %s -- -isystem %S/../Inputs/glib -std=c11 > %t 2>&1
// RUN: %FileCheck %s --input-file=%t
// What is known of the functions of a unit, in the words of the models.
#include <glib.h>

void run(gpointer data, gpointer user_data);

static GThreadPool *make(int n) {
  if (n < 1)
    return NULL;
  return g_thread_pool_new(run, NULL, n, FALSE, NULL);
}

static void end(GThreadPool **p, int at_once) {
  if (at_once)
    g_thread_pool_free(*p, TRUE, FALSE);
  else
    g_thread_pool_free(*p, FALSE, TRUE);
  *p = NULL;
}

void run_ok(int n) {
  GThreadPool *p = make(n);
  if (!p)
    return;
  g_thread_pool_push(p, "", NULL);
  end(&p, 0);
}

// CHECK: function: {{.*}}@F@end
// CHECK-NEXT: handles:
// CHECK: handle: {{ *}}out0
// CHECK: does: {{ *}}release
// CHECK: mode: {{ *}}terminate
// CHECK: when: {{.*}}arg: 1,
// CHECK: function: {{.*}}@F@make
// CHECK: handle: {{ *}}return
// CHECK-NEXT: family: {{ *}}glib-gthreadpool
// CHECK: does: {{ *}}acquire
