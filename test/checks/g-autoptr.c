// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// g_autoptr, of GLib's own types and of one's own.
#include <glib.h>

void work(gpointer data, gpointer user_data);
gpointer thread_work(gpointer data);
int condition(void);

typedef GThreadPool Pool;
static void close_pool(Pool *p) { g_thread_pool_free(p, FALSE, TRUE); }
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, close_pool)

// GLib's cleanup of a GThread drops the reference: the thread is given up.
int thread_ok(void) {
  g_autoptr(GThread) t = g_thread_new("worker", thread_work, NULL);
  if (condition())
    return -1;
  return t != NULL;
}

int thread_without_auto_bad(void) {
  GThread *t = g_thread_new("worker", thread_work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return -1;
  return t != NULL;
}

int pool_ok(void) {
  g_autoptr(Pool) p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    return -1;
  g_thread_pool_push(p, NULL, NULL);
  return 0;
}

int pool_without_auto_bad(void) {
  Pool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  if (condition())
    return -1;
  g_thread_pool_push(p, NULL, NULL);
  return 0;
}

GThreadPool *stolen_for_caller_ok(void) {
  g_autoptr(Pool) p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    return NULL;
  return g_steal_pointer(&p);
}

int stolen_and_lost_bad(void) {
  g_autoptr(Pool) p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  GThreadPool *raw = g_steal_pointer(&p);
  g_thread_pool_push(raw, NULL, NULL);
  return 0;
}

int stolen_and_freed_ok(void) {
  g_autoptr(Pool) p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *raw = g_steal_pointer(&p);
  g_thread_pool_free(raw, FALSE, TRUE);
  return 0;
}

void joined_by_clear_pointer_ok(void) {
  GThread *t = g_thread_new("worker", thread_work, NULL);
  g_clear_pointer(&t, g_thread_join);
}

void unref_by_clear_pointer_ok(void) {
  GThread *t = g_thread_new("worker", thread_work, NULL);
  if (condition())
    g_clear_pointer(&t, g_thread_unref);
  else
    g_thread_join(t);
}

void joined_through_stolen_ok(void) {
  g_autoptr(GThread) t = g_thread_new("worker", thread_work, NULL);
  g_thread_join(g_steal_pointer(&t));
}
