// RUN: %check_tidy %s poolguard-use-after-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// The minimal pair: the smallest code that must be reported, and the same code
// without the defect.
#include <glib.h>

void work(gpointer data, gpointer user_data);

void used_bad() {
  auto *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_push(p, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void used_ok() {
  auto *p = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  g_thread_pool_push(p, nullptr, nullptr);
  g_thread_pool_free(p, FALSE, TRUE);
}
