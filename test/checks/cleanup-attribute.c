// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// __attribute__((cleanup)) guards when its function releases.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);
void log_pool(GThreadPool *pool);

static void close_pool(GThreadPool **p) {
  if (*p)
    g_thread_pool_free(*p, FALSE, TRUE);
}
static void only_log(GThreadPool **p) { log_pool(*p); }
void close_elsewhere(GThreadPool **p);

int guarded_ok(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    return -1;
  g_thread_pool_push(p, NULL, NULL);
  return 0;
}

int logged_bad(void) {
  __attribute__((cleanup(only_log))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  if (condition())
    return -1;
  return 0;
}

// A cleanup function one cannot see is taken to do its work.
int guarded_elsewhere_ok(void) {
  __attribute__((cleanup(close_elsewhere))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  return condition();
}

int guarded_in_loop_ok(int n) {
  for (int i = 0; i < n; i++) {
    __attribute__((cleanup(close_pool))) GThreadPool *p =
        g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    if (condition())
      continue;
    if (i == 3)
      return i;
  }
  return n;
}

// The guard looks at the variable as it leaves: what was there before is lost.
int overwritten_bad(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  p = g_thread_pool_new(work, NULL, 8, TRUE, NULL);
  return 0;
}

int disarmed_bad(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  p = NULL;
  return 0;
}

GThreadPool *handed_out_ok(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    return NULL;
  GThreadPool *result = p;
  p = NULL;
  return result;
}

int assigned_later_ok(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p = NULL;
  if (condition())
    return 0;
  p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  return 1;
}

struct job {
  GThreadPool *pool;
  int n;
};
static void finish_job(struct job *j) {
  if (j->pool)
    g_thread_pool_free(j->pool, FALSE, TRUE);
}

int in_struct_ok(void) {
  __attribute__((cleanup(finish_job))) struct job j = {NULL, 0};
  j.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  return condition();
}

// Leaving by goto runs it as well.
int goto_ok(void) {
  {
    __attribute__((cleanup(close_pool))) GThreadPool *p =
        g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    if (condition())
      goto out;
    g_thread_pool_push(p, NULL, NULL);
  }
out:
  return 0;
}
