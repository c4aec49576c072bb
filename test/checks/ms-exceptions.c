// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib --target=x86_64-pc-windows-msvc -fms-extensions
// __try, __finally, __except, __leave.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

#define NEW_POOL() g_thread_pool_new(work, NULL, 4, FALSE, NULL)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

void finally_ok(void) {
  GThreadPool *p = NEW_POOL();
  __try {
    condition();
  } __finally {
    FREE_POOL(p);
  }
}

void return_through_finally_ok(void) {
  GThreadPool *p = NEW_POOL();
  __try {
    if (condition())
      return;
  } __finally {
    FREE_POOL(p);
  }
}

void except_ok(void) {
  GThreadPool *p = NEW_POOL();
  __try {
    condition();
  } __except (1) {
  }
  FREE_POOL(p);
}

void leave_ok(void) {
  GThreadPool *p = NEW_POOL();
  __try {
    if (condition())
      __leave;
    condition();
  } __except (1) {
  }
  FREE_POOL(p);
}

void return_bad(void) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  __try {
    if (condition())
      return;
  } __except (1) {
  }
  FREE_POOL(p);
}

// There is no flow graph of a function with __finally: it is not analysed.
void FN_finally_bad(void) {
  GThreadPool *p = NEW_POOL();
  __try {
    g_thread_pool_push(p, NULL, NULL);
  } __finally {
    condition();
  }
}
