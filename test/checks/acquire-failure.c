// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Where the construction failed there is nothing to release.
#include <glib.h>
#include <pthread.h>
#include <threads.h>

void work(gpointer data, gpointer user_data);
gpointer thread_work(gpointer data);
void *posix_work(void *arg);
int c11_work(void *arg);
void report(const char *message);

int null_returns_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (p == NULL)
    return -1;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int null_test_is_no_release_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  if (p == NULL)
    return -1;
  g_thread_pool_push(p, NULL, NULL);
  return 0;
}

int assigned_in_condition_ok(void) {
  GThreadPool *p;
  if ((p = g_thread_pool_new(work, NULL, 4, TRUE, NULL)) == NULL) {
    report("no pool");
    return -1;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int assigned_in_condition_bad(void) {
  GThreadPool *p;
  if (!(p = g_thread_pool_new(work, NULL, 4, TRUE, NULL)))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
    return -1;
  return 0;
}

// GLib: "even in case of error a valid GThreadPool is returned".
int error_with_pool_bad(void) {
  GError *error = NULL;
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, &error);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (error != NULL) {
    g_error_free(error);
    return -1;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int error_with_pool_ok(void) {
  GError *error = NULL;
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, &error);
  if (error != NULL) {
    g_error_free(error);
    g_thread_pool_free(p, TRUE, TRUE);
    return -1;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int thread_null_ok(void) {
  GThread *t = g_thread_try_new("worker", thread_work, NULL, NULL);
  if (!t)
    return -1;
  g_thread_join(t);
  return 0;
}

// g_thread_try_new returns null where it sets the error.
int thread_error_ok(void) {
  GError *error = NULL;
  GThread *t = g_thread_try_new("worker", thread_work, NULL, &error);
  if (error) {
    g_clear_error(&error);
    return -1;
  }
  g_thread_join(t);
  return 0;
}

int thread_bad(void) {
  GThread *t = g_thread_try_new("worker", thread_work, NULL, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  if (!t)
    return -1;
  return 0;
}

int posix_failure_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, posix_work, NULL) != 0)
    return -1;
  pthread_join(t, NULL);
  return 0;
}

int posix_truth_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, posix_work, NULL))
    return -1;
  return pthread_join(t, NULL);
}

int posix_success_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, posix_work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
    return -1;
  return 0;
}

void posix_unchecked_bad(void) {
  pthread_t t;
  pthread_create(&t, NULL, posix_work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
}

void posix_unchecked_ok(void) {
  pthread_t t;
  pthread_create(&t, NULL, posix_work, NULL);
  pthread_join(t, NULL);
}

int c11_failure_ok(void) {
  thrd_t t;
  if (thrd_create(&t, c11_work, NULL) != thrd_success)
    return -1;
  thrd_join(t, NULL);
  return 0;
}

int c11_bad(void) {
  thrd_t t;
  if (thrd_create(&t, c11_work, NULL) != thrd_success)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
    return -1;
  return 0;
}

int c11_one_code_ok(void) {
  thrd_t t;
  int rc = thrd_create(&t, c11_work, NULL);
  if (rc == thrd_nomem || rc == thrd_error)
    return -1;
  thrd_detach(t);
  return 0;
}
