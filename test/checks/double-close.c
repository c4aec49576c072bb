// RUN: %check_tidy %s poolguard-double-release -- -isystem %S/../Inputs/glib -std=c11
// Released twice on one path.
#include <glib.h>
#include <pthread.h>

void work(gpointer data, gpointer user_data);
void *posix_work(void *arg);
int condition(void);

struct server {
  GThreadPool *pool;
};
static GThreadPool *global_pool;

void twice_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}

void once_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void on_one_path_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice
}

void either_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  else
    g_thread_pool_free(p, FALSE, TRUE);
}

void through_alias_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  GThreadPool *q = p;
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_free(q, FALSE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is released twice
}

void another_pool_between_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}

void cleared_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition()) {
    g_thread_pool_free(p, TRUE, TRUE);
    p = NULL;
  }
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void not_cleared_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice
}

void in_loop_bad(int n) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  for (int i = 0; i < n; i++)
    g_thread_pool_free(p, FALSE, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice
}

void in_loop_ok(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    g_thread_pool_free(p, FALSE, TRUE);
  }
}

// The pool came from outside: that it is released twice is as wrong.
void parameter_bad(GThreadPool *pool) {
  g_thread_pool_free(pool, FALSE, TRUE);
  g_thread_pool_free(pool, FALSE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is released twice
}

void parameter_ok(GThreadPool *pool) {
  if (pool)
    g_thread_pool_free(pool, FALSE, TRUE);
}

void parameters_ok(GThreadPool *a, GThreadPool *b) {
  g_thread_pool_free(a, FALSE, TRUE);
  g_thread_pool_free(b, FALSE, TRUE);
}

void field_bad(struct server *s) {
  g_thread_pool_free(s->pool, FALSE, TRUE);
  g_thread_pool_free(s->pool, FALSE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 's->pool' is released twice
}

void field_ok(struct server *s) {
  if (s->pool)
    g_thread_pool_free(s->pool, FALSE, TRUE);
  s->pool = NULL;
  if (s->pool)
    g_thread_pool_free(s->pool, FALSE, TRUE);
}

void fields_of_two_ok(struct server *a, struct server *b) {
  g_thread_pool_free(a->pool, FALSE, TRUE);
  g_thread_pool_free(b->pool, FALSE, TRUE);
}

void elements_ok(GThreadPool **pools, int n) {
  for (int i = 0; i < n; i++)
    g_thread_pool_free(pools[i], FALSE, TRUE);
}

void global_bad(void) {
  g_thread_pool_free(global_pool, FALSE, TRUE);
  g_thread_pool_free(global_pool, TRUE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'global_pool' is released twice
}

void global_ok(void) {
  g_thread_pool_free(global_pool, FALSE, TRUE);
  global_pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(global_pool, FALSE, TRUE);
}

void joined_twice_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, posix_work, NULL) != 0)
    return;
  pthread_join(t, NULL);
  pthread_join(t, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice
}

void joined_after_detach_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, posix_work, NULL) != 0)
    return;
  pthread_detach(t);
  pthread_join(t, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice
}

void joined_once_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, posix_work, NULL) != 0)
    return;
  if (pthread_join(t, NULL) != 0)
    return;
}

void array_joined_once_ok(int n) {
  pthread_t t[8];
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, posix_work, NULL);
  for (int i = 0; i < n; i++)
    pthread_join(t[i], NULL);
}
