// RUN: %check_fix %s poolguard-* -- -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib -std=c++17
// What a destructor releases needs no other release; objects count as well.
#include <glib.h>
#include <memory>
#include <thread>

void job(gpointer, gpointer);
void work();
bool ready();

struct Closer {
  void operator()(GThreadPool *pool) const { g_thread_pool_free(pool, FALSE, TRUE); }
};
using PoolPtr = std::unique_ptr<GThreadPool, Closer>;

void besides_the_guard() {
  PoolPtr p(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr));
  g_thread_pool_push(p.get(), nullptr, nullptr);
  g_thread_pool_free(p.get(), FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void besides_the_guard
// CHECK-FIXES: {{^}}  g_thread_pool_push(p.get(), nullptr, nullptr);
// CHECK-FIXES-NEXT: {{^}}}

void joined_twice() {
  std::thread t(work);
  t.join();
  work();
  t.join();
}
// CHECK-FIXES-LABEL: void joined_twice
// CHECK-FIXES: {{^}}  t.join();
// CHECK-FIXES-NEXT: {{^}}  work();
// CHECK-FIXES-NEXT: {{^}}}

void detached_and_joined() {
  std::thread t(work);
  t.detach();
  t.join();
}
// CHECK-FIXES-LABEL: void detached_and_joined
// CHECK-FIXES: {{^}}  std::thread t(work);
// CHECK-FIXES-NEXT: {{^}}  t.join();

void used_after_the_reset() {
  PoolPtr p(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr));
  GThreadPool *raw = p.get();
  p.reset(); // The scope does that as well.
  g_thread_pool_push(raw, nullptr, nullptr); // no fix: no release is a statement that can be removed
}

// Else nobody would join it.
void one_of_two_arms(std::thread &t, bool now) {
  if (now)
    t.join();
  else
    work();
  t.join(); // no fix: the pool is not made by this function
}

void joined_twice_anyway(std::thread &t) {
  t.join();
  t.join();
}
// CHECK-FIXES-LABEL: void joined_twice_anyway
// CHECK-FIXES: {{^}}  t.join();
// CHECK-FIXES-NEXT: {{^}}}

template <class T> void in_a_template() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  g_thread_pool_free(p, FALSE, TRUE);
  g_thread_pool_free(p, FALSE, TRUE);
}
template void in_a_template<int>();
// CHECK-FIXES-LABEL: void in_a_template
// CHECK-FIXES-NEXT: {{^}}  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}}
