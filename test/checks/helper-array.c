// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Functions of the same file that start or join an array of threads.
#include <pthread.h>
#include <stdlib.h>

void *work(void *arg);

static pthread_t *start_all(int n) {
  pthread_t *t = malloc(n * sizeof *t);
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, work, NULL);
  return t;
}

static void fill(pthread_t *t, int n) {
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, work, NULL);
}

static void join_all(pthread_t *t, int n) {
  for (int i = 0; i < n; i++)
    pthread_join(t[i], NULL);
}

void made_and_joined_ok(void) {
  pthread_t *t = start_all(3);
  join_all(t, 3);
  free(t);
}

void filled_and_joined_ok(void) {
  pthread_t t[3];
  fill(t, 3);
  join_all(t, 3);
}

void joined_ok(void) {
  pthread_t t[3];
  for (int i = 0; i < 3; i++)
    pthread_create(&t[i], NULL, work, NULL);
  join_all(t, 3);
}

int joined_bad(int quick) {
  pthread_t t[3];
  for (int i = 0; i < 3; i++)
    pthread_create(&t[i], NULL, work, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (quick)
    return 1;
  join_all(t, 3);
  return 0;
}

// What a function puts into an array that it returns or is passed is not seen
// by its caller.
int FN_made_bad(int quick) {
  pthread_t *t = start_all(3);
  if (quick) {
    free(t);
    return 1;
  }
  join_all(t, 3);
  free(t);
  return 0;
}

int filled_bad(int quick) {
  pthread_t t[3];
  fill(t, 3);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (quick)
    return 1;
  join_all(t, 3);
  return 0;
}
