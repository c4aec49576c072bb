// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib
#include <glib.h>

void job(void *, void *);
int count(void);
int failed(int);

int never_released(void) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
  g_thread_pool_push(p, "item", 0);
  return 0;
}
// CHECK-FIXES-LABEL: int never_released(void) {
// CHECK-FIXES: g_thread_pool_push(p, "item", 0);
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  return 0;

void falls_off_the_end(int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
  if (n)
    g_thread_pool_push(p, "item", 0);
}
// CHECK-FIXES-LABEL: void falls_off_the_end
// CHECK-FIXES: g_thread_pool_push
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}}

int early_return(int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
  if (!p)
    return -1;
  if (n == 3)
    return -2;
  if (n == 4) {
    n = count();
    return n;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int early_return
// CHECK-FIXES: return -1;
// CHECK-FIXES-NEXT: if (n == 3) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    return -2;
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES: n = count();
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}    return n;

int value_first(int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
  if (failed(n)) return count();
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int value_first
// CHECK-FIXES: if (failed(n)) { int result = count(); g_thread_pool_free(p, FALSE, TRUE); return result; }

int ladder(int n) {
  GThreadPool *p = NULL;
  int rc = 0;
  if (n == 4) {
    rc = 3;
    goto out;
  }
  p = g_thread_pool_new(job, 0, 4, 0, 0);
  if (n == 5) {
    rc = 6;
    goto out;
  }
  g_thread_pool_push(p, "item", 0);
out:
  return rc;
}
// CHECK-FIXES-LABEL: int ladder
// CHECK-FIXES: out:
// CHECK-FIXES-NEXT: if (p) g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return rc;

void inner_scope(int n) {
  if (n) {
    GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
    g_thread_pool_push(p, "item", 0);
  }
  count();
}
// CHECK-FIXES-LABEL: void inner_scope
// CHECK-FIXES: g_thread_pool_push
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  }

void in_a_loop(int n) {
  for (int i = 0; i < n; ++i) {
    GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
    if (failed(i))
      continue;
    if (failed(i + 1))
      break;
    g_thread_pool_free(p, FALSE, TRUE);
  }
}
// CHECK-FIXES-LABEL: void in_a_loop
// CHECK-FIXES: if (failed(i)) {
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: continue;
// CHECK-FIXES: if (failed(i + 1)) {
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: break;

void overwritten(void) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
  g_thread_pool_push(p, "item", 0);
  p = g_thread_pool_new(job, 0, 8, 0, 0);
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void overwritten
// CHECK-FIXES: g_thread_pool_push(p, "item", 0);
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: p = g_thread_pool_new(job, 0, 8, 0, 0);

int of_a_switch(int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0);
  switch (n) {
  case 1:
    return 4;
  case 2:
    return count();
  default:
    break;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int of_a_switch
// CHECK-FIXES: case 1:
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 4;
// CHECK-FIXES: case 2:
// CHECK-FIXES-NEXT: {
// CHECK-FIXES-NEXT: int result = count();
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return result;
// CHECK-FIXES-NEXT: }

struct state {
  GThreadPool *pool;
};
int of_a_field(int n) {
  struct state s;
  s.pool = g_thread_pool_new(job, 0, 4, 0, 0);
  if (n)
    return 1;
  g_thread_pool_free(s.pool, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int of_a_field
// CHECK-FIXES: g_thread_pool_free(s.pool, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 1;

#define LEAVE return 1
int in_a_macro(int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, 0, 0); // no fix: the place for the release is inside a macro
  if (n)
    LEAVE;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

void dropped(void) {
  g_thread_pool_new(job, 0, 4, 0, 0);
}
// CHECK-FIXES-LABEL: void dropped
// CHECK-FIXES: GThreadPool *pool = g_thread_pool_new(job, 0, 4, 0, 0); g_thread_pool_free(pool, FALSE, TRUE);

void dropped_alone(int n) {
  if (n)
    (void)g_thread_pool_new(job, 0, 4, 0, 0);
}
// CHECK-FIXES-LABEL: void dropped_alone
// CHECK-FIXES: { GThreadPool *pool = g_thread_pool_new(job, 0, 4, 0, 0); g_thread_pool_free(pool, FALSE, TRUE); }
