// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib -I %root/test/Inputs/pthread
// Where nothing tells whether a pool is open, the program remembers.
#include <glib.h>
#include <pthread.h>
#include <stddef.h>

void *work(void *);
void job(gpointer, gpointer);
int condition(void);
int other_work(void);
#define MAKE g_thread_pool_new(job, NULL, 4, TRUE, NULL)

void only_started(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) == 0)
    condition();
  other_work();
}
// CHECK-FIXES-LABEL: void only_started
// CHECK-FIXES-NEXT: pthread_t t;
// CHECK-FIXES-NEXT: int t_error = -1;
// CHECK-FIXES-NEXT: if ((t_error = pthread_create(&t, NULL, work, NULL)) == 0)
// CHECK-FIXES: other_work();
// CHECK-FIXES-NEXT: if (t_error == 0) pthread_join(t, NULL);

int early_return(void) {
  pthread_t reader;
  unsigned running = 0;
  if (pthread_create(&reader, NULL, work, NULL) == 0)
    running |= 2;
  if (condition())
    return 1;
  if (running & 2)
    pthread_join(reader, NULL);
  return 0;
}

int bit_lost(void) {
  pthread_t reader;
  unsigned running = 0;
  if (pthread_create(&reader, NULL, work, NULL) == 0)
    running |= 2;
  running &= ~2u;
  if (running & 2)
    pthread_join(reader, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int bit_lost
// CHECK-FIXES: if (reader_error == 0) pthread_join(reader, NULL);
// CHECK-FIXES-NEXT: return 0;

int steps(void) {
  pthread_t t;
  int rc;
  rc = pthread_create(&t, NULL, work, NULL);
  if (!rc)
    rc = other_work();
  if (!rc)
    rc = pthread_join(t, NULL);
  return rc;
}
// CHECK-FIXES-LABEL: int steps
// CHECK-FIXES: rc = (t_error = pthread_create(&t, NULL, work, NULL));
// CHECK-FIXES: if (t_error == 0) pthread_join(t, NULL);

void assigned_once(int n) {
  GThreadPool *p;
  if (condition())
    p = MAKE;
  else
    p = g_thread_pool_new_full(job, NULL, g_free, 1, FALSE, NULL);
  g_thread_pool_push(p, NULL, NULL);
}
// CHECK-FIXES-LABEL: void assigned_once
// CHECK-FIXES: if (p) g_thread_pool_free(p, FALSE, TRUE);

void by_case(int n) {
  GThreadPool *p = MAKE;
  switch (n) {
  case 1:
    g_thread_pool_free(p, FALSE, TRUE);
    break;
  case 2:
    other_work();
    break;
  default:
    g_thread_pool_free(p, FALSE, TRUE);
    break;
  }
  other_work();
}

void in_arm(void) {
  GThreadPool *p = MAKE;
  if (condition())
    g_thread_pool_free(p, FALSE, TRUE);
  other_work();
}

// Behind a release the handle is null.
void in_loop(int n) {
  GThreadPool *p = MAKE;
  for (int i = 0; i < n; i++) {
    if (condition()) {
      g_thread_pool_free(p, FALSE, TRUE);
      break;
    }
  }
  other_work();
}

// CHECK-FIXES-LABEL: void in_loop
// CHECK-FIXES: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: p = NULL;
// CHECK-FIXES-NEXT: break;
// CHECK-FIXES: if (p) g_thread_pool_free(p, FALSE, TRUE);

#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)
void by_macro(int n) {
  GThreadPool *p = MAKE;
  while (n--) {
    if (condition()) {
      FREE(p);
      break;
    }
  }
  other_work();
}
// CHECK-FIXES-LABEL: void by_macro
// CHECK-FIXES: FREE(p);
// CHECK-FIXES-NEXT: p = NULL;
// CHECK-FIXES-NEXT: break;

void by_goto(int n) {
  GThreadPool *p = MAKE;
  if (n == 1)
    goto out;
  g_thread_pool_free(p, FALSE, TRUE);
  if (n == 2)
    goto out;
  other_work();
out:
  other_work();
}
// CHECK-FIXES-LABEL: void by_goto

void no_value_at_first(int n) {
  GThreadPool *p;
  if (condition())
    p = MAKE;
  other_work();
}
// CHECK-FIXES-LABEL: void no_value_at_first
// CHECK-FIXES-NEXT: GThreadPool *p = NULL;
// CHECK-FIXES: if (p) g_thread_pool_free(p, FALSE, TRUE);

#define TRY(x)                                                                 \
  do {                                                                         \
    if ((x) != 0)                                                              \
      return 2;                                                                \
  } while (0)
int by_call_in_macro(int n) {
  pthread_t t;
  if (condition())
    TRY(pthread_create(&t, NULL, work, NULL)); // no fix: the handle may not hold the pool where it is lost
  return other_work();
}

// One variable keeps the result of either.
int made_in_both_arms(int n) {
  pthread_t t;
  if (n)
    pthread_create(&t, NULL, work, NULL);
  else {
    pthread_create(&t, NULL, work, NULL);
    other_work();
  }
  if (condition())
    return 3;
  pthread_join(t, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int made_in_both_arms(
// CHECK-FIXES-NEXT: pthread_t t;
// CHECK-FIXES-NEXT: int t_error = -1;
// CHECK-FIXES-NEXT: if (n)
// CHECK-FIXES-NEXT: {{^}}    t_error = pthread_create(&t, NULL, work, NULL);
// CHECK-FIXES-NEXT: else {
// CHECK-FIXES-NEXT: {{^}}    t_error = pthread_create(&t, NULL, work, NULL);
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: {{^}}    if (t_error == 0) pthread_join(t, NULL);
// CHECK-FIXES-NEXT: return 3;

// The second result has no place.
int made_in_a_macro_too(int n) {
  pthread_t t;
  if (condition())
    pthread_create(&t, NULL, work, NULL); // no fix: the handle may not hold the pool where it is lost
  else
    TRY(pthread_create(&t, NULL, work, NULL));
  if (condition())
    return 3;
  pthread_join(t, NULL);
  return 0;
}
