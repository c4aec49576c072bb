// RUN: %check_tidy %s poolguard-use-after-release -- -isystem %S/../Inputs/glib -std=c11
// Work is submitted to a pool that was released.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

struct server {
  GThreadPool *pool;
  int n;
};

void submitted_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(p, GINT_TO_POINTER(1), NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void submitted_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, GINT_TO_POINTER(1), NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void asked_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  while (g_thread_pool_unprocessed(p) > 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released
    g_thread_yield();
}

void asked_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  while (g_thread_pool_unprocessed(p) > 0)
    g_thread_yield();
  g_thread_pool_free(p, FALSE, TRUE);
}

void on_one_path_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  g_thread_pool_push(p, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released
}

void on_one_path_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition()) {
    g_thread_pool_free(p, TRUE, TRUE);
    return;
  }
  g_thread_pool_push(p, NULL, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void next_iteration_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  for (int i = 0; i < n; i++) {
    g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released
    if (i % 2)
      g_thread_pool_free(p, FALSE, TRUE);
  }
}

void next_iteration_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  for (int i = 0; i < n; i++)
    g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void reopened_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, NULL, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void through_alias_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *q = p;
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(q, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is used after it was released
}

void other_pool_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *q = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(q, NULL, NULL);
  g_thread_pool_free(q, FALSE, TRUE);
}

void parameter_bad(GThreadPool *pool) {
  g_thread_pool_free(pool, FALSE, TRUE);
  g_thread_pool_push(pool, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is used after it was released
}

void parameter_ok(GThreadPool *pool) {
  g_thread_pool_push(pool, NULL, NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}

void field_bad(struct server *s) {
  g_thread_pool_free(s->pool, FALSE, TRUE);
  s->n = 0;
  g_thread_pool_push(s->pool, s, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 's->pool' is used after it was released
}

void field_ok(struct server *s) {
  g_thread_pool_free(s->pool, FALSE, TRUE);
  s->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(s->pool, s, NULL);
}

void null_test_ok(GThreadPool *pool, int stop) {
  if (stop) {
    g_thread_pool_free(pool, FALSE, TRUE);
    pool = NULL;
  }
  if (pool)
    g_thread_pool_push(pool, NULL, NULL);
}

// Comparing the pointer is no use of the pool.
void compared_ok(GThreadPool *pool, GThreadPool **current) {
  g_thread_pool_free(pool, FALSE, TRUE);
  if (*current == pool)
    *current = NULL;
}

void flag_ok(GThreadPool *pool, int stop) {
  if (stop)
    g_thread_pool_free(pool, FALSE, TRUE);
  if (!stop)
    g_thread_pool_push(pool, NULL, NULL);
}
