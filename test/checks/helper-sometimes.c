// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// A function of the same file that releases only sometimes.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

static void finish_perhaps(GThreadPool *p) {
  if (condition())
    g_thread_pool_free(p, FALSE, TRUE);
}

// Tells whether it released the pool.
static gboolean try_finish(GThreadPool *p) {
  if (g_thread_pool_unprocessed(p) > 0)
    return FALSE;
  g_thread_pool_free(p, FALSE, TRUE);
  return TRUE;
}

static struct {
  GThreadPool *pools[4];
  int n;
} registry;

// Tells whether it kept the pool.
static int register_pool(GThreadPool *p) {
  if (registry.n == 4)
    return -1;
  registry.pools[registry.n++] = p;
  return 0;
}

void perhaps_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  finish_perhaps(p);
}

void told_and_heard_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!try_finish(p))
    g_thread_pool_free(p, TRUE, TRUE);
}

void told_and_not_heard_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  try_finish(p);
}

void told_until_done_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  while (!try_finish(p))
    g_thread_yield();
}

int registered_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (register_pool(p) < 0) {
    g_thread_pool_free(p, TRUE, TRUE);
    return -1;
  }
  return 0;
}

int registered_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (register_pool(p) < 0)
    return -1;
  return 0;
}
