// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The smallest leak, and the same code put right.
#include <glib.h>

void work(gpointer data, gpointer user_data);

void never_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  g_thread_pool_push(p, GINT_TO_POINTER(1), NULL);
}

void closed_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, GINT_TO_POINTER(1), NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void terminated_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, GINT_TO_POINTER(1), NULL);
  g_thread_pool_free(p, TRUE, TRUE);
}

void unused_bad(void) {
  GThreadPool *pool = g_thread_pool_new_full(work, NULL, g_free, 4, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released
  (void)pool;
}

void assigned_bad(void) {
  GThreadPool *p;
  p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  g_thread_pool_set_max_threads(p, 8, NULL);
}

void assigned_ok(void) {
  GThreadPool *p;
  p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_set_max_threads(p, 8, NULL);
  g_thread_pool_free(p, FALSE, FALSE);
}

void discarded_bad(void) {
  g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool is never released; the result is discarded
}

void discarded_cast_bad(void) {
  (void)g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool is never released; the result is discarded
}

// Each site answers for itself.
void two_pools_bad(void) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'b' is never released
  g_thread_pool_push(b, NULL, NULL);
  g_thread_pool_free(a, FALSE, TRUE);
}

void two_pools_ok(void) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(b, FALSE, TRUE);
  g_thread_pool_free(a, FALSE, TRUE);
}

void thread_bad(void) {
  GThread *t = g_thread_new("worker", (GThreadFunc)g_malloc0, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  g_thread_yield();
  (void)t;
}

void thread_joined_ok(void) {
  GThread *t = g_thread_new("worker", (GThreadFunc)g_malloc0, NULL);
  g_thread_join(t);
}

void thread_given_up_ok(void) {
  g_thread_unref(g_thread_new("worker", (GThreadFunc)g_malloc0, NULL));
}
