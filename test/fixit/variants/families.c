/* Stand-ins for GLib, POSIX threads and APR: they start nothing and tell trace.c. */
#define _GNU_SOURCE
#include "trace.h"

#include <apr_pools.h>
#include <glib.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

static void *number_of(int number) { return (char *)0 + number; }

GThreadPool *g_thread_pool_new(GFunc func, gpointer user_data, gint max_threads, gboolean exclusive, GError **error) {
  (void)func, (void)max_threads, (void)exclusive, (void)error;
  return pool_fails() ? 0 : number_of(pool_made(user_data));
}
void g_thread_pool_free(GThreadPool *pool, gboolean immediate, gboolean wait_) {
  (void)immediate, (void)wait_;
  pool_released((int)(size_t)pool, 0);
}
gboolean g_thread_pool_push(GThreadPool *pool, gpointer data, GError **error) {
  (void)data, (void)error;
  pool_used((int)(size_t)pool);
  return TRUE;
}
guint g_thread_pool_get_num_threads(GThreadPool *pool) {
  pool_used((int)(size_t)pool);
  return 2;
}

static int loops[64];
GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data) {
  (void)name; /* Where it fails it does not return. */
  int number = pool_made(data);
  loops[number] = func == loop_of_program;
  return number_of(number);
}
gpointer g_thread_join(GThread *thread) {
  pool_released((int)(size_t)thread, loops[(size_t)thread % 64]);
  return 0;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg) {
  (void)attr;
  if (pool_fails())
    return 11;
  int number = pool_made(arg);
  loops[number] = start == loop_of_program;
  *thread = (pthread_t)number;
  return 0;
}
int pthread_join(pthread_t thread, void **result) {
  (void)result;
  pool_released((int)thread, loops[thread % 64]);
  return 0;
}
int pthread_kill(pthread_t thread, int signal) {
  (void)signal;
  pool_used((int)thread);
  return 2;
}

apr_status_t apr_pool_create_ex(apr_pool_t **newpool, apr_pool_t *parent, apr_abortfunc_t abort_fn,
                                apr_allocator_t *allocator) {
  (void)parent, (void)abort_fn, (void)allocator;
  if (pool_fails())
    return 12;
  *newpool = number_of(pool_made(0));
  return 0;
}
void apr_pool_destroy(apr_pool_t *p) { pool_released((int)(size_t)p, 0); }
void *apr_palloc(apr_pool_t *p, apr_size_t size) {
  (void)size;
  pool_used((int)(size_t)p);
  return &item;
}
