// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// && and || decide whether a pool is made, and whether it is released.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);
int setup(GThreadPool *pool);

int and_in_condition_ok(int n) {
  GThreadPool *p = NULL;
  if (n > 1 && (p = g_thread_pool_new(work, NULL, n, TRUE, NULL)) != NULL) {
    g_thread_pool_push(p, NULL, NULL);
    g_thread_pool_free(p, FALSE, TRUE);
    return 1;
  }
  return 0;
}

int and_in_condition_bad(int n) {
  GThreadPool *p = NULL;
  if ((p = g_thread_pool_new(work, NULL, n, TRUE, NULL)) != NULL && condition()) {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
    g_thread_pool_free(p, FALSE, TRUE);
    return 1;
  }
  return 0;
}

int and_then_test_ok(int n) {
  GThreadPool *p = NULL;
  if ((p = g_thread_pool_new(work, NULL, n, TRUE, NULL)) != NULL && condition()) {
    g_thread_pool_free(p, FALSE, TRUE);
    return 1;
  }
  if (p)
    g_thread_pool_free(p, TRUE, TRUE);
  return 0;
}

int or_failure_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  if (!p || !condition()) {
    if (p)
      g_thread_pool_free(p, TRUE, TRUE);
    return -1;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int or_failure_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (!p || !condition())
    return -1;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

// The two conditions are complements of each other.
void de_morgan_ok(int a, int b) {
  GThreadPool *p = NULL;
  if (a && b)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!a || !b)
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}

void de_morgan_bad(int a, int b) {
  GThreadPool *p = NULL;
  if (a || b)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (!a || !b)
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}

// Release as the right-hand side of an operator.
void release_after_and_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  (void)(p && (g_thread_pool_free(p, FALSE, TRUE), 1));
}

void release_after_and_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  (void)(condition() && (g_thread_pool_free(p, FALSE, TRUE), 1));
}

int two_pools_or_ok(void) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!a || !b) {
    if (a)
      g_thread_pool_free(a, TRUE, TRUE);
    if (b)
      g_thread_pool_free(b, TRUE, TRUE);
    return -1;
  }
  g_thread_pool_free(a, FALSE, TRUE);
  g_thread_pool_free(b, FALSE, TRUE);
  return 0;
}

int two_pools_or_bad(void) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a' is not released on this path
  GThreadPool *b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'b' is not released on this path
  if (!a || !b)
    return -1;
  g_thread_pool_free(a, FALSE, TRUE);
  g_thread_pool_free(b, FALSE, TRUE);
  return 0;
}

int kept_result_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  int good = p != NULL && condition();
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
  return good;
}

int kept_result_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  int good = p != NULL && condition();
  if (good)
    g_thread_pool_free(p, FALSE, TRUE);
  return good;
}
