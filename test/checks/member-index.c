// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c11
// An array and its index are members of one object: `g.h[g.n]`.
#include <glib.h>
#include <stdlib.h>

int ready(void);
void run(gpointer data, gpointer user_data);

#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct group {
  int n, first;
  GThreadPool *h[8];
};

static void start(struct group *g) {
  for (int i = 0; i < 8; i++) {
    g->h[g->n] = MAKE;
    if (g->h[g->n])
      g->n++;
  }
}

static void stop(struct group *g) {
  while (g->n > 0) {
    g->n--;
    FREE(g->h[g->n]);
  }
}

void tested_ok(void) {
  struct group g;
  g.n = 0;
  for (int i = 0; i < 8; i++) {
    g.h[g.n] = MAKE;
    if (g.h[g.n])
      g.n++;
  }
  while (g.n > 0) {
    g.n--;
    FREE(g.h[g.n]);
  }
}

void helpers_ok(void) {
  struct group g = {0};
  start(&g);
  stop(&g);
}

void heap_ok(void) {
  struct group *g = calloc(1, sizeof *g);
  start(g);
  stop(g);
  free(g);
}

void given_ok(struct group *g) {
  start(g);
  stop(g);
  stop(g);
}

void counted_up_ok(void) {
  struct group g = {0};
  for (g.n = 0; g.n < 8; g.n++)
    g.h[g.n] = MAKE;
  for (int i = 0; i < g.n; i++)
    FREE(g.h[i]);
}

void ring_ok(void) {
  struct group g = {0};
  g.h[g.n] = MAKE;
  g.n = (g.n + 1) % 8;
  GThreadPool *p = g.h[g.first];
  g.first++;
  FREE(p);
}

void ring_loop_ok(void) {
  struct group g = {0};
  g.h[g.n] = MAKE;
  g.n = (g.n + 1) % 8;
  while (g.first != g.n) {
    FREE(g.h[g.first]);
    g.first = (g.first + 1) % 8;
  }
}

void two_objects_ok(void) {
  struct group a = {0}, b = {0};
  start(&a);
  start(&b);
  stop(&a);
  stop(&b);
}

void left_bad(void) {
  struct group g;
  g.n = 0;
  for (int i = 0; i < 8; i++) {
    g.h[g.n] = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'g.h' is not released on this path [poolguard-unreleased-pool]
    if (g.h[g.n])
      g.n++;
  }
  if (ready())
    return;
  while (g.n > 0) {
    g.n--;
    FREE(g.h[g.n]);
  }
}

void helpers_bad(void) {
  struct group g = {0};
  start(&g);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'g.h' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    return;
  stop(&g);
}

void heap_bad(void) {
  struct group *g = calloc(1, sizeof *g);
  start(g);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'g->h' is not released on this path [poolguard-unreleased-pool]
  if (!ready())
    stop(g);
  free(g);
}

void one_of_two_bad(void) {
  struct group a = {0}, b = {0};
  start(&a);
  start(&b);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'b.h' is never released [poolguard-unreleased-pool]
  stop(&a);
}

void only_counts_bad(void) {
  struct group g = {0};
  for (; g.n < 8; g.n++)
    g.h[g.n] = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'g.h' is never released [poolguard-unreleased-pool]
  while (g.n > 0)
    g.n--;
}
