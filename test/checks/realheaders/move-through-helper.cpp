// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- %glib_flags -std=c++17
// REQUIRES: glib
// Visible helpers that move a thread or a pool from one parameter into another.
#include <glib.h>
#include <thread>
#include <utility>

void work();
bool ready();
void run(gpointer, gpointer);

static GThreadPool *make() {
  return g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
}

static void destroy(GThreadPool *p) {
  g_thread_pool_free(p, FALSE, TRUE);
}

static void replaceJoined(std::thread &to, std::thread from) {
  if (to.joinable())
    to.join();
  to = std::move(from);
}

static void replaceValue(std::thread &to, std::thread from) {
  to = std::move(from);
}

static void replaceRvalue(std::thread &to, std::thread &&from) {
  to = std::move(from);
}

static void joinValue(std::thread t) {
  t.join();
}

static void joinRvalue(std::thread &&t) {
  t.join();
}

static void replacePool(GThreadPool *&to, GThreadPool *from) {
  if (to)
    destroy(to);
  to = from;
}

void value_ok() {
  std::thread t;
  replaceValue(t, std::thread(work));
  t.join();
}

void rvalue_ok() {
  std::thread t;
  replaceRvalue(t, std::thread(work));
  t.join();
}

void joined_first_ok() {
  std::thread t;
  replaceJoined(t, std::thread(work));
  t.join();
}

void joined_first_twice_ok() {
  std::thread t;
  replaceJoined(t, std::thread(work));
  replaceJoined(t, std::thread(work));
  t.join();
}

void temporary_ok() {
  joinValue(std::thread(work));
}

void moved_ok() {
  std::thread t(work);
  joinRvalue(std::move(t));
}

void pool_ok() {
  GThreadPool *p = nullptr;
  replacePool(p, make());
  replacePool(p, nullptr);
}

void pool_twice_ok() {
  GThreadPool *p = nullptr;
  replacePool(p, make());
  replacePool(p, make());
  replacePool(p, nullptr);
}

void early_return_bad() {
  std::thread t;
  t = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  joinRvalue(std::move(t));
}

// What was moved through a parameter is taken to be in good hands.
void FN_value_bad() {
  std::thread t;
  replaceValue(t, std::thread(work));
  if (ready())
    return;
  t.join();
}

void FN_rvalue_bad() {
  std::thread t;
  replaceRvalue(t, std::thread(work));
  if (ready())
    return;
  t.join();
}

void FN_moved_local_bad() {
  std::thread s(work), t;
  replaceValue(t, std::move(s));
  if (ready())
    return;
  t.join();
}

void pool_bad() {
  GThreadPool *p = nullptr;
  replacePool(p, make());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    return;
  destroy(p);
}
