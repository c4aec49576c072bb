// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// A pthread_t that is 0 or -1 as long as no thread runs; POSIX says nothing of
// the kind, but much code does.
#include <pthread.h>

void *work(void *arg);
int condition(void);

#define NO_THREAD ((pthread_t)-1)

struct worker {
  pthread_t thread;
};

int zero_before_ok(void) {
  pthread_t t = 0;
  if (condition())
    if (pthread_create(&t, NULL, work, NULL) != 0)
      return 1;
  condition();
  if (t)
    pthread_join(t, NULL);
  return 0;
}

void zero_on_failure_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    t = 0;
  condition();
  if (t != 0)
    pthread_join(t, NULL);
}

void result_ignored_ok(void) {
  pthread_t t = 0;
  pthread_create(&t, NULL, work, NULL);
  condition();
  if (t)
    pthread_join(t, NULL);
}

int minus_one_ok(void) {
  pthread_t t = NO_THREAD;
  if (condition())
    if (pthread_create(&t, NULL, work, NULL) != 0)
      return 1;
  if (t != NO_THREAD)
    pthread_join(t, NULL);
  return 0;
}

void field_ok(void) {
  struct worker w = {0};
  if (condition() && pthread_create(&w.thread, NULL, work, NULL) != 0)
    w.thread = 0;
  if (w.thread)
    pthread_join(w.thread, NULL);
}

int zero_before_bad(int quick) {
  pthread_t t = 0;
  if (condition())
    if (pthread_create(&t, NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
      return 1;
  if (quick)
    return 2;
  if (t)
    pthread_join(t, NULL);
  return 0;
}

int minus_one_bad(int quick) {
  pthread_t t = NO_THREAD;
  if (condition())
    if (pthread_create(&t, NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
      return 1;
  if (t != NO_THREAD && !quick)
    pthread_join(t, NULL);
  return 0;
}
