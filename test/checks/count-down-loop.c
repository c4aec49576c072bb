// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Threads counted while they are started, joined while the counter falls.
#include <pthread.h>

#define THREADS 64

void *work(void *arg);

int before_use_ok(int n) {
  pthread_t t[THREADS];
  int made;
  for (made = 0; made < n; made++)
    if (pthread_create(&t[made], NULL, work, NULL) != 0)
      break;
  while (made > 0)
    pthread_join(t[--made], NULL);
  return 0;
}

int minus_one_ok(int n) {
  pthread_t t[THREADS];
  int made = 0;
  for (; made < n; made++)
    if (pthread_create(&t[made], NULL, work, NULL) != 0)
      break;
  for (; made; made--)
    pthread_join(t[made - 1], NULL);
  return 0;
}

int in_condition_ok(int n) {
  pthread_t t[THREADS];
  int made = 0;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0)
    made++;
  while (made-- > 0)
    pthread_join(t[made], NULL);
  return 0;
}

int returns_at_failure_bad(int n) {
  pthread_t t[THREADS];
  int made;
  for (made = 0; made < n; made++)
    if (pthread_create(&t[made], NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
      return 1;
  while (made > 0)
    pthread_join(t[--made], NULL);
  return 0;
}

int minus_one_bad(int n) {
  pthread_t t[THREADS];
  int made = 0;
  for (; made < n; made++)
    if (pthread_create(&t[made], NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
      return 1;
  for (; made; made--)
    pthread_join(t[made - 1], NULL);
  return 0;
}

// Counts down, but joins nothing.
int only_counts_bad(int n) {
  pthread_t t[THREADS];
  int made = 0;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
    made++;
  while (made-- > 0)
    work(NULL);
  return 0;
}
