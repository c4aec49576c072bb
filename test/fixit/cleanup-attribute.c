// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {Guard: cleanup, PreferredRelease: close}}" -- -std=gnu11 -I %root/test/Inputs/glib
// With the option Guard, GNU C has a guard where the unit has a function for it.
#include <glib.h>

void job(void *, void *);
int failed(int);
void keep(GThreadPool *);

static void log_only(GThreadPool **p) { g_print("%p", (void *)*p); }
static void close_pool(GThreadPool **p) {
  if (*p)
    g_thread_pool_free(*p, FALSE, TRUE);
}

#define BAIL(n) do { if (failed(n)) return -1; } while (0)
int leaves_in_macro(int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
  log_only(&p);
  BAIL(n);
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int leaves_in_macro
// CHECK-FIXES-NEXT: __attribute__((cleanup(close_pool))) GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
// CHECK-FIXES: BAIL(n);
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE), p = NULL;

int jumps_past(int n) {
  if (n == 7)
    goto out;
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0); // no fix: the place for the release is inside a macro
  BAIL(n);
  g_thread_pool_free(p, FALSE, TRUE);
out:
  return 0;
}

int keeps(int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0); // no fix: the place for the release is inside a macro
  BAIL(n);
  keep(p);
  return 0;
}
