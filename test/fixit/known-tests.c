// RUN: %check_fix %s poolguard-unreleased-pool -- -std=c11 -I %root/test/Inputs/glib
// Where a handle cannot be asked, something else can; and turns on the way out.
#include <glib.h>
#include <pthread.h>

void *work(void *);
void job(void *, void *);
int condition(void);
void other_work(void);

int by_code(int n) {
  pthread_t t;
  int rc = pthread_create(&t, NULL, work, NULL);
  if (rc == 0 && condition())
    n++;
  return n;
}
// CHECK-FIXES-LABEL: int by_code
// CHECK-FIXES: n++;
// CHECK-FIXES-NEXT: if (rc == 0) pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return n;

int by_flag(void) {
  pthread_t t;
  int started = 0;
  if (condition())
    started = pthread_create(&t, NULL, work, NULL) == 0;
  if (condition())
    return 1;
  if (started)
    pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int by_flag
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: if (started) pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 1;

int nothing_tells(void) {
  pthread_t t;
  if (condition())
    if (pthread_create(&t, NULL, work, NULL) != 0)
      return 1;
  return condition();
}
// CHECK-FIXES-LABEL: int nothing_tells
// CHECK-FIXES: int t_error = -1;
// CHECK-FIXES: if ((t_error = pthread_create(&t, NULL, work, NULL)) != 0)
// CHECK-FIXES: if (t_error == 0) pthread_join(t, NULL);

int jump_over_the_release(void) {
  int ret = -1;
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  if (condition())
    goto out;
  ret = 0;
  g_thread_pool_free(p, FALSE, TRUE);
out:
  return ret;
}
// CHECK-FIXES-LABEL: int jump_over_the_release
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: goto out;

void next_round(void) {
  while (condition()) {
    GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
    if (condition())
      continue;
    g_thread_pool_free(p, FALSE, TRUE);
  }
}
// CHECK-FIXES-LABEL: void next_round
// CHECK-FIXES: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: continue;

void no_case(int how) {
  GThreadPool *p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  switch (how) {
  case 0:
    g_thread_pool_free(p, FALSE, TRUE);
    break;
  case 1:
    g_thread_pool_free(p, TRUE, TRUE);
    break;
  }
}
// CHECK-FIXES-LABEL: void no_case
// CHECK-FIXES: default:
// CHECK-FIXES-NEXT: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: break;

struct holder {
  GThreadPool *pool;
};

void freed_around_it(void) {
  struct holder *h = g_new(struct holder, 1);
  h->pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  g_free(h);
}
// CHECK-FIXES-LABEL: void freed_around_it
// CHECK-FIXES: g_thread_pool_free(h->pool, FALSE, TRUE);
// CHECK-FIXES-NEXT: g_free(h);

struct state {
  pthread_t t;
  int running;
  volatile int lively;
};

// A field tells, and part of a condition.
int by_field(int n) {
  struct state s;
  s.running = 0;
  if (n && pthread_create(&s.t, NULL, work, NULL) == 0)
    s.running = 1;
  if (condition())
    return 1;
  if (s.running)
    pthread_join(s.t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int by_field(
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: if (s.running) pthread_join(s.t, NULL);
// CHECK-FIXES-NEXT: return 1;

int by_bit(int n) {
  pthread_t t;
  unsigned running = 0;
  if (pthread_create(&t, NULL, work, NULL) == 0)
    running |= 2;
  if (n)
    running |= 4;
  if (condition())
    return 1;
  if ((running & 2) && n < 9)
    pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int by_bit(
// CHECK-FIXES: if (running & 2) pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 1;
// CHECK-FIXES: else {
// CHECK-FIXES-NEXT: if (running & 2) pthread_join(t, NULL);

// Who knows what it is the next time.
int by_volatile(int n) {
  struct state s;
  s.lively = 0;
  if (n && pthread_create(&s.t, NULL, work, NULL) == 0) // no fix: the handle may not hold the pool where it is lost
    s.lively = 1;
  if (condition())
    return 1;
  if (s.lively)
    pthread_join(s.t, NULL);
  return 0;
}

// The same call need not answer the same.
void by_call(void) {
  GThreadPool *p;
  if (condition())
    p = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  other_work();
  if (condition())
    g_thread_pool_push(p, NULL, NULL);
}
// CHECK-FIXES-LABEL: void by_call(
// CHECK-FIXES-NEXT: GThreadPool *p = NULL;
// CHECK-FIXES: if (p) g_thread_pool_free(p, FALSE, TRUE);

// Where it is asked there may be nothing to ask.
int by_pointer(struct state *s, int n) {
  pthread_t t;
  int rc = 0;
  if (s && s->running && pthread_create(&t, NULL, work, NULL) != 0)
    return 2;
  if (condition())
    return 1;
  if (s && s->running)
    pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int by_pointer(
// CHECK-FIXES-NOT: if (s->running)
