// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The notes walk the path to the exit that leaks.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

int early_return_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (n < 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: note: taking the true branch
    return -1;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: note: leaves the function here with {{.*}}'p' open
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int early_return_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (n < 0) {
    g_thread_pool_free(p, TRUE, TRUE);
    return -1;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int release_skipped_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: note: taking the false branch
    g_thread_pool_free(p, FALSE, TRUE);
  return 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: note: leaves the function here with {{.*}}'p' open
}

void never_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  g_thread_pool_push(p, NULL, NULL);
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: note: leaves the function here with {{.*}}'p' open
