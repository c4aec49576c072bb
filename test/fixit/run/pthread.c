// REQUIRES: sanitizers
// RUN: %run_fixed %s --with=thread,address -- -std=gnu11 -pthread
// Threads that nobody joins: ThreadSanitizer reports each.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *fill(void *cell) {
  *(int *)cell = 7;
  return NULL;
}

static int early_return(int stop) {
  int cell = 0;
  pthread_t t;
  if (pthread_create(&t, NULL, fill, &cell) != 0)
    return -1;
  if (stop)
    return 1;
  pthread_join(t, NULL);
  return 0;
}

static int end_of_scope(int n) {
  static int cells[4];
  for (int i = 0; i < n; i++) {
    pthread_t t;
    if (pthread_create(&t, NULL, fill, &cells[i]) != 0)
      return -1;
  }
  return n;
}

static int of_a_switch(int n) {
  static int cell;
  pthread_t t;
  if (pthread_create(&t, NULL, fill, &cell) != 0)
    return -1;
  switch (n) {
  case 1:
    return 4;
  case 2:
    return n + 1;
  default:
    break;
  }
  pthread_join(t, NULL);
  return cell;
}

int main(int count, char **arguments) {
  int result = -2;
  switch (count > 1 ? atoi(arguments[1]) : 0) {
  case 1:
    result = early_return(1);
    break;
  case 2:
    result = end_of_scope(4);
    break;
  case 3:
    result = of_a_switch(1);
    break;
  case 4:
    result = of_a_switch(2);
    break;
  }
  printf("result %d\n", result);
  return 0;
}
