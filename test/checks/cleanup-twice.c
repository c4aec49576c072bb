// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c11
// A cleanup function does its work after what the function did by itself.
#include <glib.h>
#include <pthread.h>

void work(gpointer data, gpointer user_data);
void *run(void *arg);
int condition(void);

static void close_pool(GThreadPool **p) {
  if (*p)
    g_thread_pool_free(*p, FALSE, TRUE);
}

void once_ok(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  condition();
}

void twice_bad(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]

void cleared_ok(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_free(p, FALSE, TRUE);
  p = NULL;
}

void cleared_open_bad(void) {
  __attribute__((cleanup(close_pool))) GThreadPool *p =
      g_thread_pool_new(work, NULL, 4, TRUE, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released; its handle is overwritten [poolguard-unreleased-pool]
  p = NULL;
}

struct joiner {
  pthread_t thread;
  int running;
};

static void join_it(struct joiner *j) {
  if (j->running)
    pthread_join(j->thread, NULL);
}

void struct_ok(void) {
  __attribute__((cleanup(join_it))) struct joiner j = {0};
  if (pthread_create(&j.thread, NULL, run, NULL) == 0)
    j.running = 1;
}

void struct_bad(void) {
  __attribute__((cleanup(join_it))) struct joiner j = {0};
  if (pthread_create(&j.thread, NULL, run, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'j.thread' is never released [poolguard-unreleased-pool]
    return;
  condition();
}
