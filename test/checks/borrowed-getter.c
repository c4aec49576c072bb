// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Who only asks for a pool owns nothing.
#include <glib.h>
#include <pthread.h>

void work(gpointer data, gpointer user_data);
gpointer thread_work(gpointer data);

struct server {
  GThreadPool *pool;
};
GThreadPool *server_get_pool(struct server *s);

void self_ok(void) {
  GThread *t = g_thread_self();
  (void)t;
}

void self_pthread_ok(void) {
  pthread_t t = pthread_self();
  (void)t;
}

void made_bad(void) {
  GThread *t = g_thread_new("worker", thread_work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
  (void)t;
}

void field_read_ok(struct server *s) {
  GThreadPool *p = s->pool;
  g_thread_pool_push(p, NULL, NULL);
}

void unknown_getter_ok(struct server *s) {
  GThreadPool *p = server_get_pool(s);
  g_thread_pool_push(p, NULL, NULL);
}

void parameter_ok(GThreadPool *p) {
  g_thread_pool_push(p, NULL, NULL);
}

// Borrowed on one path, made on the other.
void either_bad(struct server *s) {
  GThread *t = s->pool ? g_thread_self() : g_thread_new("worker", thread_work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  (void)t;
}

void either_ok(struct server *s) {
  GThread *own = NULL;
  GThread *t = g_thread_self();
  if (s->pool)
    t = own = g_thread_new("worker", thread_work, NULL);
  (void)t;
  if (own)
    g_thread_join(own);
}
