// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release -- %glib_flags -std=c11
// REQUIRES: glib
// GLib as it is installed.
#include <glib.h>

static void work(gpointer data, gpointer user_data) {
  (void)data;
  (void)user_data;
}
static gpointer thread_work(gpointer data) { return data; }

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

gboolean early_return_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (g_thread_pool_get_max_threads(p) != 4)
    return FALSE;
  g_thread_pool_free(p, FALSE, TRUE);
  return TRUE;
}

// GLib tells analysers that this does not return.
gboolean g_return_val_if_fail_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  g_return_val_if_fail(g_thread_pool_get_max_threads(p) == 4, FALSE);
  g_thread_pool_free(p, FALSE, TRUE);
  return TRUE;
}

void assert_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  g_assert(g_thread_pool_get_max_threads(p) == 4);
  g_assert_cmpint(g_thread_pool_get_max_threads(p), ==, 4);
  if (g_thread_pool_get_num_threads(p) > 4)
    g_error("too many threads");
  g_thread_pool_free(p, FALSE, TRUE);
}

gboolean checked_ok(GThreadPool *shared) {
  g_return_val_if_fail(shared != NULL, FALSE);
  GError *error = NULL;
  GThread *t = g_thread_try_new("worker", thread_work, NULL, &error);
  if (!t) {
    g_warning("no thread: %s", error->message);
    g_clear_error(&error);
    return FALSE;
  }
  g_thread_join(t);
  return TRUE;
}

void autoptr_ok(void) {
  g_autoptr(GThread) t = g_thread_new("worker", thread_work, NULL);
  if (!t)
    return;
  g_print("%p\n", (void *)t);
}

void thread_bad(void) {
  GThread *t = g_thread_new("worker", thread_work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  g_print("%d\n", t != NULL);
}

void stolen_ok(void) {
  g_autoptr(GThread) t = g_thread_new("worker", thread_work, NULL);
  g_thread_join(g_steal_pointer(&t));
}

void clear_pointer_ok(void) {
  GThread *t = g_thread_new("worker", thread_work, NULL);
  g_clear_pointer(&t, g_thread_unref);
}

void pushed_after_free_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(p, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void freed_twice_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}
