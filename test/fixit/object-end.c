// RUN: %check_fix %s poolguard-unreleased-pool -- -std=c11
// A function of the unit starts what is in a structure: the one that ends such
// a structure is called where it is missing.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

void *work(void *);
int ready(void);

//===----------------------------------------------------------------------===//
// Functions that end it
//===----------------------------------------------------------------------===//

struct ctx {
  pthread_t t;
  int running;
  char *buf;
  pthread_mutex_t lock;
};

static int ctx_init(struct ctx *c) {
  memset(c, 0, sizeof *c);
  pthread_mutex_init(&c->lock, NULL);
  if (pthread_create(&c->t, NULL, work, c) != 0)
    return -1;
  c->running = 1;
  return 0;
}

static void ctx_destroy(struct ctx *c) {
  if (c->running)
    pthread_join(c->t, NULL);
  pthread_mutex_destroy(&c->lock);
  free(c->buf);
}

int early(int n) {
  struct ctx c;
  if (ctx_init(&c) != 0)
    return 1;
  if (n > 3)
    return 2;
  ctx_destroy(&c);
  return 0;
}
// CHECK-FIXES-LABEL: int early(
// CHECK-FIXES: return 1;
// CHECK-FIXES-NEXT: if (n > 3) {
// CHECK-FIXES-NEXT: ctx_destroy(&c);
// CHECK-FIXES-NEXT: return 2;

int never(void) {
  struct ctx c;
  if (ctx_init(&c) != 0)
    return 1;
  return ready();
}
// CHECK-FIXES-LABEL: int never(
// CHECK-FIXES: int result = ready();
// CHECK-FIXES-NEXT: ctx_destroy(&c);
// CHECK-FIXES-NEXT: return result;

int by_jump(int n) {
  struct ctx c;
  int rc = -1;
  if (ctx_init(&c) != 0)
    return 1;
  if (n > 3)
    goto out;
  rc = 0;
  ctx_destroy(&c);
out:
  return rc;
}
// CHECK-FIXES-LABEL: int by_jump(
// CHECK-FIXES: if (n > 3) {
// CHECK-FIXES-NEXT: ctx_destroy(&c);
// CHECK-FIXES-NEXT: goto out;

struct server {
  pthread_t t;
};
static int server_start(struct server *s) {
  return pthread_create(&s->t, NULL, work, s);
}
static void server_stop(struct server *s) { pthread_join(s->t, NULL); }

int failure_ignored(int n) {
  struct server s;
  server_start(&s);
  if (n)
    return 2;
  server_stop(&s);
  return 0;
}
// CHECK-FIXES-LABEL: int failure_ignored(
// CHECK-FIXES: if (n) {
// CHECK-FIXES-NEXT: server_stop(&s);
// CHECK-FIXES-NEXT: return 2;

//===----------------------------------------------------------------------===//
// There is none
//===----------------------------------------------------------------------===//

struct plain {
  pthread_t t;
};
static int plain_start(struct plain *s) {
  return pthread_create(&s->t, NULL, work, s);
}

int by_field(int n) {
  struct plain s;
  if (plain_start(&s))
    return 1;
  if (n)
    return 2;
  pthread_join(s.t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int by_field(
// CHECK-FIXES: if (n) {
// CHECK-FIXES-NEXT: pthread_join(s.t, NULL);
// CHECK-FIXES-NEXT: return 2;

//===----------------------------------------------------------------------===//
// Not what is meant
//===----------------------------------------------------------------------===//

struct other {
  pthread_t t, helper;
};
static int other_start(struct other *s) {
  return pthread_create(&s->t, NULL, work, s);
}
// The helper may never have been started.
static void other_stop(struct other *s) {
  pthread_join(s->t, NULL);
  pthread_join(s->helper, NULL);
}

int more_than_there_is(int n) {
  struct other s;
  if (other_start(&s))
    return 1;
  if (n)
    return 2;
  if (pthread_create(&s.helper, NULL, work, NULL) == 0)
    other_stop(&s);
  else
    pthread_join(s.t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int more_than_there_is(
// CHECK-FIXES: if (n) {
// CHECK-FIXES-NEXT: pthread_join(s.t, NULL);
// CHECK-FIXES-NEXT: return 2;

struct looped {
  pthread_t t;
  int stop;
};
static void *loop(void *arg) {
  struct looped *l = arg;
  while (!l->stop)
    ready();
  return NULL;
}
static void looped_start(struct looped *l) {
  l->stop = 0;
  pthread_create(&l->t, NULL, loop, l);
}
static void looped_wait(struct looped *l) { pthread_join(l->t, NULL); }

int not_told(int n) {
  struct looped l;
  looped_start(&l); // no fix: the routine ends after a change of 'stop' only
  if (n)
    return 1;
  l.stop = 1;
  looped_wait(&l);
  return 0;
}

struct told {
  pthread_t t;
  int stop;
};
static void *loop_told(void *arg) {
  struct told *l = arg;
  while (!l->stop)
    ready();
  return NULL;
}
static void told_start(struct told *l) {
  l->stop = 0;
  pthread_create(&l->t, NULL, loop_told, l);
}
static void told_stop(struct told *l) {
  l->stop = 1;
  pthread_join(l->t, NULL);
}

int told(int n) {
  struct told l;
  told_start(&l);
  if (n)
    return 1;
  told_stop(&l);
  return 0;
}
// CHECK-FIXES-LABEL: int told(
// CHECK-FIXES: if (n) {
// CHECK-FIXES-NEXT: told_stop(&l);
// CHECK-FIXES-NEXT: return 1;
