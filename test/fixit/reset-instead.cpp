// RUN: %check_fix %s poolguard-* -- -std=c++17 -I %root/test/Inputs/glib
// `p.release();` gives up the pool, and nobody takes it.
#include <glib.h>
#include <memory>

void job(gpointer, gpointer);
bool condition();
void other_work();
struct Free {
  void operator()(GThreadPool *p) const { g_thread_pool_free(p, FALSE, TRUE); }
};
using Pool = std::unique_ptr<GThreadPool, Free>;
struct Server {
  GThreadPool *pool;
};

void given_up() {
  Pool p(g_thread_pool_new(job, nullptr, 4, TRUE, nullptr));
  g_thread_pool_push(p.get(), nullptr, nullptr);
  p.release();
  other_work();
}
// CHECK-FIXES-LABEL: void given_up()
// CHECK-FIXES: p.reset();
// CHECK-FIXES-NEXT: other_work();

void on_one_path() {
  Pool p(g_thread_pool_new(job, nullptr, 4, TRUE, nullptr));
  if (condition())
    p.release();
}
// CHECK-FIXES-LABEL: void on_one_path()
// CHECK-FIXES: if (condition())
// CHECK-FIXES-NEXT: p.reset();

// Somebody has the pool besides.
void kept(Server &s) {
  Pool p(g_thread_pool_new(job, nullptr, 4, TRUE, nullptr));
  s.pool = p.get();
  p.release();
}

// A pointer is used behind it.
void used() {
  Pool p(g_thread_pool_new(job, nullptr, 4, TRUE, nullptr));
  GThreadPool *raw = p.get();
  p.release();
  g_thread_pool_push(raw, nullptr, nullptr);
}

// It is said to be meant so.
void on_purpose() {
  Pool p(g_thread_pool_new(job, nullptr, 4, TRUE, nullptr)); // no fix: the handle may not hold the pool where it is lost
  (void)p.release();
}

void taken(Server &s) {
  Pool p(g_thread_pool_new(job, nullptr, 4, TRUE, nullptr));
  s.pool = p.release();
}
