// RUN: %check_tidy %s poolguard-double-release -- -isystem %S/../Inputs/glib -std=c11
// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
#include <glib.h>

void work(gpointer data, gpointer user_data);

void released_twice_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}

void released_once_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}
