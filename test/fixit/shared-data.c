// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=gnu11 -I %root/test/Inputs/glib
// Who waits for tasks waits before their data are taken away, and before what
// they make is read.
#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  int count;
} sem_t;
int sem_post(sem_t *);
int sem_destroy(sem_t *);
int close(int);
void job(gpointer, gpointer);
int ask(void);
void *work(void *);
void report(int);

//===----------------------------------------------------------------------===//
// Taken away
//===----------------------------------------------------------------------===//

struct context {
  pthread_mutex_t lock;
  FILE *file;
  char *buffer;
  int fd;
};
void context_init(struct context *);
void context_destroy(struct context *);

int by_a_destroyer(void) {
  struct context c;
  pthread_t t;
  context_init(&c);
  if (pthread_create(&t, NULL, work, &c)) {
    context_destroy(&c);
    return -1;
  }
  if (ask()) {
    context_destroy(&c);
    return 1;
  }
  pthread_join(t, NULL);
  context_destroy(&c);
  return 0;
}
// CHECK-FIXES-LABEL: int by_a_destroyer
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: context_destroy(&c);
// CHECK-FIXES-NEXT: return 1;

int part_by_part(const char *path) {
  struct context c;
  pthread_t t;
  c.file = fopen(path, "r");
  c.buffer = malloc(100);
  if (pthread_create(&t, NULL, work, &c))
    return -1;
  if (ask()) {
    report(1);
    free(c.buffer);
    fclose(c.file);
    return 1;
  }
  pthread_join(t, NULL);
  free(c.buffer);
  fclose(c.file);
  return 0;
}
// CHECK-FIXES-LABEL: int part_by_part
// CHECK-FIXES: report(1);
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: free(c.buffer);
// CHECK-FIXES-NEXT: fclose(c.file);
// CHECK-FIXES-NEXT: return 1;

static sem_t ready;
static void *post(void *data) {
  sem_post(&ready);
  return data;
}

int of_a_variable_it_names(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, post, NULL))
    return -1;
  if (ask()) {
    sem_destroy(&ready);
    return 1;
  }
  pthread_join(t, NULL);
  sem_destroy(&ready);
  return 0;
}
// CHECK-FIXES-LABEL: int of_a_variable_it_names
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: sem_destroy(&ready);

static void context_done(struct context *c) { fclose(c->file); }

int by_a_function_that_is_seen(void) {
  struct context c;
  pthread_t t;
  context_init(&c);
  if (pthread_create(&t, NULL, work, &c))
    return -1;
  if (ask()) {
    context_done(&c);
    return 1;
  }
  pthread_join(t, NULL);
  context_done(&c);
  return 0;
}
// CHECK-FIXES-LABEL: int by_a_function_that_is_seen
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: context_done(&c);

// What comes behind the release elsewhere comes behind this one.
int in_the_order_there_is(struct context *c) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, c))
    return -1;
  if (ask()) {
    close(c->fd);
    return 1;
  }
  pthread_join(t, NULL);
  close(c->fd);
  return 0;
}
// CHECK-FIXES-LABEL: int in_the_order_there_is
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: close(c->fd);

int tells_it_to_end(struct context *c) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, c))
    return -1;
  if (ask()) {
    close(c->fd);
    return 1;
  }
  close(c->fd);
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int tells_it_to_end
// CHECK-FIXES: close(c->fd);
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 1;

int no_place_before(struct context *c) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, c)) // no fix: data that the tasks may use are gone by then
    return -1;
  if (ask()) {
    if (c->buffer) {
      free(c->buffer);
      if (ask())
        return 1;
    }
    return 2;
  }
  pthread_join(t, NULL);
  free(c->buffer);
  return 0;
}

//===----------------------------------------------------------------------===//
// Made by the tasks
//===----------------------------------------------------------------------===//

typedef struct {
  int failed;
} Stats;

