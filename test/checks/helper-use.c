// RUN: %check_tidy %s poolguard-use-after-release,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c11
// Visible helpers that use or release a pool that was released already.
#include <glib.h>

void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

static void peek(GThreadPool *p) {
  g_thread_pool_push(p, "", NULL);
}

static void end(GThreadPool *p) {
  FREE(p);
}

void used_before_ok(void) {
  GThreadPool *p = MAKE;
  peek(p);
  FREE(p);
}

void used_before_end_ok(void) {
  GThreadPool *p = MAKE;
  peek(p);
  end(p);
}

void used_by_helper_bad(void) {
  GThreadPool *p = MAKE;
  FREE(p);
  peek(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

static void peek_if(GThreadPool *p, int alive) {
  if (alive)
    g_thread_pool_push(p, "", NULL);
}

// Which way the helper goes is not asked: only what it always does counts.
void used_by_flag_ok(void) {
  GThreadPool *p = MAKE;
  FREE(p);
  peek_if(p, 0);
}

void FN_used_by_flag_bad(void) {
  GThreadPool *p = MAKE;
  FREE(p);
  peek_if(p, 1);
}

static void peek_at_other(GThreadPool *p) {
  p = MAKE;
  g_thread_pool_push(p, "", NULL);
  FREE(p);
}

void other_used_ok(void) {
  GThreadPool *p = MAKE;
  FREE(p);
  peek_at_other(p);
}

static void peek_deep(GThreadPool *p) {
  if (p)
    peek(p);
}

// A handle that is null is not used.
void used_deep_bad(void) {
  GThreadPool *p = MAKE;
  FREE(p);
  peek_deep(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

static void use_and_end(GThreadPool *p) {
  g_thread_pool_push(p, "", NULL);
  FREE(p);
}

void used_and_ended_bad(void) {
  GThreadPool *p = MAKE;
  FREE(p);
  use_and_end(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void used_after_end_bad(void) {
  GThreadPool *p = MAKE;
  end(p);
  g_thread_pool_push(p, "", NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void ended_again_bad(void) {
  GThreadPool *p = MAKE;
  FREE(p);
  end(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}
