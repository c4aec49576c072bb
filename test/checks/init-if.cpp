// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Variables declared in conditions.
#include <glib.h>
#include <thread>

void work(gpointer data, gpointer user_data);
void thread_work();
bool condition();

void declared_in_if_ok() {
  if (GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr))
    g_thread_pool_free(p, FALSE, TRUE);
}

void declared_in_if_bad() {
  if (GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
    g_thread_pool_push(p, nullptr, nullptr);
}

void init_statement_ok() {
  if (auto *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr); p != nullptr)
    g_thread_pool_free(p, FALSE, TRUE);
}

void init_statement_bad() {
  if (auto *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr); condition())
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    g_thread_pool_free(p, FALSE, TRUE);
}

void else_branch_ok() {
  if (auto *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr); condition())
    g_thread_pool_free(p, FALSE, TRUE);
  else
    g_thread_pool_free(p, TRUE, TRUE);
}

void thread_in_if_ok() {
  if (std::thread t(thread_work); t.joinable())
    t.join();
}

void thread_in_if_bad() {
  if (std::thread t(thread_work); condition())
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
    t.join();
}

void in_while_ok() {
  while (GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr)) {
    const bool more = condition();
    g_thread_pool_free(p, FALSE, TRUE);
    if (!more)
      break;
  }
}

void in_while_bad() {
  while (GThreadPool *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr)) {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    if (condition())
      break;
    g_thread_pool_free(p, FALSE, TRUE);
  }
}

void in_switch_ok() {
  switch (auto *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
          condition() ? 1 : 2) {
  case 1:
    g_thread_pool_free(p, TRUE, TRUE);
    break;
  default:
    g_thread_pool_free(p, FALSE, TRUE);
  }
}
