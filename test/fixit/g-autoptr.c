// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib
// A type that has a g_autoptr is bound to one where no release can be written.
#include <glib.h>

void job(void *, void *);
int failed(int);

typedef GThreadPool Pool;
static void close_pool(Pool *p) { g_thread_pool_free(p, FALSE, TRUE); }
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, close_pool)

struct Result { int items[4]; };
struct Result *fill(Pool *);

// The release cannot come first, and the value has no name.
#define BAIL(n) do { if (failed(n)) return -1; } while (0)
int leaves_in_macro(int n) {
  Pool *p = g_thread_pool_new(job, 0, 4, 0, 0);
  BAIL(n);
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int leaves_in_macro
// CHECK-FIXES-NEXT: g_autoptr(Pool) p = g_thread_pool_new(job, 0, 4, 0, 0);
// CHECK-FIXES-NEXT: BAIL(n);
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE), p = NULL;

int set_later(int n) {
  Pool *p;
  p = g_thread_pool_new(job, 0, 4, 0, 0);
  BAIL(n);
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int set_later
// CHECK-FIXES-NEXT: g_autoptr(Pool) p = NULL;
// CHECK-FIXES-NEXT: p = g_thread_pool_new(job, 0, 4, 0, 0);
