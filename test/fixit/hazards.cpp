// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=c++20 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// As hazards.c; with objects, and guards.
#include <glib.h>
#include <memory>
#include <thread>
#include <utility>

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
bool ask(int) noexcept;
int value() noexcept;
void done(int) noexcept;
struct Error {};
static void may() {
  if (ask(1))
    throw Error();
}

//===----------------------------------------------------------------------===//
// Releases
//===----------------------------------------------------------------------===//

int lambda_is_told_later(int n) noexcept {
  bool stop = false;
  std::thread t([&]() noexcept { // no fix: the routine ends after a change of 'stop' only
    while (!stop)
      done(1);
  });
  if (ask(n))
    return 1;
  stop = true;
  t.join();
  return 0;
}

std::mutex mutex;

// A guard waits when the lock is gone.
int lock_object(int n) noexcept {
  std::thread t([]() noexcept { done(1); });
  std::lock_guard<std::mutex> hold(mutex);
  done(n);
  return 0;
}
// CHECK-FIXES-LABEL: int lock_object(
// CHECK-FIXES-NEXT: std::jthread t(

int lock_object_before(int n) noexcept {
  std::lock_guard<std::mutex> hold(mutex);
  std::thread t([]() noexcept { done(1); }); // no fix: 'hold' is held where the release would wait
  done(n);
  return 0;
}

int lock_object_of_a_block(int n) noexcept {
  std::thread t([]() noexcept { done(1); });
  {
    std::lock_guard<std::mutex> hold(mutex);
    done(n);
  }
  return 0;
}
// CHECK-FIXES-LABEL: int lock_object_of_a_block
// CHECK-FIXES: done(n);
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: t.join();
// CHECK-FIXES-NEXT: return 0;

void take(std::thread t) noexcept;

int moved_on_a_path(bool b) noexcept {
  std::thread t([]() noexcept { done(1); });
  if (b)
    take(std::move(t));
  return 0;
}
// CHECK-FIXES-LABEL: int moved_on_a_path
// CHECK-FIXES: if (t.joinable()) t.join();
// CHECK-FIXES-NEXT: return 0;

struct OnEnd {
  GThreadPool *p;
  ~OnEnd() { g_thread_pool_push(p, nullptr, nullptr); }
};

int used_by_a_destructor() noexcept {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  OnEnd e{p};
  return value();
}
// CHECK-FIXES-LABEL: int used_by_a_destructor
// CHECK-FIXES: std::unique_ptr<GThreadPool
// CHECK-FIXES: OnEnd e{p.get()};

int set_by_turns(int n) noexcept {
  GThreadPool *p; // A guard may be jumped past.
  switch (n) {
  case 0:
    return 0;
  default:
    p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: the destructor of 'e' may use the pool
    OnEnd e{p};
    return value();
  }
}

int hidden_by_a_type() noexcept {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: several variables have the handle's name
  if (ask(0)) {
    struct p {
      int n;
    } s = {value()};
    return s.n;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

//===----------------------------------------------------------------------===//
// Guards
//===----------------------------------------------------------------------===//

int loop_in_a_guard() {
  bool stop = false;
  std::thread t([&]() noexcept { // no fix: the routine ends after a change of 'stop' only
    while (!stop)
      done(1);
  });
  may();
  stop = true;
  t.join();
  return 0;
}

int ends_in_a_guard() {
  std::thread t([]() noexcept { done(1); });
  may();
  t.join();
  return 0;
}
// CHECK-FIXES-LABEL: int ends_in_a_guard
// CHECK-FIXES-NEXT: std::jthread t(

int owned_by_a_later_object() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: 'd', which the tasks may use, does not outlive a guard
  auto d = std::make_unique<int>(3);
  g_thread_pool_push(p, d.get(), nullptr);
  may();
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
