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

static int counted(int n) {
  static int cells[4];
  pthread_t t[4];
  int made = 0;
  for (int i = 0; i < n; i++) {
    int rc = pthread_create(&t[made], NULL, fill, &cells[i]);
    if (rc != 0)
      break;
    made++;
  }
  return made;
}

static int not_counted_yet(int n) {
  static int cells[4];
  pthread_t t[4];
  int made = 0;
  while (made < n) {
    if (pthread_create(&t[made], NULL, fill, &cells[made]) != 0)
      break;
    if (made == 2)
      return 9;
    made++;
  }
  while (made > 0)
    pthread_join(t[--made], NULL);
  return 0;
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
  case 5:
    result = counted(3);
    break;
  case 6:
    result = not_counted_yet(4);
    break;
  }
  printf("result %d\n", result);
  return 0;
}
