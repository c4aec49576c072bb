// RUN: not %tidy --checks=-*,poolguard-* %s -- -std=c++17 -isystem %S/../Inputs/glib 2>&1 | %FileCheck %s --implicit-check-not=poolguard-
// A member whose initialiser does not parse: told by the compiler, and by nobody else.
#include <glib.h>

void run(gpointer data, unknown user_data);
// CHECK: error: unknown type name 'unknown'
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)

struct Kept {
  GThreadPool *pool;
  int n;
  explicit Kept(int k) : pool(MAKE), n(checked(k)) {}
  ~Kept() { g_thread_pool_free(pool, FALSE, TRUE); }
};
