// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// A function of the same file that releases what it is given.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);
void log_pool(const GThreadPool *pool);

static void finish(GThreadPool *p) {
  log_pool(p);
  g_thread_pool_free(p, FALSE, TRUE);
}
static void finish_both_ways(GThreadPool *p) {
  if (condition())
    g_thread_pool_free(p, TRUE, TRUE);
  else
    g_thread_pool_free(p, FALSE, TRUE);
}
static void finish_if_any(GThreadPool *p) {
  if (!p)
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}
static void finish_through_another(GThreadPool *p) { finish(p); }
static void finish_and_clear(GThreadPool **p) {
  g_thread_pool_free(*p, FALSE, TRUE);
  *p = NULL;
}
static void look(GThreadPool *p) { log_pool(p); }
static void later(GThreadPool *p);

void finished_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  finish(p);
}

void looked_at_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  look(p);
}

void finished_both_ways_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  finish_both_ways(p);
}

void finished_if_any_ok(int n) {
  GThreadPool *p = NULL;
  if (n > 1)
    p = g_thread_pool_new(work, NULL, n, TRUE, NULL);
  finish_if_any(p);
}

void finished_through_another_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  finish_through_another(p);
}

void finished_and_cleared_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  finish_and_clear(&p);
}

void on_one_path_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    return;
  finish(p);
}

void defined_below_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  later(p);
}

static void later(GThreadPool *p) { g_thread_pool_free(p, FALSE, TRUE); }

static GThreadPool *kept;
static void keep(GThreadPool *p) { kept = p; }

void kept_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  keep(p);
}

static GThreadPool *same(GThreadPool *p) { return p; }

void handed_back_ok(void) {
  GThreadPool *p = same(g_thread_pool_new(work, NULL, 4, TRUE, NULL));
  g_thread_pool_free(p, FALSE, TRUE);
}

void handed_back_bad(void) {
  GThreadPool *p = same(g_thread_pool_new(work, NULL, 4, TRUE, NULL));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
  g_thread_pool_push(p, NULL, NULL);
}

static void walk(GThreadPool *p, int depth) {
  if (depth > 0)
    walk(p, depth - 1);
  else
    g_thread_pool_free(p, FALSE, TRUE);
}

void recursion_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  walk(p, 3);
}
