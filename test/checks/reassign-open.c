// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The last handle is overwritten while the pool is open.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);
GThreadPool *shared_pool(void);

void second_pool_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released; its handle is overwritten [poolguard-unreleased-pool]
  p = g_thread_pool_new(work, NULL, 8, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void second_pool_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  p = g_thread_pool_new(work, NULL, 8, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void null_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released; its handle is overwritten
  p = NULL;
  (void)p;
}

void null_after_release_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  p = NULL;
  (void)p;
}

void on_one_path_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path; its handle is overwritten
  if (condition())
    p = g_thread_pool_new(work, NULL, 8, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void on_one_path_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition()) {
    g_thread_pool_free(p, TRUE, TRUE);
    p = g_thread_pool_new(work, NULL, 8, TRUE, NULL);
  }
  g_thread_pool_free(p, FALSE, TRUE);
}

// Somebody else's pool takes the variable.
void borrowed_over_own_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released; its handle is overwritten
  p = shared_pool();
  g_thread_pool_push(p, NULL, NULL);
}

void self_assignment_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *q = p;
  p = q;
  g_thread_pool_free(p, FALSE, TRUE);
}

void kept_elsewhere_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *old = p;
  p = g_thread_pool_new(work, NULL, 8, TRUE, NULL);
  g_thread_pool_free(old, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
}
