// RUN: %check_tidy %s poolguard-unreleased-pool -- %glib_flags -std=c++17
// REQUIRES: glib
// Visible helpers that start a thread or make a pool in the caller's variable, and say by their result whether they did.
#include <cstdlib>
#include <glib.h>
#include <memory>
#include <pthread.h>
#include <thread>

void work();
bool ready();
int step();
void run(gpointer, gpointer);
void *routine(void *);

static GThreadPool *make() {
  return g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
}

static void destroy(GThreadPool *p) {
  g_thread_pool_free(p, FALSE, TRUE);
}

static bool start(std::thread &t) {
  if (!ready())
    return false;
  t = std::thread(work);
  return true;
}

static void startAlways(std::thread &t) {
  t = std::thread(work);
}

// A thread assigned through a caller's pointer is the caller's, as it is by reference.
static int startAddress_ok(std::thread *t) {
  if (!ready())
    return -1;
  *t = std::thread(work);
  return 0;
}

static bool startOwner(std::unique_ptr<std::thread> &t) {
  if (!ready())
    return false;
  t = std::make_unique<std::thread>(work);
  return true;
}

void reference_ok() {
  std::thread t;
  if (!start(t))
    return;
  t.join();
}

void reference_if_ok() {
  std::thread t;
  if (start(t))
    t.join();
}

void joinable_ok() {
  std::thread t;
  start(t);
  if (t.joinable())
    t.join();
}

void always_ok() {
  std::thread t;
  startAlways(t);
  t.join();
}

void address_ok() {
  std::thread t;
  if (startAddress_ok(&t))
    return;
  t.join();
}

void owner_ok() {
  std::unique_ptr<std::thread> t;
  if (!startOwner(t))
    return;
  t->join();
}

void reference_bad() {
  std::thread t;
  if (!start(t))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
    return;
  if (step())
    return;
  t.join();
}

void always_bad() {
  std::thread t;
  startAlways(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (step())
    return;
  t.join();
}

void FN_address_bad() {
  std::thread t;
  if (startAddress_ok(&t) != 0)
    return;
  if (step())
    return;
  t.join();
}

void owner_bad() {
  std::unique_ptr<std::thread> t;
  if (!startOwner(t))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
    return;
  if (step())
    return;
  t->join();
}

void wrong_way_round_bad() {
  std::thread t;
  if (start(t))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
    return;
}

static bool createReference(pthread_t &t) {
  return pthread_create(&t, nullptr, routine, nullptr) == 0;
}

static bool createAddress(pthread_t *t) {
  return pthread_create(t, nullptr, routine, nullptr) == 0;
}

static int createCode(pthread_t &t) {
  return pthread_create(&t, nullptr, routine, nullptr);
}

static void createOrThrow(pthread_t &t) {
  if (pthread_create(&t, nullptr, routine, nullptr))
    throw 1;
}

static bool createBranches(pthread_t &t) {
  if (pthread_create(&t, nullptr, routine, nullptr))
    return false;
  return true;
}

static pthread_t createOrAbort() {
  pthread_t t;
  if (pthread_create(&t, nullptr, routine, nullptr))
    abort();
  return t;
}

void create_reference_ok() {
  pthread_t t;
  if (!createReference(t))
    return;
  pthread_join(t, nullptr);
}

void create_address_ok() {
  pthread_t t;
  if (!createAddress(&t))
    return;
  pthread_join(t, nullptr);
}

void create_code_ok() {
  pthread_t t;
  if (createCode(t))
    return;
  pthread_join(t, nullptr);
}

void create_or_throw_ok() {
  pthread_t t;
  createOrThrow(t);
  pthread_join(t, nullptr);
}

void create_branches_ok() {
  pthread_t t;
  if (!createBranches(t))
    return;
  pthread_join(t, nullptr);
}

void create_or_abort_ok() {
  pthread_t t = createOrAbort();
  pthread_join(t, nullptr);
}

void create_reference_bad() {
  pthread_t t;
  if (!createReference(t))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
    return;
  if (step())
    return;
  pthread_join(t, nullptr);
}

void create_code_bad() {
  pthread_t t;
  if (createCode(t) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
    return;
  if (step())
    return;
  pthread_join(t, nullptr);
}

void create_or_abort_bad() {
  pthread_t t = createOrAbort();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (step())
    return;
  pthread_join(t, nullptr);
}

static bool makeReference(GThreadPool *&out) {
  out = make();
  if (!out)
    return false;
  return true;
}

static int makeUnlessBusy(GThreadPool *&out) {
  if (step())
    return -1;
  out = make();
  return 0;
}

static bool makeIf(GThreadPool *&out) {
  if (ready())
    return false;
  out = make();
  return true;
}

void make_reference_ok() {
  GThreadPool *p = nullptr;
  if (!makeReference(p))
    return;
  destroy(p);
}

void negative_code_ok() {
  GThreadPool *p = nullptr;
  if (makeUnlessBusy(p) < 0)
    return;
  destroy(p);
}

void code_kept_ok() {
  GThreadPool *p = nullptr;
  int code = makeUnlessBusy(p);
  if (p)
    destroy(p);
  if (code)
    return;
}

void uninitialised_ok() {
  GThreadPool *p;
  if (makeIf(p))
    destroy(p);
}

void null_test_ok() {
  GThreadPool *p = nullptr;
  makeIf(p);
  if (p)
    destroy(p);
}

void make_if_bad() {
  GThreadPool *p;
  if (makeIf(p) && step())
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
    destroy(p);
}

void make_reference_bad() {
  GThreadPool *p = nullptr;
  if (!makeReference(p))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
    return;
  if (step())
    return;
  destroy(p);
}
