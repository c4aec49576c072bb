// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The pool goes where it lives longer than the function.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

GThreadPool *global_pool;
static GThreadPool *static_pool;
static GThreadPool *pool_table[4];

struct server {
  GThreadPool *pool;
  GThreadPool *pools[4];
  struct server *next;
};
extern struct server the_server;

void in_global_ok(void) {
  global_pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

void in_static_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  static_pool = p;
}

void in_local_static_ok(void) {
  static GThreadPool *pool;
  if (!pool)
    pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(pool, NULL, NULL);
}

void in_table_ok(int i) {
  pool_table[i] = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

void in_field_ok(struct server *s) {
  s->pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

void in_field_of_global_ok(void) {
  the_server.pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

void in_field_far_away_ok(struct server *s, int i) {
  s->next->next->pools[i] = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

void in_out_parameter_ok(GThreadPool **out) {
  *out = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

void in_array_parameter_ok(GThreadPool *out[], int i) {
  out[i] = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
}

void stored_on_one_path_bad(struct server *s) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (condition())
    s->pool = p;
}

void stored_on_one_path_ok(struct server *s) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (condition())
    s->pool = p;
  else
    g_thread_pool_free(p, TRUE, TRUE);
}

// A parameter is a variable of this function: the caller sees nothing.
void in_parameter_itself_bad(GThreadPool *pool) {
  pool = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released
  g_thread_pool_push(pool, NULL, NULL);
}

// A local table that nobody else sees.
void in_local_table_bad(void) {
  GThreadPool *pools[2];
  pools[0] = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool{{.*}} is never released
  pools[1] = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(pools[1], FALSE, TRUE);
}

void in_local_table_ok(void) {
  GThreadPool *pools[2];
  for (int i = 0; i < 2; i++)
    pools[i] = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  for (int i = 0; i < 2; i++)
    g_thread_pool_free(pools[i], FALSE, TRUE);
}
