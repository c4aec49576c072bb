// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Threads in an array from the heap.
#include <pthread.h>
#include <stdlib.h>

void *work(void *arg);

int joined_ok(int n) {
  pthread_t *t = malloc(n * sizeof *t);
  if (!t)
    return -1;
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < n; i++)
    pthread_join(t[i], NULL);
  free(t);
  return 0;
}

int never_joined_bad(int n) {
  pthread_t *t = malloc(n * sizeof *t);
  if (!t)
    return -1;
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, work, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
  free(t);
  return 0;
}

// The array goes to the caller, and the threads with it.
pthread_t *returned_ok(int n) {
  pthread_t *t = malloc(n * sizeof *t);
  if (!t)
    return NULL;
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, work, NULL);
  return t;
}

struct team {
  pthread_t *threads;
  int n;
};

int stored_ok(struct team *team, int n) {
  team->threads = malloc(n * sizeof *team->threads);
  if (!team->threads)
    return -1;
  for (team->n = 0; team->n < n; team->n++)
    if (pthread_create(&team->threads[team->n], NULL, work, NULL) != 0)
      return -1;
  return 0;
}

// The caller's array, the caller's threads.
int into_parameter_ok(pthread_t *t, int n) {
  for (int i = 0; i < n; i++)
    if (pthread_create(&t[i], NULL, work, NULL) != 0)
      return i;
  return n;
}
