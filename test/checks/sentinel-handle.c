// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11 -I %S/../Inputs/glib
// The address of a pool is no small negative number, as those are that stand
// for an invalid handle.
#include <glib.h>

#define INVALID ((GThreadPool *)-1)

void work(gpointer data, gpointer user);

void both_asked_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (p && p != INVALID)
    g_thread_pool_free(p, FALSE, TRUE);
}

void only_sentinel_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (p != INVALID)
    g_thread_pool_free(p, FALSE, TRUE);
}

void wrong_way_round_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is {{never released|not released on this path}}
  if (p == INVALID)
    g_thread_pool_free(p, FALSE, TRUE);
}

void asked_and_forgotten_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (p == INVALID || n)
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}
