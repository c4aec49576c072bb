// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Functions of other files that look at the result of a construction.
#include <pthread.h>

void *work(void *arg);
int condition(void);
int is_error(int code);
int is_ok(int code);
int check(int code);
void log_code(const char *text, int code);

int error_ok(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  if (is_error(code))
    return 1;
  pthread_join(t, NULL);
  return 0;
}

int no_variable_ok(void) {
  pthread_t t;
  if (!is_ok(pthread_create(&t, NULL, work, NULL)))
    return 1;
  pthread_join(t, NULL);
  return 0;
}

int copied_ok(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  int result = code;
  log_code("created", result);
  if (is_error(result))
    return result;
  pthread_join(t, NULL);
  return 0;
}

// The name does not say which answer is which.
int unnamed_ok(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  if (check(code))
    return 1;
  pthread_join(t, NULL);
  return 0;
}

int compared_ok(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  if (check(code) < 0)
    return 1;
  pthread_join(t, NULL);
  return 0;
}

int other_variable_ok(int success) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  if (code != success)
    return 1;
  pthread_join(t, NULL);
  return 0;
}

int later_bad(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (is_error(code))
    return 1;
  if (condition())
    return 2;
  pthread_join(t, NULL);
  return 0;
}

int wrong_way_bad(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  if (is_ok(code))
    return 1;
  pthread_join(t, NULL);
  return 0;
}

int only_logged_bad(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  log_code("created", code);
  return code;
}

// It was compared before: the function asks something else.
int compared_before_bad(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (code != 0)
    return 1;
  if (check(code))
    return 2;
  pthread_join(t, NULL);
  return 0;
}

// Another call's code by now.
int written_bad(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (code != 0)
    return 1;
  code = condition();
  if (check(code))
    return 2;
  pthread_join(t, NULL);
  return 0;
}

// Nothing is said once an unknown question was asked.
int FN_unnamed_bad(void) {
  pthread_t t;
  int code = pthread_create(&t, NULL, work, NULL);
  if (check(code))
    return 1;
  return 0;
}
