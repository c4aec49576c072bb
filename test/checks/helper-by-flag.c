// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// A function of the same file whose argument decides.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

static void finish(GThreadPool *p, gboolean close) {
  if (close)
    g_thread_pool_free(p, FALSE, TRUE);
}

enum action { LOOK, CLOSE };
static void act(GThreadPool *p, enum action action) {
  switch (action) {
  case LOOK:
    g_thread_pool_unprocessed(p);
    break;
  case CLOSE:
    g_thread_pool_free(p, FALSE, TRUE);
    break;
  }
}

void flag_true_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  finish(p, TRUE);
}

void flag_false_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' {{is never released|is not released on this path}}{{.*}} [poolguard-unreleased-pool]
  finish(p, FALSE);
}

void flag_false_then_true_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  finish(p, FALSE);
  finish(p, TRUE);
}

void flag_unknown_bad(gboolean close) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  finish(p, close);
}

void flag_known_here_ok(gboolean close) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  finish(p, close);
  if (!close)
    g_thread_pool_free(p, TRUE, TRUE);
}

void enumerator_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  act(p, LOOK);
  act(p, CLOSE);
}

void enumerator_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' {{is never released|is not released on this path}}
  act(p, LOOK);
}
