// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Pools in the fields of a structure from the heap.
#include <glib.h>
#include <stdlib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

struct job {
  GThreadPool *pool;
  int n;
};

struct job *returned_ok(void) {
  struct job *j = malloc(sizeof *j);
  if (!j)
    return NULL;
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  j->n = 1;
  return j;
}

void freed_ok(void) {
  struct job *j = malloc(sizeof *j);
  if (!j)
    return;
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(j->pool, FALSE, TRUE);
  free(j);
}

// The structure is freed, what it holds is not.
void only_struct_freed_bad(void) {
  struct job *j = malloc(sizeof *j);
  if (!j)
    return;
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  g_thread_pool_push(j->pool, NULL, NULL);
  free(j);
}

struct job *failure_frees_struct_only_bad(void) {
  struct job *j = malloc(sizeof *j);
  if (!j)
    return NULL;
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is not released on this path
  if (condition()) {
    free(j);
    return NULL;
  }
  return j;
}

struct job *failure_frees_both_ok(void) {
  struct job *j = malloc(sizeof *j);
  if (!j)
    return NULL;
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition()) {
    g_thread_pool_free(j->pool, TRUE, TRUE);
    free(j);
    return NULL;
  }
  return j;
}

int prepare(struct job *j);
int count_jobs(const struct job *j);

struct job *not_passed_bad(int failed) {
  struct job *j = malloc(sizeof *j);
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is not released on this path
  if (failed) {
    free(j);
    return NULL;
  }
  return j;
}

struct job *passed_ok(void) {
  struct job *j = malloc(sizeof *j);
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (prepare(j)) {
    g_thread_pool_free(j->pool, FALSE, TRUE);
    free(j);
    return NULL;
  }
  return j;
}

// A function of another file that is passed the structure may release or keep
// what is in it.
struct job *FN_passed_bad(void) {
  struct job *j = malloc(sizeof *j);
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (prepare(j)) {
    free(j);
    return NULL;
  }
  return j;
}

struct job *passed_const_bad(void) {
  struct job *j = malloc(sizeof *j);
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'j->pool' is not released on this path
  if (count_jobs(j)) {
    free(j);
    return NULL;
  }
  return j;
}

// So may a job that is passed it.
struct job *FN_passed_to_job_bad(int failed) {
  struct job *j = malloc(sizeof *j);
  j->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(j->pool, j, NULL);
  if (failed) {
    free(j);
    return NULL;
  }
  return j;
}
