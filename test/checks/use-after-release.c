// RUN: %check_tidy %s poolguard-use-after-release -- -isystem %S/../Inputs/glib -std=c11
// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
#include <glib.h>

void work(gpointer data, gpointer user_data);

void used_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(p, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void used_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, NULL, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}
