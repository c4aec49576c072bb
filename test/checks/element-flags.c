// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Each element of an array has a flag that says whether its thread runs.
#include <pthread.h>

void *work(void *arg);
int condition(void);

struct worker {
  pthread_t thread;
  int started;
};

int in_element_ok(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0)
      w[i].started = 1;
  condition();
  for (int i = 0; i < n; i++)
    if (w[i].started)
      pthread_join(w[i].thread, NULL);
  return 0;
}

int parallel_array_ok(int n) {
  pthread_t t[8];
  int started[8] = {0};
  for (int i = 0; i < n; i++)
    started[i] = pthread_create(&t[i], NULL, work, NULL) == 0;
  condition();
  for (int i = 0; i < n; i++)
    if (started[i])
      pthread_join(t[i], NULL);
  return 0;
}

int error_codes_ok(void) {
  pthread_t t[4];
  int error[4];
  for (int i = 0; i < 4; i++)
    error[i] = pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < 4; i++)
    if (!error[i])
      pthread_join(t[i], NULL);
  return 0;
}

int in_element_bad(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    if (pthread_create(&w[i].thread, NULL, work, NULL) == 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is not released on this path [poolguard-unreleased-pool]
      w[i].started = 1;
  if (condition())
    return 1;
  for (int i = 0; i < n; i++)
    if (w[i].started)
      pthread_join(w[i].thread, NULL);
  return 0;
}

int parallel_array_bad(int n) {
  pthread_t t[8];
  int started[8] = {0};
  for (int i = 0; i < n; i++)
    started[i] = pthread_create(&t[i], NULL, work, NULL) == 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (condition())
    return 1;
  for (int i = 0; i < n; i++)
    if (started[i])
      pthread_join(t[i], NULL);
  return 0;
}

int error_codes_bad(int quick) {
  pthread_t t[4];
  int error[4];
  for (int i = 0; i < 4; i++)
    error[i] = pthread_create(&t[i], NULL, work, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (quick)
    return 1;
  for (int i = 0; i < 4; i++)
    if (!error[i])
      pthread_join(t[i], NULL);
  return 0;
}

int named_element_ok(void) {
  struct worker w[2] = {0};
  if (condition()) {
    w[1].started = 1;
    if (pthread_create(&w[1].thread, NULL, work, NULL) != 0)
      w[1].started = 0;
  }
  for (int i = 0; i < 2; i++)
    if (w[i].started)
      pthread_join(w[i].thread, NULL);
  return 0;
}

int by_pointer_ok(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++) {
    struct worker *each = &w[i];
    if (pthread_create(&each->thread, NULL, work, NULL) == 0)
      each->started = 1;
  }
  for (int i = 0; i < n; i++) {
    struct worker *each = &w[i];
    if (each->started)
      pthread_join(each->thread, NULL);
  }
  return 0;
}

int by_pointer_bad(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++) {
    struct worker *each = &w[i];
    if (pthread_create(&each->thread, NULL, work, NULL) == 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is not released on this path
      each->started = 1;
  }
  if (condition())
    return 1;
  for (int i = 0; i < n; i++) {
    struct worker *each = &w[i];
    if (each->started)
      pthread_join(each->thread, NULL);
  }
  return 0;
}
