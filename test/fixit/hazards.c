// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=gnu11 -I %root/test/Inputs/glib
// A release that would be right for the pool can be wrong for all the rest.
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>

void job(gpointer, gpointer);
int ask(int);
int value(void);
void done(int);
void step(void);
void use(void *);

//===----------------------------------------------------------------------===//
// Given away
//===----------------------------------------------------------------------===//

struct holder {
  GThreadPool *pool;
};

int stored_on_a_path(struct holder *h) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, FALSE, 0);
  if (ask(0))
    h->pool = p;
  return 0;
}
// CHECK-FIXES-LABEL: int stored_on_a_path(
// CHECK-FIXES: h->pool = p;
// CHECK-FIXES-NEXT: else
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 0;

int stored_by_a_loop(struct holder *h, int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, FALSE, 0); // no fix: the handle may not hold the pool where it is lost
  while (n--)
    if (!h[n].pool) {
      h[n].pool = p;
      break;
    }
  return 0;
}

int stored_on_a_path_and_forgotten(struct holder *h) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, FALSE, 0);
  if (!p)
    return -1;
  if (ask(0)) {
    h->pool = p;
    p = NULL;
  }
  return 0;
}
// CHECK-FIXES-LABEL: int stored_on_a_path_and_forgotten
// CHECK-FIXES: if (p) g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 0;

int stored_on_another_path(struct holder *h) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, FALSE, 0);
  if (ask(1))
    return 1;
  h->pool = p;
  return 0;
}
// CHECK-FIXES-LABEL: int stored_on_another_path
// CHECK-FIXES: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 1;
// CHECK-FIXES: h->pool = p;
// CHECK-FIXES-NEXT: return 0;

GThreadPool *returned_by_the_same_statement(int n) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, FALSE, 0);
  return n ? p : NULL;
}
// CHECK-FIXES-LABEL: GThreadPool *returned_by_the_same_statement
// CHECK-FIXES: GThreadPool *result = n ? p : NULL;
// CHECK-FIXES-NEXT: if (n == 0) g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return result;

GThreadPool *returned_on_a_whim(void) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, FALSE, 0); // no fix: somebody else may own the pool where it is released
  return ask(0) ? p : NULL;
}

//===----------------------------------------------------------------------===//
// Routines
//===----------------------------------------------------------------------===//

static void *forever(void *data) {
  while (1)
    step();
  return data;
}

int never_ends(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, forever, NULL)) // no fix: the routine never ends
    return -1;
  return 0;
}

static volatile int stop;
static void *until_told(void *data) {
  while (!stop)
    step();
  return data;
}

int told_later(int n) {
  pthread_t t;
  pthread_create(&t, NULL, until_told, NULL); // no fix: the routine ends after a change of 'stop' only
  if (ask(n))
    return -1;
  stop = 1;
  pthread_join(t, NULL);
  return 0;
}

int told_before(int n) {
  pthread_t t;
  if (pthread_create(&t, NULL, until_told, NULL))
    return -1;
  done(n);
  stop = 1;
  return 0;
}
// CHECK-FIXES-LABEL: int told_before
// CHECK-FIXES: stop = 1;
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 0;

struct queue {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int closed, count;
};
static void *worker(void *data) {
  struct queue *q = data;
  pthread_mutex_lock(&q->lock);
  while (!q->closed)
    pthread_cond_wait(&q->changed, &q->lock);
  pthread_mutex_unlock(&q->lock);
  return 0;
}

int closed_later(struct queue *q) {
  pthread_t t;
  if (pthread_create(&t, NULL, worker, q)) // no fix: the routine ends after a change of 'closed' only
    return -1;
  if (ask(0))
    return -2;
  pthread_mutex_lock(&q->lock);
  q->closed = 1;
  pthread_cond_signal(&q->changed);
  pthread_mutex_unlock(&q->lock);
  pthread_join(t, NULL);
  return 0;
}

static void queue_close(struct queue *q) {
  pthread_mutex_lock(&q->lock);
  q->closed = 1;
  pthread_mutex_unlock(&q->lock);
}

int closed_by_a_function(struct queue *q) {
  pthread_t t;
  if (pthread_create(&t, NULL, worker, q))
    return -1;
  queue_close(q);
  if (ask(0))
    return -2;
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int closed_by_a_function
// CHECK-FIXES: if (ask(0)) {
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return -2;

int pop(struct queue *q, int *item);
static void *until_empty(void *data) {
  struct queue *q = data;
  int item;
  while (q->count > 0) {
    pop(q, &item);
    step();
  }
  for (int i = 0; i < 3; i++)
    step();
  return 0;
}

int ends_by_itself(struct queue *q) {
  pthread_t t;
  if (pthread_create(&t, NULL, until_empty, q))
    return -1;
  done(1);
  return 0;
}
// CHECK-FIXES-LABEL: int ends_by_itself
// CHECK-FIXES: done(1);
// CHECK-FIXES-NEXT: pthread_join(t, NULL);

static void *polls(void *data) {
  for (;;) {
    if (stop && value() == 0)
      break;
    step();
  }
  return data;
}

int polls_until_told(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, polls, NULL)) // no fix: the routine ends after a change of 'stop' only
    return -1;
  return 0;
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

