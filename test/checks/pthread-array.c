// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Threads in an array: started in one loop, joined in another.
#include <pthread.h>

#define THREADS 8

void *work(void *arg);
int condition(void);

void joined_ok(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < THREADS; i++)
    pthread_join(t[i], NULL);
}

void never_joined_bad(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&t[i], NULL, work, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
}

int early_return_bad(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&t[i], NULL, work, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  if (condition())
    return -1;
  for (int i = 0; i < THREADS; i++)
    pthread_join(t[i], NULL);
  return 0;
}

int early_return_ok(void) {
  if (condition())
    return -1;
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < THREADS; i++)
    pthread_join(t[i], NULL);
  return 0;
}

void detached_ok(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++) {
    pthread_create(&t[i], NULL, work, NULL);
    pthread_detach(t[i]);
  }
}

void pointer_arithmetic_ok(int n) {
  pthread_t t[THREADS];
  for (int i = 0; i < n; i++)
    pthread_create(t + i, NULL, work, NULL);
  for (int i = 0; i < n; i++)
    pthread_join(*(t + i), NULL);
}

void walking_pointer_ok(void) {
  pthread_t t[THREADS];
  for (pthread_t *p = t; p < t + THREADS; p++)
    pthread_create(p, NULL, work, NULL);
  for (pthread_t *p = t; p != t + THREADS; ++p)
    pthread_join(*p, NULL);
}

void backwards_ok(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&t[i], NULL, work, NULL);
  for (int i = THREADS - 1; i >= 0; i--)
    pthread_join(t[i], NULL);
}

struct worker {
  pthread_t thread;
  int id;
};

void in_structs_ok(void) {
  struct worker w[THREADS];
  for (int i = 0; i < THREADS; i++) {
    w[i].id = i;
    pthread_create(&w[i].thread, NULL, work, &w[i]);
  }
  for (int i = 0; i < THREADS; i++)
    pthread_join(w[i].thread, NULL);
}

void in_structs_bad(void) {
  struct worker w[THREADS];
  for (int i = 0; i < THREADS; i++) {
    w[i].id = i;
    pthread_create(&w[i].thread, NULL, work, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
  }
}

// Two named elements, no loop.
void constant_index_ok(void) {
  pthread_t t[2];
  if (pthread_create(&t[0], NULL, work, NULL) != 0)
    return;
  if (pthread_create(&t[1], NULL, work, NULL) != 0) {
    pthread_join(t[0], NULL);
    return;
  }
  pthread_join(t[0], NULL);
  pthread_join(t[1], NULL);
}

void constant_index_bad(void) {
  pthread_t t[2];
  if (pthread_create(&t[0], NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
    return;
  if (pthread_create(&t[1], NULL, work, NULL) != 0)
    return;
  pthread_join(t[0], NULL);
  pthread_join(t[1], NULL);
}

// The join loop may stop early.
void join_loop_left_bad(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    pthread_create(&t[i], NULL, work, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path
  for (int i = 0; i < THREADS; i++) {
    if (condition())
      break;
    pthread_join(t[i], NULL);
  }
}
