// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// A code, kept in a variable, says whether there is a thread.
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

void *work(void *arg);
int other_work(void);

int code_kept_ok(void) {
  pthread_t t;
  int rc = pthread_create(&t, NULL, work, NULL);
  other_work();
  if (rc == 0)
    pthread_join(t, NULL);
  return rc;
}

int code_wrong_way_bad(void) {
  pthread_t t;
  int rc = pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
  other_work();
  if (rc != 0)
    pthread_join(t, NULL);
  return rc;
}

// The code is used for something else before it is asked.
int code_overwritten_bad(void) {
  pthread_t t;
  int rc = pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (rc != 0)
    return rc;
  rc = other_work();
  if (rc == 0)
    pthread_join(t, NULL);
  return rc;
}

int code_overwritten_ok(void) {
  pthread_t t;
  int rc = pthread_create(&t, NULL, work, NULL);
  if (rc != 0)
    return rc;
  rc = other_work();
  pthread_join(t, NULL);
  return rc;
}

void bool_kept_ok(void) {
  pthread_t t;
  bool running = pthread_create(&t, NULL, work, NULL) == 0;
  other_work();
  if (running)
    pthread_join(t, NULL);
}

void bool_kept_bad(void) {
  pthread_t t;
  bool failed = pthread_create(&t, NULL, work, NULL) != 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  other_work();
  if (failed)
    pthread_join(t, NULL);
}

void bool_set_in_branch_ok(void) {
  pthread_t t;
  bool running = false;
  if (pthread_create(&t, NULL, work, NULL) == 0)
    running = true;
  else
    perror("pthread_create");
  other_work();
  if (running)
    pthread_join(t, NULL);
}

void status_carried_ok(bool parallel) {
  pthread_t t;
  int status = -1;
  if (parallel)
    status = pthread_create(&t, NULL, work, NULL);
  other_work();
  if (status == 0)
    pthread_join(t, NULL);
}

// The common step-by-step style: every step only runs after success.
int steps_ok(void) {
  pthread_t t;
  int rc;
  rc = pthread_create(&t, NULL, work, NULL);
  if (!rc) {
    int inner = other_work();
    rc = pthread_join(t, NULL);
    if (!rc)
      rc = inner;
  }
  return rc;
}

int steps_bad(void) {
  pthread_t t;
  int rc;
  rc = pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (!rc)
    rc = other_work();
  if (!rc)
    rc = pthread_join(t, NULL);
  return rc;
}
