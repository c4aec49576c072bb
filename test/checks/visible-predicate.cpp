// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// Visible functions that answer a question about an error code.
#include <pthread.h>

void *run(void *arg);
bool condition();
void report(int code);

static bool failed(int code) { return code != 0; }
static bool succeeded(int code) { return !failed(code); }
static int is_error(int code) {
  if (code)
    return 1;
  return 0;
}
static bool within(int code, int least, int most) {
  return least <= code && code <= most;
}
template <typename A, typename B> bool same(const A &a, const B &b) {
  return a == b;
}
static bool unrelated(int code) { return condition(); }
static bool forever(int code) { return code == 0 || forever(code); }

class Outcome {
public:
  explicit Outcome(bool fine) : Fine(fine) {}
  explicit operator bool() const { return Fine; }

private:
  bool Fine;
};

class Failure {
public:
  explicit Failure(int code) : Fine(code == 0) {}
  operator bool() const { return !Fine; }

private:
  bool Fine;
};

#define CREATE(t) pthread_create(&(t), nullptr, run, nullptr)

void failed_ok() {
  pthread_t t;
  int code = CREATE(t);
  if (failed(code))
    return;
  pthread_join(t, nullptr);
}

void failed_kept_ok() {
  pthread_t t;
  bool bad = failed(CREATE(t));
  if (bad)
    return;
  pthread_join(t, nullptr);
}

void succeeded_ok() {
  pthread_t t;
  if (succeeded(CREATE(t)))
    pthread_join(t, nullptr);
}

void is_error_ok() {
  pthread_t t;
  int code = CREATE(t);
  if (is_error(code) || is_error(code) == 1)
    return;
  pthread_join(t, nullptr);
}

void within_ok() {
  pthread_t t;
  if (!within(CREATE(t), 0, 0))
    return;
  pthread_join(t, nullptr);
}

void same_ok() {
  pthread_t t;
  if (!same(0, CREATE(t)))
    return;
  pthread_join(t, nullptr);
}

void outcome_ok() {
  pthread_t t;
  if (const Outcome made = Outcome(CREATE(t) == 0))
    pthread_join(t, nullptr);
}

void failure_ok() {
  pthread_t t;
  const Failure failure(CREATE(t));
  if (failure)
    return;
  pthread_join(t, nullptr);
}

void recursive_ok() {
  pthread_t t;
  if (CREATE(t) != 0)
    return;
  if (!forever(0))
    report(0);
  pthread_join(t, nullptr);
}

void failed_bad() {
  pthread_t t;
  int code = CREATE(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
  if (!failed(code))
    return;
  pthread_join(t, nullptr);
}

void succeeded_bad() {
  pthread_t t;
  if (succeeded(CREATE(t)))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
    return;
}

void is_error_bad() {
  pthread_t t;
  int code = CREATE(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
  if (is_error(code))
    return;
}

void same_bad() {
  pthread_t t;
  if (!same(1, CREATE(t)))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
    return;
  pthread_join(t, nullptr);
}

void outcome_bad() {
  pthread_t t;
  if (const Outcome made = Outcome(CREATE(t) == 0))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
    return;
}

void failure_bad() {
  pthread_t t;
  const Failure failure(CREATE(t));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
  if (failure)
    pthread_join(t, nullptr);
}

void other_code_bad(int other) {
  pthread_t t;
  int code = CREATE(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (code != 0 || failed(other))
    return;
  pthread_join(t, nullptr);
}

void unrelated_bad() {
  pthread_t t;
  int code = CREATE(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (code != 0)
    return;
  if (unrelated(code))
    return;
  pthread_join(t, nullptr);
}
