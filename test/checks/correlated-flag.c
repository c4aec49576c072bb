// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The same condition decides construction and release.
#include <glib.h>

void work(gpointer data, gpointer user_data);
void other_work(void);
int condition(void);
int other_condition(void);

struct options {
  int threads;
  gboolean parallel;
};
struct options global_options;

void flag_ok(int parallel) {
  GThreadPool *p;
  if (parallel)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  other_work();
  if (parallel)
    g_thread_pool_free(p, FALSE, TRUE);
}

void flag_negated_bad(int parallel) {
  GThreadPool *p = NULL;
  if (parallel)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  other_work();
  if (!parallel)
    g_thread_pool_free(p, FALSE, TRUE);
}

void flag_cleared_bad(int parallel) {
  GThreadPool *p = NULL;
  if (parallel)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    parallel = 0;
  if (parallel)
    g_thread_pool_free(p, FALSE, TRUE);
}

void number_ok(int n) {
  GThreadPool *p = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  other_work();
  if (n > 1)
    g_thread_pool_free(p, FALSE, TRUE);
}

void number_spelt_otherwise_ok(int n) {
  GThreadPool *p = NULL;
  if (n >= 2)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  other_work();
  if (!(n <= 1))
    g_thread_pool_free(p, FALSE, TRUE);
}

void narrower_test_bad(int n) {
  GThreadPool *p = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  other_work();
  if (n > 2)
    g_thread_pool_free(p, FALSE, TRUE);
}

void wider_test_ok(int n) {
  GThreadPool *p = NULL;
  if (n > 2)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  other_work();
  if (n > 1 && p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void local_flag_ok(void) {
  gboolean started = FALSE;
  GThreadPool *p = NULL;
  if (condition()) {
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    started = TRUE;
  }
  other_work();
  if (started)
    g_thread_pool_free(p, FALSE, TRUE);
}

void local_flag_forgotten_bad(void) {
  gboolean started = FALSE;
  GThreadPool *p = NULL;
  if (condition()) {
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    if (other_condition())
      started = TRUE;
  }
  other_work();
  if (started)
    g_thread_pool_free(p, FALSE, TRUE);
}

// The condition is kept in a variable of its own.
void named_condition_ok(int n) {
  const int parallel = n > 1;
  GThreadPool *p = NULL;
  if (parallel)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  other_work();
  if (parallel)
    g_thread_pool_free(p, FALSE, TRUE);
}

// Nobody changes the options between the two tests as far as one can see.
void field_ok(const struct options *o) {
  GThreadPool *p = NULL;
  if (o->parallel)
    p = g_thread_pool_new(work, NULL, o->threads, TRUE, NULL);
  other_work();
  if (o->parallel)
    g_thread_pool_free(p, FALSE, TRUE);
}

void global_ok(void) {
  GThreadPool *p = NULL;
  if (global_options.threads > 1)
    p = g_thread_pool_new(work, NULL, global_options.threads, TRUE, NULL);
  other_work();
  if (global_options.threads > 1)
    g_thread_pool_free(p, FALSE, TRUE);
}

void two_flags_ok(int a, int b) {
  GThreadPool *p = NULL, *q = NULL;
  if (a)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (b)
    q = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  other_work();
  if (b)
    g_thread_pool_free(q, FALSE, TRUE);
  if (a)
    g_thread_pool_free(p, FALSE, TRUE);
}

void two_flags_mixed_up_bad(int a, int b) {
  GThreadPool *p = NULL, *q = NULL;
  if (a)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (b)
    q = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (b) {
    g_thread_pool_free(q, FALSE, TRUE);
    if (p)
      g_thread_pool_free(p, FALSE, TRUE);
  }
}
