// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11 -I %S/../Inputs/glib
// Objects that point to each other are handed on together.
#include <glib.h>

void work(gpointer data, gpointer user);
void keep_node(void *node);

struct node {
  struct node *other;
  GThreadPool *pool;
};

void handed_on_ok(void) {
  struct node a, b;
  a.other = &b;
  b.other = &a;
  a.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  b.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  keep_node(&a);
}

void forgotten_bad(void) {
  struct node a, b;
  a.other = &b;
  b.other = &a;
  a.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a.pool' is never released [poolguard-unreleased-pool]
  b.pool = NULL;
}
