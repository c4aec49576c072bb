// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c++17
// Exceptions in, out of and between loops.
#include <glib.h>

bool ready();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {};
static void fails() {
  if (ready())
    throw Error();
}

void per_iteration_ok(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *p = MAKE;
    FREE(p);
    fails();
  }
}

void caught_per_iteration_ok(int n) {
  GThreadPool *p = MAKE;
  for (int i = 0; i < n; i++) {
    try {
      fails();
    } catch (const Error &) {
      continue;
    }
  }
  FREE(p);
}

void retry_ok() {
  GThreadPool *p = MAKE;
  for (;;) {
    try {
      fails();
      break;
    } catch (const Error &) {
    }
  }
  FREE(p);
}

void array_ok(int n) {
  GThreadPool *pools[4];
  for (int i = 0; i < 4; i++)
    pools[i] = MAKE;
  try {
    fails();
  } catch (...) {
  }
  for (int i = 0; i < 4; i++)
    FREE(pools[i]);
}

void per_iteration_bad(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    fails();
    FREE(p);
  }
}

void retry_makes_another_bad() {
  for (;;) {
    try {
      GThreadPool *p = MAKE;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown; its handle is overwritten [poolguard-unreleased-on-exception]
      fails();
      FREE(p);
      break;
    } catch (const Error &) {
    }
  }
}

void array_bad() {
  GThreadPool *pools[4];
  for (int i = 0; i < 4; i++) {
    fails();
    pools[i] = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pools' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  }
  for (int i = 0; i < 4; i++)
    FREE(pools[i]);
}

void branch_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  if (n > 4)
    fails();
  else
    ready();
  FREE(p);
}

void correlated_ok(int n) {
  GThreadPool *p = nullptr;
  if (n > 4)
    p = MAKE;
  if (n <= 4)
    fails();
  if (n > 4)
    FREE(p);
}
