// RUN: %check_tidy %s 'poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release' -- -isystem %S/../Inputs/glib -std=c11
// Helpers that call themselves or each other.
#include <glib.h>

void run(gpointer data, gpointer user_data);
int condition(void);
#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

static void close_down(GThreadPool *p, int n) {
  if (n > 0) {
    close_down(p, n - 1);
    return;
  }
  FREE(p);
}

static void look_down(GThreadPool *p, int n) {
  g_thread_pool_push(p, "", NULL);
  if (n > 0)
    look_down(p, n - 1);
}

static void sometimes(GThreadPool *p, int n) {
  if (n > 0)
    sometimes(p, n - 1);
  else if (n == 0)
    FREE(p);
}

static GThreadPool *make_down(int n) {
  if (n > 0)
    return make_down(n - 1);
  return MAKE;
}

void closed_ok(int n) {
  GThreadPool *p = MAKE;
  close_down(p, n);
}

void closed_twice_bad(int n) {
  GThreadPool *p = MAKE;
  close_down(p, n);
  FREE(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice
}

void looked_at_ok(int n) {
  GThreadPool *p = MAKE;
  look_down(p, n);
  FREE(p);
}

void looked_at_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  look_down(p, n);
}

void looked_at_too_late_bad(int n) {
  GThreadPool *p = MAKE;
  FREE(p);
  look_down(p, n);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released
}

void sometimes_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  sometimes(p, n);
}

void made_ok(int n) {
  GThreadPool *p = make_down(n);
  FREE(p);
}

void made_bad(int n) {
  GThreadPool *p = make_down(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    FREE(p);
}

// Two that call each other.
static void odd(GThreadPool *p, int n);
static void even(GThreadPool *p, int n) {
  if (n)
    odd(p, n - 1);
  else
    FREE(p);
}
static void odd(GThreadPool *p, int n) {
  if (n)
    even(p, n - 1);
  else
    FREE(p);
}

static void odd_only(GThreadPool *p, int n);
static void even_only(GThreadPool *p, int n) {
  if (n)
    odd_only(p, n - 1);
  else
    FREE(p);
}
static void odd_only(GThreadPool *p, int n) {
  if (n)
    even_only(p, n - 1);
}

void mutual_ok(int n) {
  GThreadPool *p = MAKE;
  even(p, n);
}

void mutual_other_ok(int n) {
  GThreadPool *p = MAKE;
  odd(p, n);
}

void mutual_twice_bad(int n) {
  GThreadPool *p = MAKE;
  odd(p, n);
  even(p, n);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice
}

void mutual_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  even_only(p, n);
}

// Three in a circle, with another way round.
static void first(GThreadPool *p, int n);
static void third(GThreadPool *p, int n) {
  if (n)
    first(p, n - 1);
  else
    FREE(p);
}
static void second(GThreadPool *p, int n) {
  if (condition())
    third(p, n);
  else
    first(p, n);
}
static void first(GThreadPool *p, int n) {
  if (condition())
    second(p, n);
  else
    third(p, n);
}

void circle_ok(int n) {
  GThreadPool *p = MAKE;
  first(p, n);
}

void circle_from_the_middle_ok(int n) {
  GThreadPool *p = MAKE;
  second(p, n);
}

void circle_twice_bad(int n) {
  GThreadPool *p = MAKE;
  third(p, n);
  second(p, n);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice
}

// One that never comes back.
static void for_ever(GThreadPool *p) {
  g_thread_pool_push(p, "", NULL);
  for_ever(p);
}

void for_ever_ok(void) {
  GThreadPool *p = MAKE;
  for_ever(p);
}

// Keeps it somewhere, deep down.
static GThreadPool *kept;
static void keep_down(GThreadPool *p, int n) {
  if (n)
    keep_down(p, n - 1);
  else
    kept = p;
}

void kept_ok(int n) {
  GThreadPool *p = MAKE;
  keep_down(p, n);
}

static void null_down(GThreadPool **p, int n) {
  if (n) {
    null_down(p, n - 1);
    return;
  }
  FREE(*p);
  *p = NULL;
}

void nulled_ok(int n) {
  GThreadPool *p = MAKE;
  null_down(&p, n);
  if (p)
    FREE(p);
}
