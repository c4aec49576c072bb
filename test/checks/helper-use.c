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

// What a helper does to a pool is known for releases, not for uses.
void FN_used_by_helper_bad(void) {
  GThreadPool *p = MAKE;
  FREE(p);
  peek(p);
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
