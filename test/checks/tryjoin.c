// RUN: %check_tidy %s poolguard-unreleased-pool -- -D_GNU_SOURCE -std=c11
// Joins that may fail because the thread still runs.
#include <errno.h>
#include <pthread.h>

void *work(void *arg);
int condition(void);

int polled_for_success_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  while (pthread_tryjoin_np(t, NULL) != 0)
    condition();
  return 0;
}

int joined_after_all_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  if (pthread_tryjoin_np(t, NULL) != 0)
    pthread_join(t, NULL);
  return 0;
}

int tried_once_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
    return 1;
  pthread_tryjoin_np(t, NULL);
  return 0;
}

int gives_up_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
    return 1;
  if (pthread_tryjoin_np(t, NULL) != 0)
    return 2;
  return 0;
}

// Any other error than EBUSY would say that there is no thread.
int polled_while_busy_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  while (pthread_tryjoin_np(t, NULL) == EBUSY)
    condition();
  return 0;
}

int code_ok(void) {
  pthread_t t;
  int code;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  do
    code = pthread_tryjoin_np(t, NULL);
  while (code == EBUSY);
  return code;
}

int busy_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
    return 1;
  if (pthread_tryjoin_np(t, NULL) == EBUSY)
    return 2;
  return 0;
}

int timed_ok(const struct timespec *until) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  if (pthread_timedjoin_np(t, NULL, until) == ETIMEDOUT) {
    pthread_cancel(t);
    pthread_join(t, NULL);
  }
  return 0;
}

int timed_again_ok(const struct timespec *until) {
  pthread_t t;
  int code;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  while ((code = pthread_timedjoin_np(t, NULL, until)) == ETIMEDOUT)
    condition();
  return code;
}

int timed_bad(const struct timespec *until) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
    return 1;
  if (pthread_timedjoin_np(t, NULL, until) == ETIMEDOUT)
    return 2;
  return 0;
}
