// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- %glib_flags -std=c++17
// REQUIRES: glib
// Visible helpers that take the handle by reference or address and look at it before they act.
#include <glib.h>
#include <thread>

void work();
bool ready();
void run(gpointer, gpointer);

static GThreadPool *make() {
  return g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
}

static void destroy(GThreadPool *p) {
  g_thread_pool_free(p, FALSE, TRUE);
}

static void joinIfJoinable(std::thread &t) {
  if (t.joinable())
    t.join();
}

static bool joinedNow(std::thread &t) {
  if (t.joinable()) {
    t.join();
    return true;
  }
  return false;
}

static void joinPointer(std::thread *t) {
  if (t->joinable())
    t->join();
}

static void joinNotNull(std::thread *t) {
  if (t)
    t->join();
}

static void returnEarly(std::thread &t) {
  if (!t.joinable())
    return;
  t.join();
}

static bool joinIfWanted(std::thread &t, bool wait) {
  if (!wait)
    return false;
  t.join();
  return true;
}

static void detachIt(std::thread &t) {
  t.detach();
}

static void joinAlways(std::thread &t) {
  t.join();
}

void once_ok() {
  std::thread t(work);
  joinIfJoinable(t);
}

void twice_ok() {
  std::thread t(work);
  joinIfJoinable(t);
  joinIfJoinable(t);
}

void result_ignored_ok() {
  std::thread t(work);
  joinedNow(t);
}

void result_twice_ok() {
  std::thread t(work);
  joinedNow(t);
  joinedNow(t);
}

void result_tested_ok() {
  std::thread t(work);
  if (!joinedNow(t))
    return;
  work();
}

void address_twice_ok() {
  std::thread t(work);
  joinPointer(&t);
  joinPointer(&t);
}

void address_ok() {
  std::thread t(work);
  joinNotNull(&t);
}

void early_form_twice_ok() {
  std::thread t(work);
  returnEarly(t);
  returnEarly(t);
}

void detached_before_ok() {
  std::thread t(work);
  if (!ready())
    t.detach();
  joinIfJoinable(t);
}

void joined_before_ok() {
  std::thread t(work);
  t.join();
  joinIfJoinable(t);
}

void maybe_started_ok(bool b) {
  std::thread t;
  if (b)
    t = std::thread(work);
  if (!joinedNow(t))
    work();
}

void wanted_or_detached_ok() {
  std::thread t(work);
  if (!joinIfWanted(t, ready()))
    t.detach();
}

void wanted_ok() {
  std::thread t(work);
  joinIfWanted(t, true);
}

void detached_ok() {
  std::thread t(work);
  detachIt(t);
}

void generic_lambda_twice_ok() {
  std::thread t(work);
  auto f = [](auto &q) {
    if (q.joinable())
      q.join();
  };
  f(t);
  f(t);
}

void early_return_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  joinIfJoinable(t);
}

void not_wanted_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  joinIfWanted(t, false);
}

void always_twice_bad() {
  std::thread t(work);
  joinAlways(t);
  joinAlways(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
}

void joined_then_always_bad() {
  std::thread t(work);
  joinIfJoinable(t);
  joinAlways(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
}

static void closeReference(GThreadPool *&p) {
  if (p) {
    g_thread_pool_free(p, FALSE, TRUE);
    p = nullptr;
  }
}

static void closeAddress(GThreadPool **p) {
  if (*p) {
    g_thread_pool_free(*p, FALSE, TRUE);
    *p = nullptr;
  }
}

static void closeValue(GThreadPool *p) {
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

static void closeUnless(GThreadPool *&p, bool keep) {
  if (keep)
    return;
  closeReference(p);
}

static void push(GThreadPool *const &p) {
  if (p)
    g_thread_pool_push(p, nullptr, nullptr);
}

template <class T> void zap(T *&p, void (*d)(T *)) {
  if (p) {
    d(p);
    p = nullptr;
  }
}

void reference_ok() {
  GThreadPool *p = make();
  closeReference(p);
}

void reference_twice_ok() {
  GThreadPool *p = make();
  closeReference(p);
  closeReference(p);
}

void null_left_ok() {
  GThreadPool *p = make();
  if (!p)
    return;
  closeReference(p);
}

void address_of_pool_ok() {
  GThreadPool *p = make();
  closeAddress(&p);
  closeAddress(&p);
}

void value_ok() {
  GThreadPool *p = make();
  closeValue(p);
}

void template_ok() {
  GThreadPool *p = make();
  zap(p, destroy);
}

void pushed_ok() {
  GThreadPool *p = nullptr;
  if (ready())
    p = make();
  push(p);
  if (p)
    destroy(p);
}

void lambda_captures_twice_ok() {
  GThreadPool *p = make();
  auto f = [&] {
    if (p) {
      destroy(p);
      p = nullptr;
    }
  };
  f();
  f();
}

void lambda_reference_ok() {
  GThreadPool *p = make();
  auto f = [](GThreadPool *&q) {
    if (q)
      destroy(q);
    q = nullptr;
  };
  f(p);
}

void value_twice_bad() {
  GThreadPool *p = make();
  closeValue(p);
  closeValue(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}

void pushed_only_bad() {
  GThreadPool *p = make();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  push(p);
}

void unless_bad() {
  GThreadPool *p = make();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  closeUnless(p, ready());
}

void reference_after_return_bad() {
  GThreadPool *p = make();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    return;
  closeReference(p);
}

static GThreadPool *getReference(GThreadPool *&cache) {
  if (!cache)
    cache = make();
  return cache;
}

static GThreadPool *getAddress(GThreadPool **cache) {
  if (!*cache)
    *cache = make();
  return *cache;
}

static void fillReference(GThreadPool *&cache) {
  if (!cache)
    cache = make();
}

void lazy_ok() {
  GThreadPool *c = nullptr;
  getReference(c);
  getReference(c);
  destroy(c);
}

void lazy_address_ok() {
  GThreadPool *c = nullptr;
  getAddress(&c);
  getAddress(&c);
  if (c)
    destroy(c);
}

void lazy_fill_ok() {
  GThreadPool *c = nullptr;
  fillReference(c);
  fillReference(c);
  destroy(c);
}

void lazy_pushed_ok() {
  GThreadPool *c = nullptr;
  g_thread_pool_push(getReference(c), nullptr, nullptr);
  g_thread_pool_push(getReference(c), nullptr, nullptr);
  if (c)
    destroy(c);
}

// A pool that a helper makes only if there is none is taken to be in good hands.
void lazy_bad() {
  GThreadPool *c = nullptr;
  g_thread_pool_push(getReference(c), nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c' is never released [poolguard-unreleased-pool]
}

void lazy_fill_bad() {
  GThreadPool *c = nullptr;
  fillReference(c);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c' is never released [poolguard-unreleased-pool]
  fillReference(c);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c' is never released [poolguard-unreleased-pool]
}
