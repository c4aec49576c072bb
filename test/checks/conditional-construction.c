// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// A pool that may or may not be made.
#include <glib.h>

void work(gpointer data, gpointer user_data);
void serial_work(int i);
int condition(void);
int other_condition(void);

void later_null_test_ok(int n) {
  GThreadPool *p = NULL;
  if (condition())
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  for (int i = 0; i < n; i++) {
    if (p)
      g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
    else
      serial_work(i);
  }
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void no_test_at_all_bad(int n) {
  GThreadPool *p = NULL;
  if (condition())
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  for (int i = 0; i < n; i++) {
    if (p)
      g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
    else
      serial_work(i);
  }
}

void one_of_two_constructors_ok(void) {
  GThreadPool *p;
  if (condition())
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  else
    p = g_thread_pool_new_full(work, NULL, g_free, 1, FALSE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void one_of_two_constructors_bad(void) {
  GThreadPool *p;
  if (condition())
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  else
    p = g_thread_pool_new_full(work, NULL, g_free, 1, FALSE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  g_thread_pool_push(p, NULL, NULL);
}

void tested_with_more_bad(void) {
  GThreadPool *p = NULL;
  if (condition())
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (p && other_condition())
    g_thread_pool_free(p, FALSE, TRUE);
}

void tested_or_more_ok(int flag) {
  GThreadPool *p = NULL;
  if (flag)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (flag || p)
    g_thread_pool_free(p, FALSE, TRUE);
}
