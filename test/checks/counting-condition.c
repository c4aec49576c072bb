// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Conditions that count: the next round asks anew, and pools are open after the loop.
#include <glib.h>
#include <pthread.h>

void run(gpointer data, gpointer user_data);
void *routine(void *arg);
int ready(void);
#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

void made_once_ok(int n) {
  GThreadPool *p = NULL;
  while (n--) {
    if (!p)
      p = MAKE;
  }
  if (p)
    FREE(p);
}

void kept_over_the_loop_ok(int n) {
  GThreadPool *p = MAKE;
  while (n--)
    g_thread_pool_push(p, "", NULL);
  FREE(p);
}

void freed_each_round_ok(int n) {
  while (n-- > 0) {
    GThreadPool *p = MAKE;
    FREE(p);
  }
}

void joined_downwards_ok(int n) {
  pthread_t t[8];
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], NULL, routine, NULL);
  while (n--)
    pthread_join(t[n], NULL);
}

void both_downwards_ok(int n) {
  GThreadPool *p[8];
  for (int i = n; i--;)
    p[i] = MAKE;
  for (int i = n; i--;)
    FREE(p[i]);
}

void made_once_bad(int n) {
  GThreadPool *p = NULL;
  while (n--) {
    if (!p)
      p = MAKE;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  }
}

void kept_over_the_loop_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  while (n--)
    g_thread_pool_push(p, "", NULL);
}

void return_in_loop_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  while (n--) {
    if (ready())
      return;
  }
  FREE(p);
}

void array_bad(int n) {
  pthread_t t[8];
  while (n--)
    pthread_create(&t[n], NULL, routine, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

void array_for_bad(int n) {
  pthread_t t[8];
  for (int i = n; i--;)
    pthread_create(&t[i], NULL, routine, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

void discarded_bad(int n) {
  while (n--)
    MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool is never released; the result is discarded [poolguard-unreleased-pool]
}

void discarded_do_bad(int n) {
  do {
    MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool is never released; the result is discarded [poolguard-unreleased-pool]
  } while (n--);
}

void return_after_loop_bad(int n) {
  GThreadPool *p = NULL;
  while (n-- > 0) {
    if (!p)
      p = MAKE;
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  }
  if (ready())
    return;
  if (p)
    FREE(p);
}
