// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// Handles in a `std::optional` and in a `void *`.
#include <glib.h>
#include <optional>
#include <thread>

void job(gpointer, gpointer) noexcept;
void work() noexcept;
bool ask(int) noexcept;
void done(int) noexcept;
#define MAKE g_thread_pool_new(job, 0, 4, 0, 0)

void object(int n) noexcept {
  std::optional<std::thread> t;
  t.emplace(work);
  if (ask(n))
    return;
  t->join();
}
// CHECK-FIXES-LABEL: void object(
// CHECK-FIXES: if (ask(n)) {
// CHECK-FIXES-NEXT: {{^}}    t->join();
// CHECK-FIXES-NEXT: return;

void sometimes(int n) noexcept {
  std::optional<std::thread> t;
  if (ask(n))
    t.emplace(work);
}
// CHECK-FIXES-LABEL: void sometimes(
// CHECK-FIXES: t.emplace(work);
// CHECK-FIXES-NEXT: {{^}}  if (t && t->joinable()) t->join();

void pointer(int n) noexcept {
  std::optional<GThreadPool *> p(MAKE);
  g_thread_pool_push(*p, 0, 0);
  if (ask(n))
    g_thread_pool_free(*p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void pointer(
// CHECK-FIXES: g_thread_pool_free(*p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  else
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(*p, FALSE, TRUE);

void pointer_asked_for(int n) noexcept {
  std::optional<GThreadPool *> p;
  if (ask(n))
    p = MAKE;
  if (p && ask(n + 1))
    g_thread_pool_push(*p, 0, 0);
}
// CHECK-FIXES-LABEL: void pointer_asked_for(
// CHECK-FIXES: g_thread_pool_push(*p, 0, 0);
// CHECK-FIXES-NEXT: {{^}}  if (p && *p) g_thread_pool_free(*p, FALSE, TRUE);

int untyped(int n) noexcept {
  void *p = MAKE;
  g_thread_pool_push(static_cast<GThreadPool *>(p), 0, 0);
  if (ask(n))
    return 1;
  g_thread_pool_free(static_cast<GThreadPool *>(p), FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int untyped(
// CHECK-FIXES: if (ask(n)) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(static_cast<GThreadPool *>(p), FALSE, TRUE);
// CHECK-FIXES-NEXT: return 1;

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

std::optional<std::thread> kept;

void given_away(int n) noexcept {
  std::optional<std::thread> t;
  t.emplace(work);
  if (ask(n)) {
    kept = std::move(t);
    return;
  }
  t->join();
}

void emptied(int n) noexcept {
  std::optional<GThreadPool *> p(MAKE); // no fix: the statement that loses the handle uses it, too
  if (ask(n))
    p.reset();
  else
    g_thread_pool_free(*p, FALSE, TRUE);
}

void *stored;

void untyped_and_stored(int n) noexcept {
  void *p = MAKE;
  if (ask(n))
    stored = p;
  done(n);
}
// CHECK-FIXES-LABEL: void untyped_and_stored(
// CHECK-FIXES: stored = p;
// CHECK-FIXES-NEXT: else
// CHECK-FIXES-NEXT: g_thread_pool_free(static_cast<GThreadPool *>(p), FALSE, TRUE);
