// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Where the process ends, nothing leaks.
#include <glib.h>
#include <assert.h>
#include <setjmp.h>
#include <stdlib.h>

void work(gpointer data, gpointer user_data);
int condition(void);
_Noreturn void die(const char *message);
__attribute__((noreturn)) void usage(void);
void warn(const char *message);

void abort_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    abort();
  g_thread_pool_free(p, FALSE, TRUE);
}

void exit_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    exit(EXIT_FAILURE);
  g_thread_pool_free(p, FALSE, TRUE);
}

void die_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    die("cannot go on");
  g_thread_pool_free(p, FALSE, TRUE);
}

void attribute_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    usage();
  g_thread_pool_free(p, FALSE, TRUE);
}

// A function that merely complains comes back.
void warn_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition()) {
    warn("cannot go on");
    return;
  }
  g_thread_pool_free(p, FALSE, TRUE);
}

void assert_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  assert(p != NULL);
  g_assert(g_thread_pool_get_max_threads(p) == 4);
  g_thread_pool_free(p, FALSE, TRUE);
}

void assert_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  assert(p != NULL);
  g_assert(g_thread_pool_get_max_threads(p) == 4);
}

void unreachable_ok(int how) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  switch (how) {
  case 0:
    g_thread_pool_free(p, FALSE, TRUE);
    return;
  case 1:
    g_thread_pool_free(p, TRUE, TRUE);
    return;
  }
  __builtin_unreachable();
}

// Every path ends the process: there is no path on which the pool leaks.
void always_exits_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, NULL, NULL);
  exit(EXIT_SUCCESS);
}

void thread_exit_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition()) {
    g_thread_pool_free(p, FALSE, TRUE);
    g_thread_exit(NULL);
  }
  g_thread_pool_free(p, FALSE, TRUE);
}

// A local function that never comes back, though nothing says so.
static void give_up(void) {
  warn("giving up");
  abort();
}

void visible_noreturn_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition()) {
    give_up();
    return;
  }
  g_thread_pool_free(p, FALSE, TRUE);
}
