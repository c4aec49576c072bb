// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// A function of the same file that makes the pool.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

static GThreadPool *make_pool(int threads) {
  return g_thread_pool_new(work, NULL, threads, TRUE, NULL);
}

static int make_pool_into(GThreadPool **out) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!p)
    return -1;
  *out = p;
  return 0;
}

static GThreadPool *shared;
static GThreadPool *shared_pool(void) {
  if (!shared)
    shared = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  return shared;
}

void made_ok(void) {
  GThreadPool *p = make_pool(4);
  g_thread_pool_free(p, FALSE, TRUE);
}

void made_bad(void) {
  GThreadPool *p = make_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  g_thread_pool_push(p, NULL, NULL);
}

void made_into_ok(void) {
  GThreadPool *p;
  if (make_pool_into(&p) < 0)
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}

void made_into_bad(void) {
  GThreadPool *p;
  if (make_pool_into(&p) < 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    return;
  if (condition())
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}

// The pool is the file's: who asks for it owns nothing.
void shared_ok(void) {
  GThreadPool *p = shared_pool();
  g_thread_pool_push(p, NULL, NULL);
}
