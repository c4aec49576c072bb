// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The last reference releases.
#include <glib.h>
#include <stdlib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

struct counted {
  int references;
  GThreadPool *pool;
};

static void unref(struct counted *c) {
  if (--c->references > 0)
    return;
  g_thread_pool_free(c->pool, FALSE, TRUE);
  free(c);
}

static void unref_atomic(struct counted *c) {
  if (__sync_sub_and_fetch(&c->references, 1) != 0)
    return;
  g_thread_pool_free(c->pool, FALSE, TRUE);
  free(c);
}

void last_ok(void) {
  struct counted *c = malloc(sizeof *c);
  if (!c)
    return;
  c->references = 1;
  c->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  unref(c);
}

void second_ok(void) {
  struct counted *c = malloc(sizeof *c);
  if (!c)
    return;
  c->references = 1;
  c->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  c->references++;
  unref(c);
  unref(c);
}

void one_too_few_bad(void) {
  struct counted *c = malloc(sizeof *c);
  if (!c)
    return;
  c->references = 2;
  c->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c->pool' is never released [poolguard-unreleased-pool]
  unref(c);
}

// Others may count too.
void atomic_ok(void) {
  struct counted *c = malloc(sizeof *c);
  if (!c)
    return;
  c->references = 1;
  c->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  unref_atomic(c);
}

void not_at_all_bad(int given) {
  struct counted *c = malloc(sizeof *c);
  if (!c)
    return;
  c->references = 1;
  c->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c->pool' is not released on this path [poolguard-unreleased-pool]
  if (given)
    unref_atomic(c);
  else
    free(c);
}
