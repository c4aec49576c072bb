// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// References, casts and const copies are names of the same pool.
#include <glib.h>

void work(gpointer data, gpointer user_data);
bool condition();

void reference_ok() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  GThreadPool *&r = p;
  g_thread_pool_free(r, FALSE, TRUE);
}

void reference_overwrites_bad() {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  GThreadPool *&r = p;
  r = nullptr;
}

void const_copy_ok() {
  GThreadPool *const p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  auto *const q = p;
  g_thread_pool_free(q, FALSE, TRUE);
}

void casts_ok() {
  auto *p = static_cast<void *>(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
  auto *q = reinterpret_cast<GThreadPool *>(p);
  g_thread_pool_free(q, FALSE, TRUE);
}

void casts_bad() {
  auto *p = static_cast<void *>(
      g_thread_pool_new(work, nullptr, 4, TRUE, nullptr));
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  auto *q = static_cast<GThreadPool *>(p);
  g_thread_pool_push(q, nullptr, nullptr);
}

void const_reference_to_temporary_ok() {
  GThreadPool *const &p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  g_thread_pool_free(p, FALSE, TRUE);
}
