// REQUIRES: sanitizers
// RUN: %run_fixed %s --with=thread,address -- -std=gnu11 -pthread -Wl,--wrap=pthread_create
// One of several threads cannot be made: those before it are joined, and nothing else.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *fill(void *cell) {
  *(int *)cell = 7;
  return NULL;
}

static int left;
int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int __wrap_pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*routine)(void *), void *data) {
  return left-- == 0 ? 11 : __real_pthread_create(t, a, routine, data);
}

static int result_kept(int fails) {
  static int cells[4];
  pthread_t t[4];
  int i, rc = 0;
  memset(t, 0x5a, sizeof(t));
  left = fails;
  for (i = 0; i < 4; i++) {
    rc = pthread_create(&t[i], NULL, fill, &cells[i]);
    if (rc != 0)
      return 1;
  }
  for (i = 0; i < 4; i++)
    pthread_join(t[i], NULL);
  return cells[0] + cells[3];
}

int main(int count, char **arguments) {
  int result = -2;
  switch (count > 1 ? atoi(arguments[1]) : 0) {
  case 1:
    result = result_kept(1);
    break;
  case 2:
    result = result_kept(3);
    break;
  }
  printf("result %d\n", result);
  return 0;
}
