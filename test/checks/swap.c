// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// A swap by hand.
#include <glib.h>

void work(gpointer data, gpointer user_data);

void swapped_ok(void) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *b = NULL;
  GThreadPool *tmp = a;
  a = b;
  b = tmp;
  g_thread_pool_free(b, FALSE, TRUE);
  if (a)
    g_thread_pool_free(a, FALSE, TRUE);
}

void swapped_bad(void) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  GThreadPool *b = NULL;
  GThreadPool *tmp = a;
  a = b;
  b = tmp;
  if (a)
    g_thread_pool_free(a, FALSE, TRUE);
}

void both_swapped_ok(void) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *b = g_thread_pool_new(work, NULL, 1, FALSE, NULL);
  GThreadPool *tmp = a;
  a = b;
  b = tmp;
  g_thread_pool_free(a, FALSE, TRUE);
  g_thread_pool_free(b, FALSE, TRUE);
}

// `a` is freed under two names; the other pool under none.
void swapped_wrong_bad(void) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *b = g_thread_pool_new(work, NULL, 1, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
  b = a;
  g_thread_pool_free(b, FALSE, TRUE);
}
