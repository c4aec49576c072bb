// RUN: %check_fix %s poolguard-* -- -std=gnu11 -I %root/test/Inputs/glib
// Nobody waits for a thread that waits for something that does not come.
#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

typedef struct _GAsyncQueue GAsyncQueue;
gpointer g_async_queue_pop(GAsyncQueue *);
void g_async_queue_push(GAsyncQueue *, gpointer);
typedef struct {
  int count;
} sem_t;
int sem_post(sem_t *);
int sem_wait(sem_t *);
long read(int, void *, unsigned long);
int close(int);
int ask(void);
void step(void);

//===----------------------------------------------------------------------===//
// Flags
//===----------------------------------------------------------------------===//

static void *plain_flag(void *data) {
  volatile int *stop = data;
  while (!*stop)
    step();
  return NULL;
}

int through_a_pointer(void) {
  int stop = 0;
  pthread_t t;
  if (pthread_create(&t, NULL, plain_flag, &stop)) // no fix: the routine ends after a change of 'stop' only
    return 1;
  if (ask())
    return 2;
  stop = 1;
  pthread_join(t, NULL);
  return 0;
}

static void *atomic_flag_(void *data) {
  atomic_bool *stop = data;
  while (!atomic_load(stop))
    step();
  return NULL;
}

int through_an_atomic(void) {
  atomic_bool stop = false;
  pthread_t t;
  if (pthread_create(&t, NULL, atomic_flag_, &stop)) // no fix: the routine ends after a change of 'stop' only
    return 1;
  if (ask())
    return 2;
  atomic_store(&stop, true);
  pthread_join(t, NULL);
  return 0;
}

int told_first(void) {
  atomic_bool stop = false;
  pthread_t t;
  if (pthread_create(&t, NULL, atomic_flag_, &stop))
    return 1;
  atomic_store(&stop, true);
  if (ask())
    return 2;
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int told_first
// CHECK-FIXES: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 2;

static void *counts_down(void *data) {
  int *left = data;
  while (*left > 0)
    *left -= 1;
  return NULL;
}

int ends_by_itself(void) {
  int left = 3;
  pthread_t t;
  if (pthread_create(&t, NULL, counts_down, &left))
    return 1;
  if (ask())
    return 2;
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int ends_by_itself
// CHECK-FIXES: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 2;

//===----------------------------------------------------------------------===//
// Waiting
//===----------------------------------------------------------------------===//

static gpointer until_the_last(gpointer data) {
  GAsyncQueue *q = data;
  while (g_async_queue_pop(q) != GINT_TO_POINTER(-1))
    step();
  return NULL;
}

int last_comes_later(GAsyncQueue *q) {
  GThread *t = g_thread_new("t", until_the_last, q); // no fix: what the tasks wait for may not come by then
  if (ask())
    return 2;
  g_async_queue_push(q, GINT_TO_POINTER(-1));
  g_thread_join(t);
  return 0;
}

int one_of_two(GAsyncQueue *q) {
  GThread *t = g_thread_new("t", until_the_last, q); // no fix: the tasks may wait for what is done to 'q' later
  g_async_queue_push(q, GINT_TO_POINTER(1));
  if (ask())
    return 2;
  g_async_queue_push(q, GINT_TO_POINTER(-1));
  g_thread_join(t);
  return 0;
}

int last_came(GAsyncQueue *q) {
  GThread *t = g_thread_new("t", until_the_last, q);
  g_async_queue_push(q, GINT_TO_POINTER(-1));
  if (ask())
    return 2;
  g_thread_join(t);
  return 0;
}
// CHECK-FIXES-LABEL: int last_came
// CHECK-FIXES: g_thread_join(t);
// CHECK-FIXES-NEXT: return 2;

struct pair {
  sem_t begin, done;
};
static void *begins(void *data) {
  struct pair *p = data;
  sem_wait(&p->begin);
  sem_post(&p->done);
  return NULL;
}

int nobody_lets_it_begin(struct pair *p) {
  pthread_t t;
  if (pthread_create(&t, NULL, begins, p)) // no fix: what the tasks wait for may not come by then
    return 1;
  if (ask())
    return 2;
  sem_post(&p->begin);
  pthread_join(t, NULL);
  return 0;
}

static void *until_the_end_of_file(void *data) {
  int fd = *(int *)data;
  char byte;
  while (read(fd, &byte, 1) > 0)
    step();
  return NULL;
}

int other_end_is_open(int p[2]) {
  pthread_t t;
  if (pthread_create(&t, NULL, until_the_end_of_file, &p[0])) // no fix: what the tasks wait for may not come by then
    return 1;
  if (ask())
    return 2;
  close(p[1]);
  pthread_join(t, NULL);
  return 0;
}

static void *waits_for_itself(void *data) {
  sem_t own = {0};
  sem_post(&own);
  sem_wait(&own);
  return data;
}

int its_own(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, waits_for_itself, NULL))
    return 1;
  if (ask())
    return 2;
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int its_own
// CHECK-FIXES: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 2;
