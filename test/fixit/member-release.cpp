// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// Members that the destructor releases.
#include <glib.h>
#include <memory>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

void work();
void *routine(void *);
void run(gpointer, gpointer);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)

class NoDestructor {
  GThreadPool *pool_;

public:
  NoDestructor() : pool_(MAKE) {}
  void push() { g_thread_pool_push(pool_, nullptr, nullptr); }
};
// CHECK-FIXES-LABEL: class NoDestructor {
// CHECK-FIXES: NoDestructor() : pool_(MAKE) {}
// CHECK-FIXES-NEXT:   NoDestructor(const NoDestructor &) = delete;
// CHECK-FIXES-NEXT:   NoDestructor &operator=(const NoDestructor &) = delete;
// CHECK-FIXES-NEXT:   ~NoDestructor() {
// CHECK-FIXES-NEXT:     if (pool_)
// CHECK-FIXES-NEXT:       g_thread_pool_free(pool_, FALSE, TRUE);
// CHECK-FIXES-NEXT:   }
// CHECK-FIXES-NEXT:   void push()

class EmptyDestructor {
  GThreadPool *pool_;

public:
  EmptyDestructor() : pool_(MAKE) {}
  EmptyDestructor(const EmptyDestructor &) = delete;
  EmptyDestructor &operator=(const EmptyDestructor &) = delete;
  ~EmptyDestructor() {}
};
// CHECK-FIXES-LABEL: class EmptyDestructor {
// CHECK-FIXES: ~EmptyDestructor() {
// CHECK-FIXES-NEXT:     if (pool_)
// CHECK-FIXES-NEXT:       g_thread_pool_free(pool_, FALSE, TRUE);
// CHECK-FIXES-NEXT:   }

// The release comes before what the tasks may use goes.
class DestroysMore {
  GThreadPool *pool_;
  int *data_ = new int;

public:
  DestroysMore() : pool_(MAKE) {}
  DestroysMore(const DestroysMore &) = delete;
  ~DestroysMore() {
    delete data_;
  }
};
// CHECK-FIXES-LABEL: class DestroysMore {
// CHECK-FIXES: ~DestroysMore() {
// CHECK-FIXES-NEXT: if (pool_) g_thread_pool_free(pool_, FALSE, TRUE);
// CHECK-FIXES-NEXT: delete data_;

// Nobody gave it a value before it is started.
class Started {
  GThreadPool *pool_;

public:
  Started() {}
  void start() { pool_ = MAKE; }
  ~Started() { work(); }
};
// CHECK-FIXES-LABEL: class Started {
// CHECK-FIXES-NEXT: GThreadPool *pool_ = nullptr;
// CHECK-FIXES: Started(const Started &) = delete;
// CHECK-FIXES: if (pool_)

class Stopped {
  GThreadPool *pool_;
  int n;

public:
  Stopped() : pool_(MAKE) {}
  void stop() {
    g_thread_pool_free(pool_, FALSE, TRUE);
    pool_ = nullptr;
  }
  ~Stopped() { n = 0; }
};
// CHECK-FIXES-LABEL: class Stopped {
// CHECK-FIXES: if (pool_)

class UsesAtEnd {
  GThreadPool *pool_ = MAKE;

public:
  UsesAtEnd() = default;
  UsesAtEnd(const UsesAtEnd &) = delete;
  ~UsesAtEnd() {
    g_thread_pool_push(pool_, nullptr, nullptr);
  }
};
// CHECK-FIXES-LABEL: class UsesAtEnd {
// CHECK-FIXES: g_thread_pool_push(pool_, nullptr, nullptr);
// CHECK-FIXES-NEXT: if (pool_) g_thread_pool_free(pool_, FALSE, TRUE);

class SomeWaysOnly {
  GThreadPool *pool_;
  bool quick_;

public:
  explicit SomeWaysOnly(bool quick) : pool_(MAKE), quick_(quick) {}
  ~SomeWaysOnly() {
    if (quick_)
      return;
    g_thread_pool_free(pool_, FALSE, TRUE);
  }
};
// CHECK-FIXES-LABEL: class SomeWaysOnly {
// CHECK-FIXES: ~SomeWaysOnly() {
// CHECK-FIXES-NEXT: if (quick_) g_thread_pool_free(pool_, FALSE, TRUE);
// CHECK-FIXES-NEXT: if (quick_)
// CHECK-FIXES-NEXT: return;

class MovesOut {
  GThreadPool *pool_;

public:
  MovesOut() : pool_(MAKE) {}
  MovesOut(MovesOut &&o) : pool_(std::exchange(o.pool_, nullptr)) {}
  ~MovesOut() {}
};
// CHECK-FIXES-LABEL: class MovesOut {
// CHECK-FIXES: if (pool_)

class OutOfLine {
  GThreadPool *pool_;

public:
  OutOfLine();
  ~OutOfLine();
};
OutOfLine::OutOfLine() : pool_(MAKE) {}
OutOfLine::~OutOfLine() = default;
// CHECK-FIXES-LABEL: class OutOfLine {
// CHECK-FIXES: OutOfLine(const OutOfLine &) = delete;
// CHECK-FIXES: OutOfLine::~OutOfLine() {
// CHECK-FIXES-NEXT: if (pool_)

class ManyPools {
  std::vector<GThreadPool *> pools_;

public:
  void add() { pools_.push_back(MAKE); }
  ~ManyPools() {
    work();
  }
};
// CHECK-FIXES-LABEL: class ManyPools {
// CHECK-FIXES: ManyPools() = default;
// CHECK-FIXES-NEXT: ManyPools(const ManyPools &) = delete;
// CHECK-FIXES: for (auto &each : pools_) if (each) g_thread_pool_free(each, FALSE, TRUE);

struct Inner {
  std::thread t;
  GThreadPool *pool = nullptr;
};

class BehindPointer {
  Inner *inner;

public:
  BehindPointer() : inner(new Inner) { inner->t = std::thread(work); }
  ~BehindPointer() {
    delete inner;
  }
};
// CHECK-FIXES-LABEL: class BehindPointer {
// CHECK-FIXES: if (inner && inner->t.joinable()) inner->t.join();
// CHECK-FIXES-NEXT: delete inner;

class Implementation {
  std::unique_ptr<Inner> inner;

public:
  Implementation() : inner(new Inner) { inner->pool = MAKE; }
  ~Implementation() { work(); }
};
// CHECK-FIXES-LABEL: class Implementation {
// CHECK-FIXES: if (inner && inner->pool)

class Part {
  Inner part;

public:
  Part() { part.t = std::thread(work); }
};
// CHECK-FIXES-LABEL: class Part {
// CHECK-FIXES: ~Part() {
// CHECK-FIXES-NEXT: if (part.t.joinable())
// CHECK-FIXES-NEXT: part.t.join();

class Pthread {
  pthread_t t_;

public:
  Pthread() { pthread_create(&t_, nullptr, routine, this); }
  ~Pthread() { work(); }
};
// CHECK-FIXES-LABEL: class Pthread {
// CHECK-FIXES: ~Pthread() { pthread_join(t_, nullptr);

// A flag knows what the handle does not.
class PthreadWithFlag {
  pthread_t t_;
  bool running_ = false;

public:
  void start() {
    if (pthread_create(&t_, nullptr, routine, this) == 0)
      running_ = true;
  }
  ~PthreadWithFlag() { work(); }
};
// CHECK-FIXES-LABEL: class PthreadWithFlag {
// CHECK-FIXES: PthreadWithFlag() = default;
// CHECK-FIXES: if (running_) pthread_join(t_, nullptr);
