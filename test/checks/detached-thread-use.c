// RUN: %check_tidy %s poolguard-use-after-release,poolguard-double-release -- -std=c11
// Threads that were joined or detached, and are named again.
#include <pthread.h>
#include <unistd.h>

static void *for_ever(void *arg) {
  for (;;)
    pause();
  return arg;
}

void cancelled_before_detach_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, for_ever, NULL) != 0)
    return;
  pthread_cancel(t);
  pthread_detach(t);
}

void cancelled_before_join_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, for_ever, NULL) != 0)
    return;
  pthread_cancel(t);
  pthread_join(t, NULL);
}

void cancelled_after_join_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, for_ever, NULL) != 0)
    return;
  pthread_join(t, NULL);
  pthread_cancel(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is used after it was released [poolguard-use-after-release]
}

void joined_after_detach_bad(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, for_ever, NULL) != 0)
    return;
  pthread_detach(t);
  pthread_join(t, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
}

// A detached thread may end at any time, and its id with it; this one does not.
void FP_cancelled_after_detach_ok(void) {
  pthread_t t;
  if (pthread_create(&t, NULL, for_ever, NULL) != 0)
    return;
  pthread_detach(t);
  pthread_cancel(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is used after it was released
}
