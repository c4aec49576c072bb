// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib
// A variable holds a pool that was made here, or one that somebody else has.
#include <glib.h>
#include <stddef.h>

void job(gpointer, gpointer);
int condition(void);
void other_work(void);
GThreadPool *shared(void);
void exchange(GThreadPool **);
#define MAKE g_thread_pool_new(job, NULL, 4, TRUE, NULL)

void early_return(GThreadPool *given) {
  GThreadPool *p = given ? given : MAKE;
  if (condition())
    return;
  if (p != given)
    g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void early_return(
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: if (p != given) g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return;

void made_if_none(GThreadPool *given) {
  GThreadPool *p = given;
  if (!p)
    p = MAKE;
  g_thread_pool_push(p, NULL, NULL);
}
// CHECK-FIXES-LABEL: void made_if_none(
// CHECK-FIXES: g_thread_pool_push(p, NULL, NULL);
// CHECK-FIXES-NEXT: if (p != given) g_thread_pool_free(p, FALSE, TRUE);

// Whether it is null is asked later, so that it is asked here, too.
int failure_matters(GThreadPool *given) {
  GThreadPool *p = given;
  if (condition())
    p = MAKE;
  if (condition())
    return 1;
  if (!p)
    return 2;
  if (p != given)
    g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int failure_matters(
// CHECK-FIXES: if (p && p != given) g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 1;

void other_local(void) {
  GThreadPool *theirs = shared();
  GThreadPool *p = theirs ? theirs : MAKE;
  g_thread_pool_push(p, NULL, NULL);
  if (p != theirs)
    other_work();
}
// CHECK-FIXES-LABEL: void other_local(
// CHECK-FIXES: other_work();
// CHECK-FIXES-NEXT: if (p != theirs) g_thread_pool_free(p, FALSE, TRUE);

void flag(GThreadPool *given) {
  GThreadPool *p = given;
  gboolean own = FALSE;
  if (!p) {
    p = MAKE;
    own = TRUE;
  }
  if (condition())
    return;
  if (own)
    g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void flag(
// CHECK-FIXES: if (own) g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return;

// What was given is not there any more: another pointer keeps what was made.
void changed(GThreadPool *given) {
  GThreadPool *p = given ? given : MAKE;
  given = NULL;
  g_thread_pool_push(p, NULL, NULL);
}
// CHECK-FIXES-LABEL: void changed(
// CHECK-FIXES-NEXT: GThreadPool *p_own = NULL;
// CHECK-FIXES-NEXT: GThreadPool *p = given ? given : (p_own = MAKE);
// CHECK-FIXES: if (p_own) g_thread_pool_free(p, FALSE, TRUE);

void changed_elsewhere(GThreadPool *given) {
  GThreadPool *p = given ? given : MAKE;
  exchange(&given);
  g_thread_pool_push(p, NULL, NULL);
}
// CHECK-FIXES-LABEL: void changed_elsewhere(
// CHECK-FIXES: if (p_own) g_thread_pool_free(p, FALSE, TRUE);

// Two could be meant.
void several(GThreadPool *one, GThreadPool *two) {
  GThreadPool *p = one ? one : two;
  if (!p)
    p = MAKE;
  g_thread_pool_push(p, NULL, NULL);
}
// CHECK-FIXES-LABEL: void several(
// CHECK-FIXES: p = (p_own = MAKE);
// CHECK-FIXES: if (p_own) g_thread_pool_free(p, FALSE, TRUE);

GThreadPool *parameter(GThreadPool *pool) {
  if (!pool)
    pool = MAKE;
  if (condition())
    return NULL;
  return pool;
}
// CHECK-FIXES-LABEL: GThreadPool *parameter(
// CHECK-FIXES-NEXT: GThreadPool *pool_own = NULL;
// CHECK-FIXES: pool = (pool_own = MAKE);
// CHECK-FIXES: if (pool_own) g_thread_pool_free(pool, FALSE, TRUE);
// CHECK-FIXES-NEXT: return NULL;

struct server {
  GThreadPool *pool;
};

void from_field(struct server *s) {
  GThreadPool *p = s->pool ? s->pool : MAKE;
  g_thread_pool_push(p, NULL, NULL);
}
// CHECK-FIXES-LABEL: void from_field(
// CHECK-FIXES-NEXT: GThreadPool *p_own = NULL;
// CHECK-FIXES-NEXT: GThreadPool *p = s->pool ? s->pool : (p_own = MAKE);
// CHECK-FIXES: if (p_own) g_thread_pool_free(p, FALSE, TRUE);

// Somebody else's pool is in the variable by then.
int replaced(GThreadPool *pool, int n) {
  if (!pool)
    pool = MAKE; // no fix: the handle may not hold the pool where it is lost
  if (n)
    pool = shared();
  g_thread_pool_push(pool, NULL, NULL);
  return n;
}

void flag_is_old(int n) {
  GThreadPool *p = MAKE;
  int own = 1;
  if (n) {
    g_thread_pool_free(p, FALSE, TRUE);
    p = shared();
  }
  if (own)
    g_thread_pool_push(p, NULL, NULL);
}
// CHECK-FIXES-LABEL: void flag_is_old(
// CHECK-FIXES: if (n == 0) g_thread_pool_free(p, FALSE, TRUE);

// Each time it is another variable's.
void in_a_loop(struct server *s, int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *p = s[i].pool ? s[i].pool : MAKE; // no fix: the handle may not hold the pool where it is lost
    g_thread_pool_push(p, NULL, NULL);
  }
}

// What it is compared with was made here itself.
void both_made(int n) {
  GThreadPool *first = MAKE;
  GThreadPool *p = n ? first : MAKE;
  g_thread_pool_push(p, NULL, NULL);
  g_thread_pool_free(first, FALSE, TRUE);
  if (p != first)
    g_thread_pool_free(p, FALSE, TRUE);
}

void released(GThreadPool *given) {
  GThreadPool *p = given ? given : MAKE;
  g_thread_pool_push(p, NULL, NULL);
  if (p != given)
    g_thread_pool_free(p, FALSE, TRUE);
}
