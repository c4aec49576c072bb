// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// An array of threads that is made and joined under one condition.
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>

gpointer work(gpointer data);
int condition(void);

extern int threads;

void null_pointer_ok(void) {
  GThread **t = NULL;
  if (condition()) {
    t = g_new(GThread *, 4);
    for (int i = 0; i < 4; i++)
      t[i] = g_thread_new("worker", work, NULL);
  }
  condition();
  if (t) {
    for (int i = 0; i < 4; i++)
      g_thread_join(t[i]);
    g_free(t);
  }
}

void global_number_ok(void) {
  GThread **t = NULL;
  if (threads > 1) {
    t = g_new(GThread *, threads);
    for (int i = 0; i < threads; i++)
      t[i] = g_thread_new("worker", work, NULL);
  }
  condition();
  if (threads > 1) {
    for (int i = 0; i < threads; i++)
      g_thread_join(t[i]);
    g_free(t);
  }
}

void parameter_ok(int n) {
  pthread_t *t = NULL;
  if (n > 1) {
    t = malloc(n * sizeof *t);
    for (int i = 0; i < n; i++)
      pthread_create(&t[i], NULL, work, NULL);
  }
  condition();
  if (t)
    for (int i = 0; i < n; i++)
      pthread_join(t[i], NULL);
}

int null_pointer_bad(int quick) {
  GThread **t = NULL;
  if (condition()) {
    t = g_new(GThread *, 4);
    for (int i = 0; i < 4; i++)
      t[i] = g_thread_new("worker", work, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  }
  if (quick)
    return 1;
  if (t) {
    for (int i = 0; i < 4; i++)
      g_thread_join(t[i]);
    g_free(t);
  }
  return 0;
}

void other_condition_bad(int n, int quick) {
  pthread_t *t = NULL;
  if (n > 1) {
    t = malloc(n * sizeof *t);
    for (int i = 0; i < n; i++)
      pthread_create(&t[i], NULL, work, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  }
  if (t && !quick)
    for (int i = 0; i < n; i++)
      pthread_join(t[i], NULL);
}
