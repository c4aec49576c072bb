// RUN: %check_tidy %s poolguard-* -- -std=c11
// A thread is given an object that points to itself, by way of others.
#include <pthread.h>

struct link {
  struct link *next, *prev;
  int value;
};
void *work(void *);

int given_a_circle_ok(void) {
  struct link a, b;
  a.next = &b;
  b.prev = &a;
  a.prev = &b;
  b.next = &a;
  pthread_t t;
  if (pthread_create(&t, NULL, work, &a))
    return -1;
  pthread_join(t, NULL);
  return 0;
}

int given_itself_bad(int early) {
  struct link a;
  a.next = &a;
  pthread_t t;
  if (pthread_create(&t, NULL, work, &a))
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
    return -1;
  if (early)
    return 1;
  pthread_join(t, NULL);
  return 0;
}
