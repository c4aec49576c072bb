// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c++17
// Whether a pool was made is kept in a variable, made of `&&`, `||`, `&=`, ...
#include <glib.h>
#include <pthread.h>

void work(gpointer data, gpointer user_data);
void *run(void *arg);
bool condition();
bool other();

void conjunction_ok() {
  pthread_t t;
  bool ok = condition() && pthread_create(&t, nullptr, run, nullptr) == 0;
  if (ok)
    pthread_join(t, nullptr);
}

void conjunction_bad() {
  pthread_t t;
  bool ok = condition() && pthread_create(&t, nullptr, run, nullptr) == 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (ok && other())
    pthread_join(t, nullptr);
}

void failed_ok() {
  pthread_t t;
  bool failed = !condition() || pthread_create(&t, nullptr, run, nullptr) != 0;
  if (failed)
    return;
  pthread_join(t, nullptr);
}

void failed_bad() {
  pthread_t t;
  bool failed = !condition() || pthread_create(&t, nullptr, run, nullptr) != 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
  if (!failed)
    return;
  pthread_join(t, nullptr);
}

void nested_ok() {
  GThreadPool *p = nullptr;
  bool ok = (condition() || other()) &&
            (p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr)) && other();
  if (ok)
    g_thread_pool_push(p, nullptr, nullptr);
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void nested_bad() {
  GThreadPool *p = nullptr;
  bool ok = (condition() || other()) &&
            (p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr)) && other();
            // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (ok)
    g_thread_pool_free(p, FALSE, TRUE);
}

// In a condition, but not its outermost operator.
void negated_ok() {
  pthread_t t;
  if (!(condition() && pthread_create(&t, nullptr, run, nullptr) == 0))
    return;
  pthread_join(t, nullptr);
}

void left_of_or_ok(bool started) {
  GThreadPool *p = nullptr;
  if ((condition() &&
       (p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr))) ||
      started) {
    if (p)
      g_thread_pool_free(p, FALSE, TRUE);
  }
}

void left_of_or_bad() {
  pthread_t t;
  if ((condition() && pthread_create(&t, nullptr, run, nullptr) == 0) ||
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
      other())
    return;
}

void compound_and_ok() {
  pthread_t t;
  bool ok = true;
  ok &= pthread_create(&t, nullptr, run, nullptr) == 0;
  if (ok)
    pthread_join(t, nullptr);
}

void compound_or_ok() {
  pthread_t t;
  int error = 0;
  error |= pthread_create(&t, nullptr, run, nullptr);
  if (error)
    return;
  pthread_join(t, nullptr);
}

void compound_or_bad() {
  pthread_t t;
  int error = 0;
  error |= pthread_create(&t, nullptr, run, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
  if (!error)
    return;
  pthread_join(t, nullptr);
}

void bitwise_ok() {
  pthread_t t, u;
  int a = pthread_create(&t, nullptr, run, nullptr);
  int b = pthread_create(&u, nullptr, run, nullptr);
  bool none = (a != 0) & (b != 0);
  if (none)
    return;
  if (a == 0)
    pthread_join(t, nullptr);
  if (b == 0)
    pthread_join(u, nullptr);
}

static bool start(pthread_t *t) {
  return condition() && pthread_create(t, nullptr, run, nullptr) == 0;
}

void helper_ok() {
  pthread_t t;
  if (start(&t))
    pthread_join(t, nullptr);
}

void helper_bad() {
  pthread_t t;
  if (start(&t) && other())
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
    pthread_join(t, nullptr);
}

void member_ok(int n) {
  struct {
    pthread_t thread;
    bool running;
  } s;
  s.running = n > 0 && pthread_create(&s.thread, nullptr, run, nullptr) == 0;
  if (s.running)
    pthread_join(s.thread, nullptr);
}
