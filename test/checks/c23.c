// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c23
// What C23 brought: auto, nullptr, attributes, constexpr, a label at the end.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

#define NEW_POOL() g_thread_pool_new(work, nullptr, 4, FALSE, nullptr)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

void auto_ok(void) {
  auto p = NEW_POOL();
  if (p == nullptr)
    return;
  FREE_POOL(p);
}

void auto_bad(void) {
  auto p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    return;
  FREE_POOL(p);
}

void nullptr_ok(void) {
  GThreadPool *p = nullptr;
  if (condition())
    p = NEW_POOL();
  if (p != nullptr)
    FREE_POOL(p);
}

void typeof_ok(void) {
  [[maybe_unused]] typeof(NEW_POOL()) p = NEW_POOL();
  FREE_POOL(p);
}

constexpr int count = 4;

void array_ok(void) {
  GThreadPool *pools[count] = {};
  for (int i = 0; i < count; i++)
    pools[i] = NEW_POOL();
  for (int i = 0; i < count; i++)
    FREE_POOL(pools[i]);
}

void array_bad(void) {
  GThreadPool *pools[count] = {};
  for (int i = 0; i < count; i++)
    pools[i] = NEW_POOL();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool
}

void label_at_end_bad(void) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    goto out;
  FREE_POOL(p);
out:
}
