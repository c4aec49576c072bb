// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Pools in the fields of local structures.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);
void use_job(int n);

struct job {
  GThreadPool *pool;
  int n;
};
struct outer {
  struct job job;
  GThreadPool *spare;
};

void field_ok(void) {
  struct job j;
  j.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  j.n = 1;
  g_thread_pool_push(j.pool, &j, NULL);
  g_thread_pool_free(j.pool, FALSE, TRUE);
}

void field_bad(void) {
  struct job j;
  j.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'j.pool' is never released{{.*}} [poolguard-unreleased-pool]
  j.n = 1;
  use_job(j.n);
}

void initialised_ok(void) {
  struct job j = {g_thread_pool_new(work, NULL, 4, TRUE, NULL), 1};
  g_thread_pool_free(j.pool, FALSE, TRUE);
}

void initialised_bad(void) {
  struct job j = {g_thread_pool_new(work, NULL, 4, TRUE, NULL), 1};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
  use_job(j.n);
}

void designated_ok(void) {
  struct job j = {.n = 1, .pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL)};
  g_thread_pool_free(j.pool, FALSE, TRUE);
}

void designated_bad(void) {
  struct job j = {.n = 1, .pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL)};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is not released on this path
  if (condition())
    return;
  g_thread_pool_free(j.pool, FALSE, TRUE);
}

void through_pointer_ok(void) {
  struct job j = {NULL, 0};
  struct job *jp = &j;
  jp->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(j.pool, FALSE, TRUE);
}

void nested_ok(void) {
  struct outer o = {{NULL, 0}, NULL};
  o.job.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  o.spare = g_thread_pool_new(work, NULL, 1, TRUE, NULL);
  g_thread_pool_free(o.spare, FALSE, TRUE);
  g_thread_pool_free(o.job.pool, FALSE, TRUE);
}

void nested_other_field_bad(void) {
  struct outer o = {{NULL, 0}, NULL};
  o.job.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'o.job.pool' is never released
  o.spare = g_thread_pool_new(work, NULL, 1, TRUE, NULL);
  g_thread_pool_free(o.spare, FALSE, TRUE);
}

// The structure is copied, and the pool freed through the copy.
void copied_ok(void) {
  struct job a = {g_thread_pool_new(work, NULL, 4, TRUE, NULL), 1};
  struct job b = a;
  g_thread_pool_free(b.pool, FALSE, TRUE);
}

struct job returned_ok(void) {
  struct job j = {NULL, 0};
  j.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  return j;
}

void field_of_parameter_ok(struct job *j) {
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

// Freed when asked for; the field is null otherwise.
void conditional_ok(int n) {
  struct job j = {NULL, n};
  if (n > 1)
    j.pool = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  use_job(n);
  if (j.pool)
    g_thread_pool_free(j.pool, FALSE, TRUE);
}

void overwritten_bad(void) {
  struct job j = {NULL, 0};
  j.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'j.pool' is never released; its handle is overwritten
  j.pool = g_thread_pool_new(work, NULL, 8, TRUE, NULL);
  g_thread_pool_free(j.pool, FALSE, TRUE);
}

// The field of a parameter made here and lost here again: what is stored with
// the caller is the caller's.
void FN_parameter_field_overwritten_bad(struct job *j) {
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  j->pool = NULL;
}
