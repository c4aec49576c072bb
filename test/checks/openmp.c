// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11 -fopenmp
// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The body of a parallel region is code of the function around it.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

#define NEW_POOL() g_thread_pool_new(work, NULL, 4, FALSE, NULL)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

void in_loop_ok(int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    GThreadPool *p = NEW_POOL();
    FREE_POOL(p);
  }
}

void in_loop_bad(int n) {
#pragma omp parallel for
  for (int i = 0; i < n; i++) {
    GThreadPool *p = NEW_POOL();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    if (condition())
      continue;
    FREE_POOL(p);
  }
}

void around_ok(int n) {
  GThreadPool *p = NEW_POOL();
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    g_thread_pool_push(p, NULL, NULL);
  FREE_POOL(p);
}

void around_bad(int n) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    g_thread_pool_push(p, NULL, NULL);
}

void by_one_thread_ok(void) {
  GThreadPool *p = NEW_POOL();
#pragma omp parallel
  {
#pragma omp single
    FREE_POOL(p);
  }
}

void critical_ok(void) {
  GThreadPool *p = NEW_POOL();
#pragma omp critical
  { FREE_POOL(p); }
}

void critical_bad(void) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
#pragma omp critical
  { condition(); }
  if (condition())
    return;
  FREE_POOL(p);
}

void sections_ok(void) {
  GThreadPool *p = NEW_POOL();
#pragma omp parallel sections
  {
#pragma omp section
    g_thread_pool_push(p, NULL, NULL);
#pragma omp section
    condition();
  }
  FREE_POOL(p);
}
