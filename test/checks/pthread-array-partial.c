// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// What happens to the threads already running when the next cannot be started.
#include <pthread.h>
#include <stdlib.h>

#define THREADS 8

void *work(void *arg);

int forgets_started_bad(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    if (pthread_create(&t[i], NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is not released on this path{{.*}} [poolguard-unreleased-pool]
      return -1;
  for (int i = 0; i < THREADS; i++)
    pthread_join(t[i], NULL);
  return 0;
}

int unwinds_ok(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++) {
    if (pthread_create(&t[i], NULL, work, NULL) != 0) {
      for (int j = 0; j < i; j++)
        pthread_join(t[j], NULL);
      return -1;
    }
  }
  for (int i = 0; i < THREADS; i++)
    pthread_join(t[i], NULL);
  return 0;
}

int unwinds_backwards_ok(void) {
  pthread_t t[THREADS];
  int i;
  for (i = 0; i < THREADS; i++) {
    if (pthread_create(&t[i], NULL, work, NULL) != 0) {
      while (i-- > 0)
        pthread_join(t[i], NULL);
      return -1;
    }
  }
  while (--i >= 0)
    pthread_join(t[i], NULL);
  return 0;
}

int unwinds_by_goto_ok(void) {
  pthread_t t[THREADS];
  int i, ret = 0;
  for (i = 0; i < THREADS; i++) {
    if (pthread_create(&t[i], NULL, work, NULL) != 0) {
      ret = -1;
      goto join;
    }
  }
join:
  for (int j = 0; j < i; j++)
    pthread_join(t[j], NULL);
  return ret;
}

// As many as could be started do the work.
int as_many_as_possible_ok(int n) {
  pthread_t t[THREADS];
  int started = 0;
  for (int i = 0; i < n; i++) {
    if (pthread_create(&t[i], NULL, work, NULL) != 0)
      break;
    started++;
  }
  for (int i = 0; i < started; i++)
    pthread_join(t[i], NULL);
  return started;
}

int count_returned_bad(int n) {
  pthread_t t[THREADS];
  int started = 0;
  for (int i = 0; i < n; i++) {
    if (pthread_create(&t[i], NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released
      break;
    started++;
  }
  return started;
}

// A failure ends the process.
void exits_ok(void) {
  pthread_t t[THREADS];
  for (int i = 0; i < THREADS; i++)
    if (pthread_create(&t[i], NULL, work, NULL) != 0)
      exit(1);
  for (int i = 0; i < THREADS; i++)
    pthread_join(t[i], NULL);
}

int error_kept_ok(void) {
  pthread_t t[THREADS];
  int rc = 0, n = 0;
  while (n < THREADS && rc == 0) {
    rc = pthread_create(&t[n], NULL, work, NULL);
    if (rc == 0)
      n++;
  }
  for (int i = 0; i < n; i++)
    pthread_join(t[i], NULL);
  return rc;
}
