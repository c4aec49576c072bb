// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=gnu11 -I %root/test/Inputs/glib
// Which elements hold a pool, a loop knows that releases them on another way.
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>

int ask(void);
void *work(void *);
void job(gpointer, gpointer);
void look_at(int *);
void report(int);

struct worker {
  pthread_t thread;
  int started;
};

int by_a_field(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0)
      w[i].started = 1;
  if (ask())
    return 1;
  for (int i = 0; i < n; i++)
    if (w[i].started)
      pthread_join(w[i].thread, NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int by_a_field
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: for (int i = 0; i < n; i++)
// CHECK-FIXES-NEXT: if (w[i].started)
// CHECK-FIXES-NEXT: pthread_join(w[i].thread, NULL);
// CHECK-FIXES-NEXT: return 1;

int in_two_places(int quick) {
  pthread_t t[4];
  int error[4];
  int i;
  for (i = 0; i < 4; i++)
    error[i] = pthread_create(&t[i], NULL, work, NULL);
  if (quick) return 1;
  if (ask()) {
    report(1);
    return ask();
  }
  for (i = 0; i < 4; i++) {
    if (error[i] == 0)
      pthread_join(t[i], NULL);
  }
  return 0;
}
// CHECK-FIXES-LABEL: int in_two_places
// CHECK-FIXES: if (quick) { for (i = 0; i < 4; i++) {
// CHECK-FIXES: report(1);
// CHECK-FIXES: for (i = 0; i < 4; i++) {
// CHECK-FIXES-NEXT: if (error[i] == 0)
// CHECK-FIXES-NEXT: pthread_join(t[i], NULL);
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: return

int memory_and_all(int quick) {
  GThread **t = NULL;
  if (ask()) {
    t = malloc(4 * sizeof *t);
    for (int i = 0; i < 4; i++)
      t[i] = g_thread_new("worker", work, NULL);
  }
  if (quick)
    return 1;
  if (t) {
    for (int i = 0; i < 4; i++)
      g_thread_join(t[i]);
    free(t);
  }
  return 0;
}
// CHECK-FIXES-LABEL: int memory_and_all
// CHECK-FIXES: if (quick) {
// CHECK-FIXES-NEXT: if (t) {
// CHECK-FIXES: free(t);
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: return 1;

int by_a_pointer(void) {
  GThreadPool *t[4], **p = t;
  for (int i = 0; i < 4; i++)
    *p++ = g_thread_pool_new(job, NULL, 4, TRUE, NULL);
  if (ask())
    return 1;
  while (p != t)
    g_thread_pool_free(*--p, FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int by_a_pointer
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: while (p != t)
// CHECK-FIXES-NEXT: g_thread_pool_free(*--p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 1;

//===----------------------------------------------------------------------===//
// It would not do the same there
//===----------------------------------------------------------------------===//

int flags_given_away(int n) {
  pthread_t t[8];
  int started[8] = {0};
  for (int i = 0; i < n; i++)
    started[i] = pthread_create(&t[i], NULL, work, NULL) == 0; // no fix: how many of the handles hold a pool is not known
  look_at(started);
  if (ask())
    return 1;
  for (int i = 0; i < n; i++)
    if (started[i])
      pthread_join(t[i], NULL);
  return 0;
}

int bound_changes(int n) {
  pthread_t t[8];
  int started[8] = {0};
  for (int i = 0; i < 8; i++)
    started[i] = pthread_create(&t[i], NULL, work, NULL) == 0; // no fix: how many of the handles hold a pool is not known
  if (ask())
    return 1;
  n = 8;
  for (int i = 0; i < n; i++)
    if (started[i])
      pthread_join(t[i], NULL);
  return 0;
}

int name_is_another(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
      w[i].started = 1;
  if (ask()) {
    int n = ask();
    report(n);
    return 1;
  }
  for (int i = 0; i < n; i++)
    if (w[i].started)
      pthread_join(w[i].thread, NULL);
  return 0;
}

int name_comes_later(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
      w[i].started = 1;
  if (ask())
    return 1;
  int all = n;
  for (int i = 0; i < all; i++)
    if (w[i].started)
      pthread_join(w[i].thread, NULL);
  return 0;
}

int counter_is_returned(int n) {
  struct worker w[8] = {0};
  int i;
  for (i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
      w[i].started = 1;
  if (ask())
    return i;
  for (i = 0; i < n; i++)
    if (w[i].started)
      pthread_join(w[i].thread, NULL);
  return 0;
}

int says_something(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
      w[i].started = 1;
  if (ask())
    return 1;
  for (int i = 0; i < n; i++)
    if (w[i].started) {
      report(i);
      pthread_join(w[i].thread, NULL);
    }
  return 0;
}

int by_configuration(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
      w[i].started = 1;
  if (ask())
    return 1;
  for (int i = 0; i < n; i++)
#ifndef NO_FLAGS
    if (w[i].started)
#endif
      pthread_join(w[i].thread, NULL);
  return 0;
}

int jumped_past(int n) {
  struct worker w[8] = {0};
  if (n > 8)
    goto late;
  for (int i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
      w[i].started = 1;
late:
  if (ask())
    return 1;
  for (int i = 0; i < n; i++)
    if (w[i].started)
      pthread_join(w[i].thread, NULL);
  return 0;
}
