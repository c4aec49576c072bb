// RUN: %check_fix %s poolguard-* -- -std=c++17 -I %root/test/Inputs/glib
// What is returned keeps its value, and can be returned at all.
#include <glib.h>
#include <memory>
#include <string>

void job(void *, void *) noexcept;
bool failed(int) noexcept;
std::string name(int) noexcept;
std::unique_ptr<int> make(int) noexcept;

struct Fixed {
  explicit Fixed(int) noexcept;
  Fixed(const Fixed &) = delete;
};

std::unique_ptr<int> local_by_name(int n) {
  std::unique_ptr<int> p = make(n);
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (failed(n))
    return p;
  g_thread_pool_free(pool, FALSE, TRUE);
  return nullptr;
}
// CHECK-FIXES-LABEL: std::unique_ptr<int> local_by_name
// CHECK-FIXES: g_thread_pool_free(pool, FALSE, TRUE);
// CHECK-FIXES-NEXT: return p;

std::string call_of_same_type(int n) {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (failed(n))
    return name(n);
  g_thread_pool_free(pool, FALSE, TRUE);
  return std::string();
}
// CHECK-FIXES-LABEL: std::string call_of_same_type
// CHECK-FIXES: = name(n);
// CHECK-FIXES-NEXT: g_thread_pool_free(pool, FALSE, TRUE);

Fixed never_moved(int n) {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (failed(n))
    return Fixed(n);
  g_thread_pool_free(pool, FALSE, TRUE);
  return Fixed(0);
}
// The value cannot be computed before the release, but a guard can come after.
// CHECK-FIXES-LABEL: Fixed never_moved
// CHECK-FIXES-NEXT: std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> pool(g_thread_pool_new(
// CHECK-FIXES: return Fixed(n);
// CHECK-FIXES-NEXT: pool.reset();

void one_handle_by_turns(int n) {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  for (int i = 0; i < n; ++i)
    pool = g_thread_pool_new(job, nullptr, i, FALSE, nullptr);
  g_thread_pool_free(pool, FALSE, TRUE);
}
