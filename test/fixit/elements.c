// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib
// Pools in an array: those that were made so far are released in a loop.
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>

#define THREADS 8
void *work(void *);
int condition(void);

int all_of_them(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&t[i], NULL, work, NULL);
  if (condition())
    return -1;
  for (int i = 0; i < THREADS; i++)
    pthread_join(t[i], NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int all_of_them
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: for (int j = 0; j < THREADS; j++) pthread_join(t[j], NULL);
// CHECK-FIXES-NEXT: return -1;

int those_before(int n) {
  pthread_t t[THREADS];
  int made;
  for (made = 0; made < n; made++)
    if (pthread_create(&t[made], NULL, work, NULL) != 0)
      return made;
  while (made > 0)
    pthread_join(t[--made], NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int those_before
// CHECK-FIXES: != 0) {
// CHECK-FIXES-NEXT: for (int i = 0; i < made; i++) pthread_join(t[i], NULL);
// CHECK-FIXES-NEXT: return made;

struct worker {
  int id;
  pthread_t thread;
};

void in_structs(void) {
  struct worker w[THREADS];
  for (int i = 0; i < THREADS; i++) {
    w[i].id = i;
    pthread_create(&w[i].thread, NULL, work, NULL);
  }
  condition();
}
// CHECK-FIXES-LABEL: void in_structs
// CHECK-FIXES: condition();
// CHECK-FIXES-NEXT: for (int j = 0; j < THREADS; j++) pthread_join(w[j].thread, NULL);

void those_with_luck(int n) {
  GThread *t[THREADS];
  for (int i = 0; i < n; i++)
    t[i] = g_thread_try_new("worker", work, NULL, NULL);
  condition();
}
// CHECK-FIXES-LABEL: void those_with_luck
// CHECK-FIXES: for (int j = 0; j < n; j++) if (t[j]) g_thread_join(t[j]);

int some_of_them(int n) {
  pthread_t t[THREADS];
  for (int i = 0; i < n; i++)
    if (condition())
      pthread_create(&t[i], NULL, work, NULL); // no fix: how many of the handles hold a pool is not known
  return 0;
}

int bound_that_moves(int n) {
  pthread_t t[THREADS];
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, work, NULL); // no fix: how many of the handles hold a pool is not known
  n = condition();
  return n;
}

int broken_off(int n) {
  pthread_t t[THREADS];
  for (int i = 0; i < n; i++)
    if (pthread_create(&t[i], NULL, work, NULL) != 0) // no fix: how many of the handles hold a pool is not known
      break;
  return 0;
}

//===----------------------------------------------------------------------===//
// The last attempt
//===----------------------------------------------------------------------===//

int result_kept(int n) {
  pthread_t t[THREADS];
  int made, rc = 0;
  for (made = 0; made < n; made++) {
    rc = pthread_create(&t[made], NULL, work, NULL);
    if (rc != 0)
      return rc;
  }
  while (made > 0)
    pthread_join(t[--made], NULL);
  return rc;
}
// CHECK-FIXES-LABEL: int result_kept
// CHECK-FIXES: if (rc != 0) {
// CHECK-FIXES-NEXT: for (int i = 0; i < made; i++) pthread_join(t[i], NULL);
// CHECK-FIXES-NEXT: return rc;

int changed_before_it_is_returned(int n) {
  pthread_t t[THREADS];
  int made, rc = 0;
  for (made = 0; made < n; made++) {
    rc = pthread_create(&t[made], NULL, work, NULL);
    if (rc) {
      rc = -rc;
      goto out;
    }
    if (condition())
      return 7;
  }
  while (made > 0)
    pthread_join(t[--made], NULL);
out:
  return rc;
}
// CHECK-FIXES-LABEL: int changed_before_it_is_returned
// CHECK-FIXES: rc = -rc;
// CHECK-FIXES-NEXT: for (int i = 0; i < made; i++) pthread_join(t[i], NULL);
// CHECK-FIXES-NEXT: goto out;
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: for (int i = 0; i < made + 1; i++) pthread_join(t[i], NULL);
// CHECK-FIXES-NEXT: return 7;

int either_way(int n) {
  pthread_t t[THREADS];
  int rc = 0;
  for (int i = 0; i < n; i++) {
    rc = pthread_create(&t[i], NULL, work, NULL); // no fix: how many of the handles hold a pool is not known
    if (rc != 0 || condition())
      return rc;
  }
  return rc;
}

int goes_on_behind_a_failure(int n) {
  pthread_t t[THREADS];
  int failed = 0;
  for (int i = 0; i < n; i++) {
    int rc = pthread_create(&t[i], NULL, work, NULL); // no fix: how many of the handles hold a pool is not known
    if (rc != 0)
      failed++;
  }
  return failed;
}

int counted_behind_its_test(int n) {
  pthread_t t[THREADS];
  int made = 0;
  for (int i = 0; i < n; i++) {
    int rc = pthread_create(&t[made], NULL, work, NULL);
    if (rc != 0)
      return rc;
    made++;
  }
  while (made > 0)
    pthread_join(t[--made], NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int counted_behind_its_test
// CHECK-FIXES: if (rc != 0) {
// CHECK-FIXES-NEXT: for (int j = 0; j < made; j++) pthread_join(t[j], NULL);
// CHECK-FIXES-NEXT: return rc;

int taken_away_on_failure(int n) {
  pthread_t *t = malloc(n * sizeof(*t));
  for (int i = 0; i < n; i++) {
    if (pthread_create(&t[i], NULL, work, NULL)) {
      free(t);
      return -1;
    }
  }
  for (int i = 0; i < n; i++)
    pthread_join(t[i], NULL);
  free(t);
  return 0;
}
// CHECK-FIXES-LABEL: int taken_away_on_failure
// CHECK-FIXES: for (int j = 0; j < i; j++) pthread_join(t[j], NULL);
// CHECK-FIXES-NEXT: free(t);
// CHECK-FIXES-NEXT: return -1;

int taken_away_later(int n) {
  pthread_t *t = malloc(n * sizeof(*t));
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, work, NULL);
  if (condition()) {
    free(t);
    return -1;
  }
  for (int i = 0; i < n; i++)
    pthread_join(t[i], NULL);
  free(t);
  return 0;
}
// CHECK-FIXES-LABEL: int taken_away_later
// CHECK-FIXES: if (condition()) {
// CHECK-FIXES-NEXT: for (int j = 0; j < n; j++) pthread_join(t[j], NULL);
// CHECK-FIXES-NEXT: free(t);

int asked_at_once(int n) {
  pthread_t t[THREADS];
  for (int i = 0; i < n; i++)
    if (pthread_create(&t[i], NULL, work, NULL))
      return i;
  return -1;
}
// CHECK-FIXES-LABEL: int asked_at_once
// CHECK-FIXES: for (int j = 0; j < i; j++) pthread_join(t[j], NULL);
// CHECK-FIXES-NEXT: return i;
// CHECK-FIXES: for (int j = 0; j < n; j++) pthread_join(t[j], NULL);
// CHECK-FIXES-NEXT: return -1;

int kept_in_the_round(int n) {
  pthread_t t[THREADS];
  for (int i = 0; i < n; i++) {
    int rc = pthread_create(&t[i], NULL, work, NULL);
    if (rc != 0)
      return rc;
  }
  for (int i = 0; i < n; i++)
    pthread_join(t[i], NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int kept_in_the_round
// CHECK-FIXES: for (int j = 0; j < i; j++) pthread_join(t[j], NULL);
// CHECK-FIXES-NEXT: return rc;
