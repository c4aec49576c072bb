// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The handle itself says whether there is a pool.
#include <glib.h>

void work(gpointer data, gpointer user_data);
void other_work(void);
int condition(void);

void tested_ok(int n) {
  GThreadPool *p = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  if (p)
    g_thread_pool_push(p, GINT_TO_POINTER(n), NULL);
  else
    other_work();
  if (p != NULL)
    g_thread_pool_free(p, FALSE, TRUE);
}

void tested_wrong_way_bad(int n) {
  GThreadPool *p = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  if (p == NULL)
    g_thread_pool_free(p, FALSE, TRUE);
}

void return_where_null_ok(int n) {
  GThreadPool *p = n > 1 ? g_thread_pool_new(work, NULL, n, TRUE, NULL) : NULL;
  if (!p)
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}

void return_where_not_null_bad(int n) {
  GThreadPool *p = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  if (p)
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}

// A copy of the handle answers the same question.
void tested_through_copy_ok(int n) {
  GThreadPool *p = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  GThreadPool *const q = p;
  if (q)
    g_thread_pool_free(p, FALSE, TRUE);
}

void bool_from_handle_ok(int n) {
  GThreadPool *p = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  const gboolean have_pool = p != NULL;
  other_work();
  if (have_pool)
    g_thread_pool_free(p, FALSE, TRUE);
}

void other_handle_tested_bad(int n) {
  GThreadPool *p = NULL, *q = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (n > 2)
    q = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  if (q) {
    g_thread_pool_free(p, FALSE, TRUE);
    g_thread_pool_free(q, FALSE, TRUE);
  }
}

// Freed early and set to null: the later test finds nothing to do.
void freed_and_cleared_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  if (condition()) {
    g_thread_pool_free(p, TRUE, TRUE);
    p = NULL;
  }
  other_work();
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

// Lazily made in a loop, freed once after it.
void lazily_made_ok(int n) {
  GThreadPool *p = NULL;
  for (int i = 0; i < n; i++) {
    if (!condition())
      continue;
    if (!p)
      p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
    g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
  }
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void lazily_made_bad(int n) {
  GThreadPool *p = NULL;
  for (int i = 0; i < n; i++) {
    if (!p)
      p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
    g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
  }
}
