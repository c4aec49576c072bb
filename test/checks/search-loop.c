// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Loops that search, and are asked afterwards whether they ran to their end.
#include <glib.h>

void run(gpointer data, gpointer user_data);
int fits(int i);

#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)
#define FREE(p) g_thread_pool_free(p, FALSE, TRUE)

void not_found_ok(int n) {
  GThreadPool *p = MAKE;
  int i;
  for (i = 0; i < n; i++)
    if (fits(i)) {
      FREE(p);
      break;
    }
  if (i == n)
    FREE(p);
}

void found_ok(int n) {
  GThreadPool *p = NULL;
  int i;
  for (i = 0; i < n; ++i)
    if (fits(i)) {
      p = MAKE;
      break;
    }
  if (n != i)
    FREE(p);
}

void returned_ok(int n) {
  GThreadPool *p = NULL;
  int i;
  for (i = 0; n > i; i++)
    if (fits(i)) {
      p = MAKE;
      break;
    }
  if (i >= n)
    return;
  FREE(p);
}

void not_found_bad(int n) {
  GThreadPool *p = NULL;
  int i;
  for (i = 0; i < n; i++)
    if (fits(i)) {
      p = MAKE;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
      break;
    }
  if (i == n)
    FREE(p);
}

void other_end_bad(int n, int m) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  int i;
  for (i = 0; i < n; i++)
    if (fits(i)) {
      FREE(p);
      break;
    }
  if (i == m)
    FREE(p);
}

void step_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  int i;
  for (i = 0; i < n; i += 2)
    if (fits(i)) {
      FREE(p);
      break;
    }
  if (i == n)
    FREE(p);
}
