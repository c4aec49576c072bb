// RUN: %check_fix %s poolguard-unreleased-on-exception -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// No destructor runs for an object whose constructor throws.
#include <glib.h>
#include <memory>
#include <thread>
#include <vector>

void job(gpointer, gpointer);
void work();
bool condition() noexcept;

static void fails() {
  if (condition())
    throw 1;
}

struct Initialised {
  GThreadPool *pool;
  Initialised() : pool(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)) {
    fails();
  }
  ~Initialised() { g_thread_pool_free(pool, FALSE, TRUE); }
};
// CHECK-FIXES-LABEL: Initialised() :
// CHECK-FIXES-NEXT: {{^}}    std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> pool_guard(pool, [](GThreadPool *each) { g_thread_pool_free(each, FALSE, TRUE); });
// CHECK-FIXES-NEXT: {{^}}    fails();
// CHECK-FIXES-NEXT: {{^}}    (void)pool_guard.release();
// CHECK-FIXES-NEXT: {{^}}  }

struct Assigned {
  GThreadPool *pool = nullptr;
  Assigned() {
    fails();
    pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // From now on.
    fails();
  }
  ~Assigned() { g_thread_pool_free(pool, FALSE, TRUE); }
};
// CHECK-FIXES-LABEL: Assigned() {
// CHECK-FIXES-NEXT: {{^}}    fails();
// CHECK-FIXES-NEXT: {{^}}    pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // From now on.
// CHECK-FIXES-NEXT: {{^}}    std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> pool_guard(pool, 
// CHECK-FIXES-NEXT: {{^}}    fails();
// CHECK-FIXES-NEXT: {{^}}    (void)pool_guard.release();

struct Worker {
  std::thread worker;
  Worker() : worker(work) { fails(); }
  ~Worker() { worker.join(); }
};
// CHECK-FIXES-LABEL: Worker() :
// CHECK-FIXES-SAME: { std::unique_ptr<std::thread, void (*)(std::thread *)> worker_guard(&worker, [](std::thread *each) { if (each->joinable()) each->join(); }); fails(); (void)worker_guard.release(); }

struct Workers {
  std::vector<std::thread> workers;
  explicit Workers(int n) {
    for (int i = 0; i < n; i++)
      workers.emplace_back(work);
    fails();
  }
  ~Workers() {
    for (auto &each : workers)
      each.join();
  }
};
// CHECK-FIXES-LABEL: explicit Workers(int n)
// CHECK-FIXES-NEXT: {{^}}    std::unique_ptr<std::vector<std::thread>, void (*)(std::vector<std::thread> *)> workers_guard(&workers, [](std::vector<std::thread> *all) { for (auto &each : *all) if (each.joinable()) each.join(); });
// CHECK-FIXES-NEXT: {{^}}    for (int i = 0; i < n; i++)

//===----------------------------------------------------------------------===//
// None
//===----------------------------------------------------------------------===//

// The guard would come too late.
static int checked() {
  fails();
  return 1;
}
struct ByInitialiser {
  GThreadPool *pool;
  int n;
  ByInitialiser() : pool(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)), n(checked()) { n++; } // no fix: the end of the handle's life cannot be told
  ~ByInitialiser() { g_thread_pool_free(pool, FALSE, TRUE); }
};

struct ReturnsEarly {
  GThreadPool *pool;
  ReturnsEarly() : pool(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)) { // no fix: the constructor's body is left in several ways
    if (condition())
      return;
    fails();
  }
  ~ReturnsEarly() { g_thread_pool_free(pool, FALSE, TRUE); }
};

struct MayChange {
  GThreadPool *pool;
  void close();
  MayChange() : pool(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)) { // no fix: the handle may change before the scope's end
    fails();
    close();
  }
  ~MayChange() { g_thread_pool_free(pool, FALSE, TRUE); }
};

// The destructor tells it to end.
struct Loops {
  bool stop = false;
  std::thread worker;
  void loop();
  Loops() : worker([this] { loop(); }) { fails(); } // no fix: the tasks may wait for what the destructor does
  ~Loops() {
    stop = true;
    worker.join();
  }
};

struct Named {
  GThreadPool *pool;
  explicit Named(int pool) : pool(g_thread_pool_new(job, nullptr, pool, FALSE, nullptr)) { fails(); } // no fix: several places have the handle's name
  ~Named() { g_thread_pool_free(pool, FALSE, TRUE); }
};
