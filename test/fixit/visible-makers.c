// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib
// A function of the unit makes the pool, and what it returns tells whether.
#include <glib.h>
#include <pthread.h>
#include <stddef.h>

void *work(void *);
void job(gpointer, gpointer);
int condition(void);

static int start(pthread_t *t) {
  return pthread_create(t, NULL, work, NULL) == 0;
}

static int start_or_error(pthread_t *t) {
  if (pthread_create(t, NULL, work, NULL) != 0)
    return -1;
  return 0;
}

static int make(GThreadPool **out) {
  *out = g_thread_pool_new(job, NULL, 1, FALSE, NULL);
  return *out ? 0 : -1;
}

// The same is returned without a thread.
static int start_if_needed(pthread_t *t) {
  if (condition())
    return 0;
  if (pthread_create(t, NULL, work, NULL) != 0)
    return -1;
  return 0;
}

// The thread may be gone again.
static int start_and_try(pthread_t *t) {
  if (pthread_create(t, NULL, work, NULL) != 0)
    return -1;
  if (condition())
    pthread_join(*t, NULL);
  return 0;
}

int early_return(void) {
  pthread_t t;
  if (!start(&t))
    return -1;
  if (condition())
    return -2;
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int early_return(
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: {{^}}    pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return -2;

int by_error(void) {
  pthread_t t;
  if (start_or_error(&t) < 0)
    return -1;
  if (condition())
    return -2;
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int by_error(
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: {{^}}    pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return -2;

int kept_already(void) {
  pthread_t t;
  int ok = start(&t);
  if (condition())
    return -2;
  if (ok)
    pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int kept_already(
// CHECK-FIXES: if (ok) pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return -2;

int to_be_kept(void) {
  pthread_t t;
  if (start(&t))
    condition();
  return 0;
}
// CHECK-FIXES-LABEL: int to_be_kept(
// CHECK-FIXES: int t_result = -1;
// CHECK-FIXES-NEXT: if ((t_result = start(&t)))
// CHECK-FIXES: if (t_result == 1) pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 0;

int error_to_be_kept(int n) {
  pthread_t t;
  if (n && start_or_error(&t) == 0)
    condition();
  return 0;
}
// CHECK-FIXES-LABEL: int error_to_be_kept(
// CHECK-FIXES: int t_error = -1;
// CHECK-FIXES-NEXT: if (n && (t_error = start_or_error(&t)) == 0)
// CHECK-FIXES: if (t_error == 0) pthread_join(t, NULL);

int by_pointer(void) {
  GThreadPool *p;
  if (make(&p) < 0)
    return -1;
  if (condition())
    return -2;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int by_pointer(
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return -2;

int not_needed(void) {
  pthread_t t;
  if (start_if_needed(&t) < 0) // no fix: the handle may not hold the pool where it is lost
    return -1;
  if (condition())
    return -2;
  pthread_join(t, NULL);
  return 0;
}

int gone_again(void) {
  pthread_t t;
  if (start_and_try(&t) < 0) // no fix: no release before the handle is lost helps
    return -1;
  if (condition())
    return -2;
  return 0;
}

int joined(void) {
  pthread_t t;
  if (!start(&t))
    return -1;
  pthread_join(t, NULL);
  return 0;
}

int joined_if_ok(void) {
  pthread_t t;
  int ok = start(&t);
  condition();
  if (ok)
    pthread_join(t, NULL);
  return 0;
}

int stored_elsewhere(pthread_t *out) {
  pthread_t t;
  if (!start(&t))
    return -1;
  *out = t;
  return 0;
}
