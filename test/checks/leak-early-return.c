// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// A return between construction and release.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int prepare(void);

int early_return_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (prepare() < 0)
    return -1;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int early_return_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  if (prepare() < 0) {
    g_thread_pool_free(p, TRUE, TRUE);
    return -1;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int return_before_construction_ok(int n) {
  if (n <= 0)
    return -1;
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int second_return_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (prepare() < 0) {
    g_thread_pool_free(p, TRUE, TRUE);
    return -1;
  }
  if (!g_thread_pool_push(p, GINT_TO_POINTER(n), NULL))
    return -2;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int last_return_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (prepare() < 0) {
    g_thread_pool_free(p, TRUE, TRUE);
    return -1;
  }
  return 0;
}

int both_branches_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  if (n > 3)
    g_thread_pool_free(p, FALSE, TRUE);
  else
    g_thread_pool_free(p, TRUE, TRUE);
  return 0;
}

int one_branch_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (n > 3)
    g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

// Returning on every path without a release is "never".
int all_returns_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  if (prepare() < 0)
    return -1;
  if (!g_thread_pool_push(p, GINT_TO_POINTER(n), NULL))
    return -2;
  return 0;
}

// One warning for one site, however many returns leak.
int many_returns_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (n == 1)
    return 1;
  if (n == 2)
    return 2;
  if (n == 3)
    return 3;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
