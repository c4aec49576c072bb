// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Several names for one pool.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

void closed_through_copy_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *q = p;
  g_thread_pool_free(q, FALSE, TRUE);
}

void copied_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  GThreadPool *q = p;
  g_thread_pool_push(q, NULL, NULL);
}

// One name is overwritten; the other still holds the pool.
void first_name_lost_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *q = p;
  p = NULL;
  g_thread_pool_push(q, NULL, NULL);
  g_thread_pool_free(q, FALSE, TRUE);
}

void both_names_lost_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released; its handle is overwritten
  GThreadPool *q = p;
  p = NULL;
  q = NULL;
  (void)q;
}

void chain_ok(void) {
  GThreadPool *a, *b, *c;
  a = b = c = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(a, NULL, NULL);
  g_thread_pool_free(c, FALSE, TRUE);
}

void through_pointer_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool **pp = &p;
  g_thread_pool_free(*pp, FALSE, TRUE);
}

void through_void_pointer_ok(void) {
  gpointer data = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *p = data;
  g_thread_pool_free(p, FALSE, TRUE);
}

void through_void_pointer_bad(void) {
  gpointer data = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'data' is never released
  GThreadPool *p = (GThreadPool *)data;
  g_thread_pool_push(p, NULL, NULL);
}

void wrong_name_closed_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  GThreadPool *other = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *q = p;
  q = other;
  g_thread_pool_push(p, NULL, NULL);
  g_thread_pool_free(q, FALSE, TRUE);
}

void alias_on_one_path_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  GThreadPool *q = NULL;
  if (condition())
    q = p;
  if (q)
    g_thread_pool_free(q, FALSE, TRUE);
}

void alias_on_both_paths_ok(int n) {
  GThreadPool *big = NULL, *small = NULL, *p;
  if (n > 100)
    p = big = g_thread_pool_new(work, NULL, 8, TRUE, NULL);
  else
    p = small = g_thread_pool_new(work, NULL, 1, TRUE, NULL);
  g_thread_pool_push(p, NULL, NULL);
  if (big)
    g_thread_pool_free(big, FALSE, TRUE);
  if (small)
    g_thread_pool_free(small, FALSE, TRUE);
}

void comma_ok(void) {
  GThreadPool *p;
  GThreadPool *q = (p = g_thread_pool_new(work, NULL, 4, TRUE, NULL), p);
  g_thread_pool_free(q, FALSE, TRUE);
}
