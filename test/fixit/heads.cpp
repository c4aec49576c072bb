// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// Variables of the heads of `if` and `while`: their arms release them.
#include <glib.h>
#include <thread>

namespace std {
class mutex {
public:
  void lock() noexcept;
  void unlock() noexcept;
};
template <typename M> class lock_guard {
public:
  explicit lock_guard(M &m) noexcept;
  ~lock_guard();
};
} // namespace std

void job(gpointer, gpointer) noexcept;
void work() noexcept;
bool ask(int) noexcept;
void done(int) noexcept;
#define MAKE g_thread_pool_new(job, 0, 4, 0, 0)

void one_statement() noexcept {
  if (GThreadPool *p = MAKE)
    g_thread_pool_push(p, 0, 0);
}
// CHECK-FIXES-LABEL: void one_statement(
// CHECK-FIXES-NEXT: if (GThreadPool *p = MAKE) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_push(p, 0, 0);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  }

void in_one_line() noexcept {
  if (GThreadPool *p = MAKE) g_thread_pool_push(p, 0, 0); else done(1);
}
// CHECK-FIXES-LABEL: void in_one_line(
// CHECK-FIXES-NEXT: if (GThreadPool *p = MAKE) { g_thread_pool_push(p, 0, 0); g_thread_pool_free(p, FALSE, TRUE); } else done(1);

int both_arms(int n) noexcept {
  if (std::thread t(work); ask(n)) {
    done(1);
  } else {
    done(2);
  }
  return 0;
}
// CHECK-FIXES-LABEL: int both_arms(
// CHECK-FIXES: done(1);
// CHECK-FIXES-NEXT: {{^}}    t.join();
// CHECK-FIXES-NEXT: } else {
// CHECK-FIXES-NEXT: done(2);
// CHECK-FIXES-NEXT: {{^}}    t.join();
// CHECK-FIXES-NEXT: {{^}}  }

void no_else(int n) noexcept {
  if (auto *p = MAKE; ask(n))
    g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void no_else(
// CHECK-FIXES: g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  else
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);

int returned_from(int n) noexcept {
  if (GThreadPool *p = MAKE) {
    if (ask(n))
      return 1;
    g_thread_pool_free(p, FALSE, TRUE);
  }
  return 0;
}
// CHECK-FIXES-LABEL: int returned_from(
// CHECK-FIXES: if (ask(n)) {
// CHECK-FIXES-NEXT: {{^}}      g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: return 1;

void while_it_can_be_made() noexcept {
  while (GThreadPool *p = MAKE) {
    g_thread_pool_push(p, 0, 0);
    if (ask(1))
      break;
    if (ask(2))
      continue;
    done(1);
  }
}
// CHECK-FIXES-LABEL: void while_it_can_be_made(
// CHECK-FIXES: if (ask(1)) {
// CHECK-FIXES-NEXT: {{^}}      g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: break;
// CHECK-FIXES: if (ask(2)) {
// CHECK-FIXES-NEXT: {{^}}      g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: continue;
// CHECK-FIXES: done(1);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);

// In the other arm there is no pool.
int empty_arm(int n) noexcept {
  if (GThreadPool *p = MAKE) {
  } else {
    done(n);
  }
  return 1;
}
// CHECK-FIXES-LABEL: int empty_arm(
// CHECK-FIXES-NEXT: if (GThreadPool *p = MAKE) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: } else {
// CHECK-FIXES-NEXT: done(n);
// CHECK-FIXES-NEXT: {{^}}  }

void in_a_loop(int n) noexcept {
  for (int i = 0; i < n; i++)
    if (std::thread t(work); ask(i)) {
      t.join();
      break;
    }
}
// CHECK-FIXES-LABEL: void in_a_loop(
// CHECK-FIXES: break;
// CHECK-FIXES-NEXT: {{^}}    } else {
// CHECK-FIXES-NEXT: {{^}}      t.join();
// CHECK-FIXES-NEXT: {{^}}    }

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

std::mutex mutex;

void lock_in_the_head(int n) noexcept {
  if (std::lock_guard<std::mutex> hold(mutex); ask(n))
    if (GThreadPool *p = MAKE) // no fix: 'hold' is held where the release would wait
      g_thread_pool_push(p, 0, 0);
}

void of_a_for(int n) noexcept {
  for (GThreadPool *p = MAKE; n > 0; n--) // no fix: several variables have the handle's name
    g_thread_pool_push(p, 0, 0);
}

void of_a_switch(int n) noexcept {
  switch (GThreadPool *p = MAKE; n) { // no fix: several variables have the handle's name
  case 1:
    g_thread_pool_push(p, 0, 0);
    break;
  default:
    done(1);
  }
}

// `p` is the other one after the first.
void two_of_the_name(int n) noexcept {
  if (GThreadPool *p = MAKE) // no fix: several variables have the handle's name
    g_thread_pool_push(p, 0, 0);
  if (GThreadPool *p = MAKE)
    g_thread_pool_free(p, FALSE, TRUE);
}

GThreadPool *kept;

void somebody_else_has_it(int n) noexcept {
  if (GThreadPool *p = MAKE) { // no fix: a release on this path would be wrong on another
    if (ask(n))
      kept = p;
    else
      g_thread_pool_push(p, 0, 0);
  }
}

void conditions(int n) noexcept {
  if (std::thread t(work); ask(n) && ask(n + 1)) {
    done(1);
  } else if (ask(n + 2)) {
    t.join();
  } else {
    t.detach();
  }
}
// CHECK-FIXES-LABEL: void conditions(
// CHECK-FIXES: done(1);
// CHECK-FIXES-NEXT: {{^}}    t.join();
// CHECK-FIXES-NEXT: } else if (ask(n + 2)) {

void while_without_events(int n) noexcept {
  while (GThreadPool *p = MAKE) {
    done(n);
  }
}
// CHECK-FIXES-LABEL: void while_without_events(
// CHECK-FIXES: done(n);
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);

// The `else` is the inner one's.
void dangling(int n) noexcept {
  if (std::thread t(work); ask(n)) // no fix: the statement has no place for an 'else'
    if (ask(n + 1))
      t.join();
}
