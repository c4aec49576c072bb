// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Threads that are born detached need no join.
#include <pthread.h>

void *work(void *arg);

void born_detached_ok(void) {
  pthread_t t;
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  pthread_create(&t, &attr, work, NULL);
  pthread_attr_destroy(&attr);
}

// Attributes from elsewhere may say so too.
void attributes_passed_ok(const pthread_attr_t *attr) {
  pthread_t t;
  pthread_create(&t, attr, work, NULL);
}

void detached_later_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) == 0)
    pthread_detach(t);
}

// Cancelling asks the thread to end; it still has to be joined.
void cancelled_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) == 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
    pthread_cancel(t);
}

void cancelled_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, work, NULL) == 0) {
    pthread_cancel(t);
    pthread_join(t, NULL);
  }
}

// A thread can detach itself; this one is another.
void self_bad(void) {
  pthread_t t;
  pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  pthread_detach(pthread_self());
}

void global_handle_ok(void) {
  static pthread_t background;
  pthread_create(&background, NULL, work, NULL);
}

// A work function that detaches itself.
static void *self_detaching(void *arg) {
  pthread_detach(pthread_self());
  return arg;
}

void detaches_itself_ok(void) {
  pthread_t t;
  pthread_create(&t, NULL, self_detaching, NULL);
}
