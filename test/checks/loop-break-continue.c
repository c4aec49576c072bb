// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// break and continue that jump over the release.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int next(void);
int condition(void);

void continue_bad(void) {
  while (next()) {
    GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
    if (condition())
      continue;
    g_thread_pool_free(p, FALSE, TRUE);
  }
}

void continue_ok(void) {
  while (next()) {
    if (condition())
      continue;
    GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    g_thread_pool_free(p, FALSE, TRUE);
  }
}

void break_bad(void) {
  for (;;) {
    GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    if (!next())
      break;
    g_thread_pool_free(p, FALSE, TRUE);
  }
}

void break_ok(void) {
  GThreadPool *p;
  for (;;) {
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    if (!next())
      break;
    g_thread_pool_free(p, FALSE, TRUE);
  }
  g_thread_pool_free(p, TRUE, TRUE);
}

// The pool outlives the loop; leaving the loop early is no exit.
void pool_around_loop_ok(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  for (int i = 0; i < n; i++) {
    if (condition())
      continue;
    if (!g_thread_pool_push(p, GINT_TO_POINTER(i), NULL))
      break;
  }
  g_thread_pool_free(p, FALSE, TRUE);
}

void return_from_loop_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  for (int i = 0; i < n; i++)
    if (!g_thread_pool_push(p, GINT_TO_POINTER(i), NULL))
      return;
  g_thread_pool_free(p, FALSE, TRUE);
}

// Released in the loop only, which need not run.
void released_in_loop_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  for (int i = 0; i < n; i++) {
    if (i == n - 1) {
      g_thread_pool_free(p, FALSE, TRUE);
      return;
    }
  }
}

void wait_then_release_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  while (g_thread_pool_unprocessed(p) > 0)
    g_thread_yield();
  g_thread_pool_free(p, FALSE, TRUE);
}

// Never leaves the loop, so it never leaks.
void server_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  for (;;)
    g_thread_pool_push(p, GINT_TO_POINTER(next()), NULL);
}

void do_while_bad(void) {
  do {
    GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    if (condition())
      break;
    g_thread_pool_free(p, FALSE, TRUE);
  } while (next());
}

// The body of do-while (0) is a block that break leaves.
void do_once_ok(void) {
  GThreadPool *p = NULL;
  do {
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    if (condition())
      break;
    g_thread_pool_push(p, NULL, NULL);
  } while (0);
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}
