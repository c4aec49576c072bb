// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// The structure that holds the handle is also what the thread is given.
#include <pthread.h>
#include <stdlib.h>

void *work(void *arg);

struct worker {
  pthread_t thread;
  int id;
};

static void *only_its_id(void *arg) { return &((struct worker *)arg)->id; }

static void *detaches_itself(void *arg) {
  pthread_detach(((struct worker *)arg)->thread);
  return NULL;
}

int one_bad(int quick) {
  struct worker w;
  if (pthread_create(&w.thread, NULL, work, &w) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is not released on this path [poolguard-unreleased-pool]
    return 1;
  if (quick)
    return 2;
  pthread_join(w.thread, NULL);
  return 0;
}

int array_early_return_bad(int n, int quick) {
  struct worker *w = calloc(n, sizeof *w);
  for (int i = 0; i < n; i++) {
    w[i].id = i;
    pthread_create(&w[i].thread, NULL, work, &w[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is not released on this path
  }
  if (quick) {
    free(w);
    return 1;
  }
  for (int i = 0; i < n; i++)
    pthread_join(w[i].thread, NULL);
  free(w);
  return 0;
}

void array_never_bad(int n) {
  struct worker w[8];
  for (int i = 0; i < n; i++) {
    w[i].id = i;
    pthread_create(&w[i].thread, NULL, work, &w[i]);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is never released
  }
}

int visible_bad(int quick) {
  struct worker w;
  if (pthread_create(&w.thread, NULL, only_its_id, &w) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is not released on this path
    return 1;
  if (quick)
    return 2;
  pthread_join(w.thread, NULL);
  return 0;
}

int visible_detaches_ok(void) {
  struct worker *w = malloc(sizeof *w);
  return pthread_create(&w->thread, NULL, detaches_itself, w);
}

int one_ok(void) {
  struct worker w;
  if (pthread_create(&w.thread, NULL, work, &w) != 0)
    return 1;
  pthread_join(w.thread, NULL);
  return 0;
}

int array_unwinds_ok(int n) {
  struct worker w[8];
  for (int i = 0; i < n; i++) {
    w[i].id = i;
    if (pthread_create(&w[i].thread, NULL, work, &w[i]) != 0) {
      while (i--)
        pthread_join(w[i].thread, NULL);
      return 1;
    }
  }
  for (int i = 0; i < n; i++)
    pthread_join(w[i].thread, NULL);
  return 0;
}

struct worker *handed_out_ok(void) {
  struct worker *w = malloc(sizeof *w);
  if (pthread_create(&w->thread, NULL, work, w) != 0) {
    free(w);
    return NULL;
  }
  return w;
}
