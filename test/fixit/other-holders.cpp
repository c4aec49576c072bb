// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// The pool was moved: who has it by then releases it.
#include <glib.h>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void job(gpointer, gpointer) noexcept;
void work() noexcept;
bool ask(int) noexcept;
void done(int) noexcept;
void sees(std::thread &) noexcept;
#define MAKE g_thread_pool_new(job, 0, 4, 0, 0)

struct Free {
  void operator()(GThreadPool *p) const noexcept {
    g_thread_pool_free(p, FALSE, TRUE);
  }
};

int moved(int n) noexcept {
  std::thread a(work);
  std::thread b = std::move(a);
  done(n);
  return 0;
}
// CHECK-FIXES-LABEL: int moved(
// CHECK-FIXES: done(n);
// CHECK-FIXES-NEXT: {{^}}  b.join();
// CHECK-FIXES-NEXT: return 0;

void moved_if_told(int n) noexcept {
  std::thread a(work), b;
  if (ask(n))
    b = std::move(a);
  if (a.joinable())
    a.join();
}
// CHECK-FIXES-LABEL: void moved_if_told(
// CHECK-FIXES: a.join();
// CHECK-FIXES-NEXT: {{^}}  if (b.joinable()) b.join();

void moved_twice() noexcept {
  std::thread a(work), b, c;
  b = std::move(a);
  c = std::move(b);
}
// CHECK-FIXES-LABEL: void moved_twice(
// CHECK-FIXES: c = std::move(b);
// CHECK-FIXES-NEXT: {{^}}  c.join();

void let_go() noexcept {
  std::unique_ptr<GThreadPool, Free> p(MAKE);
  GThreadPool *raw = p.release();
  g_thread_pool_push(raw, 0, 0);
}
// CHECK-FIXES-LABEL: void let_go(
// CHECK-FIXES: g_thread_pool_push(raw, 0, 0);
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(raw, FALSE, TRUE);

void swapped(int n) noexcept {
  std::thread a, b(work);
  a.swap(b);
  if (ask(n))
    return;
  a.join();
}
// CHECK-FIXES-LABEL: void swapped(
// CHECK-FIXES: if (ask(n)) {
// CHECK-FIXES-NEXT: {{^}}    a.join();
// CHECK-FIXES-NEXT: return;

void name_lost() noexcept {
  GThreadPool *p = MAKE, *q = p;
  p = nullptr;
  g_thread_pool_push(q, 0, 0);
}
// CHECK-FIXES-LABEL: void name_lost(
// CHECK-FIXES: g_thread_pool_push(q, 0, 0);
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(q, FALSE, TRUE);

void into_a_vector(int n) noexcept {
  std::vector<std::thread> all;
  for (int i = 0; i < n; i++) {
    std::thread t(work);
    all.push_back(std::move(t));
  }
}
// CHECK-FIXES-LABEL: void into_a_vector(
// CHECK-FIXES: all.push_back
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES-NEXT: {{^}}  for (auto &each : all) if (each.joinable()) each.join();

void into_the_head_of_an_if(int n) noexcept {
  std::thread a(work);
  if (std::thread b = std::move(a); ask(n))
    b.join();
}
// CHECK-FIXES-LABEL: void into_the_head_of_an_if(
// CHECK-FIXES: b.join();
// CHECK-FIXES-NEXT: {{^}}  else
// CHECK-FIXES-NEXT: {{^}}    b.join();

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

// Where it was not moved there is nothing in `b`, and no question tells.
void one_of_two_pointers(int n) noexcept {
  GThreadPool *a = MAKE, *b; // no fix: a release on this path would be wrong on another
  if (ask(n)) {
    b = a;
    a = nullptr;
  }
  if (a)
    g_thread_pool_free(a, FALSE, TRUE);
}

// Somebody else's pool comes to the same variable.
void given_or_made(GThreadPool *given, int n) noexcept {
  GThreadPool *a = MAKE; // no fix: a release on this path would be wrong on another
  GThreadPool *b = given;
  if (ask(n)) {
    b = a;
    a = nullptr;
  } else {
    g_thread_pool_free(a, FALSE, TRUE);
  }
  g_thread_pool_push(b, 0, 0);
}

// Both are needed.
void either(int n) noexcept {
  std::thread a(work); // no fix: the handle may not hold the pool where it is lost
  std::thread b;
  if (ask(n))
    b = std::move(a);
}

void dropped() noexcept {
  std::unique_ptr<GThreadPool, Free> p(MAKE);
  p.release();
}
// CHECK-FIXES-LABEL: void dropped(
// CHECK-FIXES: p.reset();

// What is swapped in is not known to be open.
void swapped_out(std::thread &mine, int n) noexcept {
  std::thread a(work);
  std::swap(a, mine);
  done(n);
}

// The name that is left is a parameter's copy.
void kept_by_owner(int n) noexcept {
  GThreadPool *raw = MAKE;
  std::unique_ptr<GThreadPool, Free> owner(raw);
  raw = nullptr;
  done(n);
}

// After the block the new name is gone, and the old one is empty.
void inner_name(int n) noexcept {
  GThreadPool *p = MAKE;
  if (ask(n)) {
    GThreadPool *q = p;
    p = nullptr;
    g_thread_pool_push(q, 0, 0);
  }
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void inner_name(
// CHECK-FIXES: g_thread_pool_push(q, 0, 0);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(q, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  }
