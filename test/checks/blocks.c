// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11 -fblocks
// A block that may release or keep what it captures is taken to do so.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);
void later(void (^block)(void));

#define NEW_POOL() g_thread_pool_new(work, NULL, 4, FALSE, NULL)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

void called_ok(void) {
  GThreadPool *p = NEW_POOL();
  void (^close)(void) = ^{ FREE_POOL(p); };
  close();
}

void passed_ok(void) {
  GThreadPool *p = NEW_POOL();
  later(^{ FREE_POOL(p); });
}

void shared_variable_ok(void) {
  __block GThreadPool *p = NULL;
  later(^{ FREE_POOL(p); });
  p = NEW_POOL();
}

void only_looks_bad(void) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  later(^{ g_thread_pool_push(p, NULL, NULL); });
}

void early_return_bad(void) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    return;
  later(^{ FREE_POOL(p); });
}

// The bodies of blocks are not analysed.
void FN_inside_bad(void) {
  later(^{
    GThreadPool *p = NEW_POOL();
    (void)p;
  });
}