int read_by_the_return(int *v) {
  Stats s = {0};
  GThreadPool *pool = g_thread_pool_new(job, &s, 2, FALSE, NULL);
  g_thread_pool_push(pool, v, NULL);
  return s.failed == 0;
}
// CHECK-FIXES-LABEL: int read_by_the_return
// CHECK-FIXES: g_thread_pool_push
// CHECK-FIXES-NEXT: g_thread_pool_free(pool, FALSE, TRUE);
// CHECK-FIXES-NEXT: return s.failed == 0;

int of_an_array(void) {
  int r[2] = {0};
  pthread_t t;
  if (pthread_create(&t, NULL, work, &r[1]))
    return -1;
  return r[0] + r[1];
}
// CHECK-FIXES-LABEL: int of_an_array
// CHECK-FIXES: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return r[0] + r[1];

int read_before_the_return(int *v) {
  Stats s = {0};
  GThreadPool *pool = g_thread_pool_new(job, &s, 2, FALSE, NULL);
  g_thread_pool_push(pool, v, NULL);
  if (s.failed)
    report(s.failed);
  return 0;
}
// CHECK-FIXES-LABEL: int read_before_the_return
// CHECK-FIXES: g_thread_pool_push
// CHECK-FIXES-NEXT: g_thread_pool_free(pool, FALSE, TRUE);
// CHECK-FIXES-NEXT: if (s.failed)

int of_the_pool_and_its_tasks(int *v) {
  Stats s = {0};
  GThreadPool *pool = g_thread_pool_new(job, &s, 2, FALSE, NULL); // no fix: the value to return is the pool's and its tasks' as well
  g_thread_pool_push(pool, v, NULL);
  return s.failed + g_thread_pool_unprocessed(pool);
}

int of_others(int *v) {
  const Stats s = {0};
  GThreadPool *pool = g_thread_pool_new(job, NULL, 2, FALSE, NULL);
  g_thread_pool_push(pool, v, NULL);
  return ask() + s.failed;
}
// CHECK-FIXES-LABEL: int of_others
// CHECK-FIXES: int result = ask() + s.failed;
// CHECK-FIXES-NEXT: g_thread_pool_free(pool, FALSE, TRUE);
// CHECK-FIXES-NEXT: return result;

//===----------------------------------------------------------------------===//
// By another name
//===----------------------------------------------------------------------===//

struct job {
  int *out;
  char *text;
};

int put_into_a_field(void) {
  int *out = malloc(100);
  struct job j;
  pthread_t t;
  j.out = out;
  if (pthread_create(&t, NULL, work, &j)) {
    free(out);
    return -1;
  }
  if (ask()) {
    free(out);
    return 1;
  }
  pthread_join(t, NULL);
  free(out);
  return 0;
}
// CHECK-FIXES-LABEL: int put_into_a_field
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: free(out);
// CHECK-FIXES-NEXT: return 1;

int in_the_initialiser(int *out) {
  struct job j = {.out = out};
  pthread_t t;
  if (pthread_create(&t, NULL, work, &j))
    return -1;
  free(out);
  return 0;
}
// CHECK-FIXES-LABEL: int in_the_initialiser
// CHECK-FIXES: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: free(out);

int taken_out_of_a_field(struct job *j) {
  pthread_t t;
  char *text = j->text;
  if (pthread_create(&t, NULL, work, j))
    return -1;
  free(text);
  return 0;
}
// CHECK-FIXES-LABEL: int taken_out_of_a_field
// CHECK-FIXES: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: free(text);

int of_an_inner_block(void) {
  struct job j;
  pthread_t t;
  if (pthread_create(&t, NULL, work, &j)) // no fix: 'out', which the tasks may use, is gone by then
    return -1;
  if (ask()) {
    int out[4];
    j.out = out;
    report(*j.out);
  }
  return 0;
}
int something_else(void) {
  int *out = malloc(100);
  struct job j, other;
  pthread_t t;
  other.out = out;
  if (pthread_create(&t, NULL, work, &j))
    return -1;
  free(other.out);
  return 0;
}
// CHECK-FIXES-LABEL: int something_else
// CHECK-FIXES: free(other.out);
// CHECK-FIXES-NEXT: pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 0;
