// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// ?: chooses the pool, or whether there is one.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

void perhaps_null_ok(int n) {
  GThreadPool *p = n > 1 ? g_thread_pool_new(work, NULL, n, TRUE, NULL) : NULL;
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void perhaps_null_bad(int n) {
  GThreadPool *p = n > 1 ? g_thread_pool_new(work, NULL, n, TRUE, NULL) : NULL;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  if (p)
    g_thread_pool_push(p, NULL, NULL);
}

void same_condition_ok(int n) {
  GThreadPool *p = n > 1 ? g_thread_pool_new(work, NULL, n, TRUE, NULL) : NULL;
  if (n > 1)
    g_thread_pool_free(p, FALSE, TRUE);
}

void two_sites_bad(void) {
  GThreadPool *p = condition()
                       ? g_thread_pool_new(work, NULL, 4, TRUE, NULL)
                       // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
                       : g_thread_pool_new(work, NULL, 1, FALSE, NULL);
                       // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  (void)p;
}

void two_sites_ok(void) {
  GThreadPool *p = condition() ? g_thread_pool_new(work, NULL, 4, TRUE, NULL)
                               : g_thread_pool_new(work, NULL, 1, FALSE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void one_of_two_freed_bad(int first) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a' is not released on this path
  GThreadPool *b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'b' is not released on this path
  g_thread_pool_free(first ? a : b, FALSE, TRUE);
}

void both_freed_ok(int first) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(first ? a : b, FALSE, TRUE);
  g_thread_pool_free(first ? b : a, FALSE, TRUE);
}

void picked_alias_ok(int first) {
  GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *pick = first ? a : b;
  g_thread_pool_push(pick, NULL, NULL);
  g_thread_pool_free(a, FALSE, TRUE);
  g_thread_pool_free(b, FALSE, TRUE);
}

void release_mode_chosen_ok(int drain) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, drain ? FALSE : TRUE, TRUE);
}

void released_in_one_arm_bad(int drain) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  drain ? g_thread_pool_free(p, FALSE, TRUE) : g_thread_yield();
}

void released_in_both_arms_ok(int drain) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  drain ? g_thread_pool_free(p, FALSE, TRUE) : g_thread_pool_free(p, TRUE, TRUE);
}

// GNU: the middle operand left out.
void elvis_ok(GThreadPool *shared) {
  GThreadPool *own = shared ? NULL : g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *p = shared ?: own;
  g_thread_pool_push(p, NULL, NULL);
  if (own)
    g_thread_pool_free(own, FALSE, TRUE);
}

void elvis_bad(GThreadPool *shared) {
  GThreadPool *p = shared ?: g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  g_thread_pool_push(p, NULL, NULL);
}