static void *plain(void *data) {
  use(data);
  return 0;
}

int with_the_lock(struct queue *q) {
  pthread_t t;
  if (pthread_create(&t, NULL, plain, q)) // no fix: 'lock' is held where the release would wait
    return -1;
  pthread_mutex_lock(&q->lock);
  return value();
}

int after_the_lock(struct queue *q) {
  pthread_t t;
  pthread_mutex_lock(&q->lock);
  if (pthread_create(&t, NULL, plain, q)) {
    pthread_mutex_unlock(&q->lock);
    return -1;
  }
  if (ask(0)) {
    pthread_mutex_unlock(&q->lock);
    return -2;
  }
  pthread_mutex_unlock(&q->lock);
  return 0;
}
// CHECK-FIXES-LABEL: int after_the_lock
// CHECK-FIXES: pthread_mutex_unlock(&q->lock);
// CHECK-FIXES: pthread_mutex_unlock(&q->lock);
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return -2;
// CHECK-FIXES: pthread_mutex_unlock(&q->lock);
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 0;

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

int data_are_freed_after_the_release(void) {
  pthread_t t;
  int *d = malloc(4);
  if (!d)
    return 1;
  if (pthread_create(&t, NULL, plain, d)) {
    free(d);
    return -1;
  }
  if (ask(0)) {
    free(d);
    return -2;
  }
  free(d);
  return 0;
}
// CHECK-FIXES-LABEL: int data_are_freed_after_the_release
// CHECK-FIXES: if (ask(0)) {
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: free(d);
// CHECK-FIXES-NEXT: return -2;
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: free(d);
// CHECK-FIXES-NEXT: return 0;

int data_are_freed_on_a_path(int n) {
  int *d = malloc(4);
  GThreadPool *p = g_thread_pool_new(job, d, 4, FALSE, 0);
  if (n)
    free(d);
  done(n);
  return 0;
}
// CHECK-FIXES-LABEL: int data_are_freed_on_a_path
// CHECK-FIXES: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: if (n)
// CHECK-FIXES-NEXT: free(d);

int data_are_freed_and_used(int n) {
  int *d = malloc(4);
  GThreadPool *p = g_thread_pool_new(job, d, 4, FALSE, 0); // no fix: data that the tasks may use are gone by then
  if (n) {
    free(d);
    g_thread_pool_push(p, NULL, NULL);
  }
  done(n);
  return 0;
}

int data_of_an_inner_block(void) {
  GThreadPool *p = NULL;
  {
    int cell = 0;
    p = g_thread_pool_new(job, &cell, 4, FALSE, 0); // no fix: 'cell', which the tasks may use, is gone by then
    done(cell);
  }
  return 0;
}

//===----------------------------------------------------------------------===//
// Handles
//===----------------------------------------------------------------------===//

int set_to_nothing(void) {
  GThread *t = g_thread_new("x", plain, 0);
  if (ask(0)) {
    g_thread_join(t);
    t = 0;
  }
  if (ask(1))
    return 1;
  if (t)
    g_thread_join(t);
  return 0;
}
// CHECK-FIXES-LABEL: int set_to_nothing
// CHECK-FIXES: if (ask(1)) {
// CHECK-FIXES-NEXT: if (t) g_thread_join(t);
// CHECK-FIXES-NEXT: return 1;

int made_again(void) {
  GThreadPool *p;
again:
  p = g_thread_pool_new(job, 0, 4, FALSE, 0);
  if (ask(0))
    goto again;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int made_again
// CHECK-FIXES: again:
// CHECK-FIXES-NEXT: p = g_thread_pool_new
// CHECK-FIXES-NEXT: if (ask(0)) {
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: goto again;

int out_of_scope(void) {
  GThreadPool *q = 0;
  {
    GThreadPool *p = g_thread_pool_new(job, 0, 4, FALSE, 0);
    q = p;
  }
  if (ask(0))
    return 1;
  g_thread_pool_free(q, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int out_of_scope
// CHECK-FIXES: if (ask(0)) {
// CHECK-FIXES-NEXT: g_thread_pool_free(q, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 1;

//===----------------------------------------------------------------------===//
// Spelling
//===----------------------------------------------------------------------===//

int comma(void) {
  GThreadPool *p = g_thread_pool_new(job, 0, 4, FALSE, 0);
  return done(1), value();
}
// CHECK-FIXES-LABEL: int comma
// CHECK-FIXES: int result = (done(1), value());
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return result;
