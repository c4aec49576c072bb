// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
#include <glib.h>

void work(gpointer data, gpointer user_data);

void never_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  g_thread_pool_push(p, NULL, NULL);
}

void closed_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, NULL, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}
