// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The pool is the function's result.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

GThreadPool *returned_ok(void) {
  return g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

GThreadPool *returned_variable_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_set_max_threads(p, 8, NULL);
  return p;
}

GThreadPool *failure_forgets_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (!g_thread_pool_set_max_threads(p, 8, NULL))
    return NULL;
  return p;
}

GThreadPool *failure_frees_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!g_thread_pool_set_max_threads(p, 8, NULL)) {
    g_thread_pool_free(p, TRUE, TRUE);
    return NULL;
  }
  return p;
}

GThreadPool *conditional_result_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  return condition() ? p : NULL;
}

void *as_void_pointer_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  return p;
}

// Whether there is a pool is told, the pool itself is not.
gboolean only_told_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  return p != NULL;
}

gboolean only_told_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  gboolean made = p != NULL;
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
  return made;
}

gint property_returned_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  return g_thread_pool_get_max_threads(p);
}
