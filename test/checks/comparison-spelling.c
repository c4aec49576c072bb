// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c11
// One comparison of two variables, spelled in two ways.
#include <glib.h>
#include <stdbool.h>
#include <string.h>

void run(gpointer data, gpointer user_data);
int step(void);
#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

void less_ok(int a, int b) {
  GThreadPool *p = NULL;
  if (a < b)
    p = MAKE;
  step();
  if (a < b)
    FREE(p);
}

void less_negated_ok(int a, int b) {
  GThreadPool *p = NULL;
  if (a < b)
    p = MAKE;
  step();
  if (a >= b)
    return;
  FREE(p);
}

void less_turned_round_ok(int a, int b) {
  GThreadPool *p = NULL;
  if (a < b)
    p = MAKE;
  step();
  if (b > a)
    FREE(p);
}

void less_both_ok(int a, int b) {
  GThreadPool *p = NULL;
  if (a < b)
    p = MAKE;
  step();
  if (b <= a)
    return;
  FREE(p);
}

void less_not_ok(int a, int b) {
  GThreadPool *p = NULL;
  if (!(a < b))
    p = MAKE;
  step();
  if (a >= b)
    FREE(p);
}

void equal_negated_ok(int a, int b) {
  GThreadPool *p = NULL;
  if (a == b)
    p = MAKE;
  if (a != b)
    return;
  FREE(p);
}

void equal_turned_round_ok(int a, int b) {
  GThreadPool *p = NULL;
  if (a == b)
    p = MAKE;
  step();
  if (b == a)
    FREE(p);
}

void flags_differ_ok(bool a, bool b) {
  GThreadPool *p = NULL;
  if (a != b)
    p = MAKE;
  if (a == b)
    return;
  FREE(p);
}

void range_ok(int n) {
  GThreadPool *p = NULL;
  if (n >= 2 && n <= 64)
    p = MAKE;
  if (n < 2 || n > 64)
    return;
  FREE(p);
}

void strings_ok(const char *s) {
  GThreadPool *p = NULL;
  if (!strcmp(s, "on"))
    p = MAKE;
  step();
  if (strcmp(s, "on") == 0)
    FREE(p);
}

void freed_once_ok(int a, int b) {
  GThreadPool *p = MAKE;
  if (a < b)
    FREE(p);
  if (b <= a)
    FREE(p);
}

void less_other_way_bad(int a, int b) {
  GThreadPool *p = NULL;
  if (a < b)
    p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  step();
  if (a > b)
    FREE(p);
}

void equal_then_not_bad(int a, int b) {
  GThreadPool *p = NULL;
  if (a == b)
    p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  step();
  if (a != b)
    FREE(p);
}

void return_where_made_bad(int a, int b) {
  GThreadPool *p = NULL;
  if (a < b)
    p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  step();
  if (b > a)
    return;
  if (p)
    FREE(p);
}

void written_between_bad(int a, int b) {
  GThreadPool *p = NULL;
  if (a < b)
    p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  a = step();
  if (b > a)
    FREE(p);
}

void range_bad(int n) {
  GThreadPool *p = NULL;
  if (n >= 2 && n <= 64)
    p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (n < 3 || n > 64)
    return;
  FREE(p);
}

void other_variable_bad(int a, int b, int c) {
  GThreadPool *p = NULL;
  if (a == b)
    p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (a != c)
    return;
  FREE(p);
}

void freed_twice_bad(int a, int b) {
  GThreadPool *p = MAKE;
  if (a == b)
    FREE(p);
  if (b == a)
    FREE(p);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
  else
    FREE(p);
}
