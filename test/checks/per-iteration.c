// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// A pool for each turn of a loop.
#include <glib.h>

void work(gpointer data, gpointer user_data);

void declared_inside_bad(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
    g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
  }
}

void declared_inside_ok(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    g_thread_pool_push(p, GINT_TO_POINTER(i), NULL);
    g_thread_pool_free(p, FALSE, TRUE);
  }
}

// Only the last one is freed.
void last_one_freed_bad(int n) {
  GThreadPool *p = NULL;
  for (int i = 0; i < n; i++)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path; its handle is overwritten
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void previous_one_freed_ok(int n) {
  GThreadPool *p = NULL;
  for (int i = 0; i < n; i++) {
    if (p)
      g_thread_pool_free(p, FALSE, TRUE);
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  }
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void one_of_two_bad(int n) {
  while (n-- > 0) {
    GThreadPool *a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    GThreadPool *b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'b' is never released
    g_thread_pool_push(b, NULL, NULL);
    g_thread_pool_free(a, FALSE, TRUE);
  }
}

// Freed at the head of the next turn and after the last.
void freed_next_turn_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  while (n-- > 0) {
    g_thread_pool_free(p, FALSE, TRUE);
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  }
  g_thread_pool_free(p, FALSE, TRUE);
}

void discarded_each_time_bad(int n) {
  while (n-- > 0)
    g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool is never released; the result is discarded
}
