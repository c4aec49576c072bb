// REQUIRES: sanitizers
// RUN: %run_fixed %s --with=thread,address -- -std=c11 -pthread
// Whether a thread was made is known only to who remembers it.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *work(void *cell) {
  __atomic_add_fetch((int *)cell, 1, __ATOMIC_SEQ_CST);
  return NULL;
}

static int done(int *cell) { return __atomic_load_n(cell, __ATOMIC_SEQ_CST) >= 0; }

static int maybe_made(int make) {
  static int cell;
  pthread_t t;
  if (make && pthread_create(&t, NULL, work, &cell) == 0)
    printf("made\n");
  return done(&cell);
}

static int in_steps(int fail) {
  static int cell;
  pthread_t t;
  int rc;
  rc = pthread_create(&t, NULL, work, &cell);
  if (!rc)
    rc = fail;
  if (!rc)
    rc = pthread_join(t, NULL);
  return rc;
}

static int joined_in_loop(int n, int at) {
  static int cell;
  pthread_t t;
  if (pthread_create(&t, NULL, work, &cell) != 0)
    return -1;
  for (int i = 0; i < n; i++)
    if (i == at) {
      pthread_join(t, NULL);
      break;
    }
  return n;
}

int main(int count, char **arguments) {
  int result = -2;
  switch (count > 1 ? atoi(arguments[1]) : 0) {
  case 1:
    result = maybe_made(1) + maybe_made(0);
    break;
  case 2:
    result = in_steps(1) + in_steps(0);
    break;
  case 3:
    result = joined_in_loop(3, 1) + joined_in_loop(3, 5);
    break;
  }
  printf("%d\n", result);
  return 0;
}
