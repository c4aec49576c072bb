// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -std=c11
// A thread that was just made is not the one that runs here.
#include <pthread.h>

void *work(void *arg);
int ready(void);

int not_self_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  if (!pthread_equal(t, pthread_self()))
    pthread_join(t, NULL);
  return 0;
}

int turned_round_ok(void) {
  pthread_t t, me = pthread_self();
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  if (pthread_equal(me, t) == 0)
    pthread_join(t, NULL);
  return 0;
}

int early_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  if (pthread_equal(t, pthread_self()))
    return 1;
  pthread_join(t, NULL);
  return 0;
}

int operator_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  if (t != pthread_self())
    pthread_join(t, NULL);
  return 0;
}

int kept_answer_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  int own = pthread_equal(t, pthread_self());
  if (ready() && own)
    return 1;
  if (!own)
    pthread_join(t, NULL);
  return 0;
}

int elements_ok(void) {
  pthread_t t[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&t[i], NULL, work, NULL);
  for (int i = 0; i < 4; i++)
    if (!pthread_equal(t[i], pthread_self()))
      pthread_join(t[i], NULL);
  return 0;
}

static void join_other(pthread_t t) {
  if (!pthread_equal(t, pthread_self()))
    pthread_join(t, NULL);
}

int helper_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  join_other(t);
  return 0;
}

int two_threads_ok(void) {
  pthread_t t, u;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  if (pthread_create(&u, NULL, work, NULL) != 0) {
    pthread_join(t, NULL);
    return 1;
  }
  if (!pthread_equal(t, u))
    pthread_join(t, NULL);
  pthread_join(u, NULL);
  return 0;
}

void given_ok(pthread_t t) {
  if (pthread_equal(t, pthread_self()))
    pthread_detach(t);
  else
    pthread_join(t, NULL);
}

int only_self_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
    return 1;
  if (pthread_equal(t, pthread_self()))
    pthread_join(t, NULL);
  return 0;
}

int helper_twice_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
    return 1;
  join_other(t);
  pthread_join(t, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
  return 0;
}

int left_before_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
    return 1;
  if (ready())
    return 1;
  if (!pthread_equal(t, pthread_self()))
    pthread_join(t, NULL);
  return 0;
}
