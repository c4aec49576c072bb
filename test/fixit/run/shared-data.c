// REQUIRES: sanitizers
// RUN: %run_fixed %s --with=thread,address -- -std=gnu11 -pthread
// What a thread uses is there until it ends, and what it makes is read then.
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct context {
  char *buffer;
  int sum;
  pthread_mutex_t lock;
};

static void *fill(void *data) {
  struct context *c = data;
  usleep(50000);
  pthread_mutex_lock(&c->lock);
  c->buffer[0] = 'x';
  c->sum = 7;
  pthread_mutex_unlock(&c->lock);
  return NULL;
}

static void context_done(struct context *c) {
  pthread_mutex_destroy(&c->lock);
  free(c->buffer);
}

static int ended_by_a_helper(int stop) {
  struct context c = {malloc(8), 0, PTHREAD_MUTEX_INITIALIZER};
  pthread_t t;
  if (pthread_create(&t, NULL, fill, &c)) {
    context_done(&c);
    return -1;
  }
  if (stop) {
    context_done(&c);
    return 1;
  }
  pthread_join(t, NULL);
  context_done(&c);
  return 0;
}

static int part_is_freed(int stop) {
  struct context c = {malloc(8), 0, PTHREAD_MUTEX_INITIALIZER};
  pthread_t t;
  if (pthread_create(&t, NULL, fill, &c)) {
    free(c.buffer);
    return -1;
  }
  if (stop) {
    fputs("stopped\n", stdout);
    free(c.buffer);
    return 1;
  }
  pthread_join(t, NULL);
  free(c.buffer);
  return 0;
}

static char room[8];
static int read_by_the_return(void) {
  struct context c = {room, 0, PTHREAD_MUTEX_INITIALIZER};
  pthread_t t;
  if (pthread_create(&t, NULL, fill, &c))
    return -1;
  return c.sum == 7;
}

static int read_before_the_end(void) {
  struct context c = {room, 0, PTHREAD_MUTEX_INITIALIZER};
  pthread_t t;
  int result = -1;
  if (pthread_create(&t, NULL, fill, &c))
    return -1;
  if (c.sum == 7)
    result = 1;
  return result;
}

int main(int count, char **arguments) {
  int result = -2;
  printf("begin\n");
  fflush(stdout);
  switch (count > 1 ? atoi(arguments[1]) : 0) {
  case 1:
    result = ended_by_a_helper(1);
    break;
  case 2:
    result = part_is_freed(1);
    break;
  case 3:
    result = read_by_the_return();
    break;
  case 4:
    result = read_before_the_end();
    break;
  }
  return result != 1;
}
