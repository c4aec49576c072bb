// RUN: %check_tidy %s poolguard-unreleased-member,poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Classes whose constructors and destructors nobody wrote.
#include <glib.h>
#include <memory>
#include <thread>

void work();
bool ready();
void run(gpointer, gpointer);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Open_bad {
  std::thread t{work};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; 'Open_bad' has no destructor that releases it; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
};

struct Assigned_bad {
  std::thread t = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; 'Assigned_bad' has no destructor that releases it; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
};

struct Joined_ok {
  std::thread t{work};
  ~Joined_ok() { t.join(); }
};

// Whoever uses it joins.
struct ByHand_ok {
  std::thread t{work};
  void stop() { t.join(); }
};

struct ByUser_ok {
  std::thread t{work};
};
void use_it() {
  ByUser_ok user;
  user.t.join();
}

struct ByBinding_ok {
  std::thread t{work};
  int n = 0;
};
void bind_it() {
  ByBinding_ok user;
  auto &[t, n] = user;
  t.join();
}

struct Aggregate_ok {
  std::thread t;
};

class Private_bad {
  GThreadPool *pool = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released; 'Private_bad' has no destructor that releases it [poolguard-unreleased-member]
};

class Empty_bad {
  GThreadPool *pool = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released by '~Empty_bad' [poolguard-unreleased-member]

public:
  ~Empty_bad() {}
};

class Defaulted_bad {
  GThreadPool *pool = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released by '~Defaulted_bad' [poolguard-unreleased-member]

public:
  Defaulted_bad() = default;
  ~Defaulted_bad();
  int n = 0;
};
inline Defaulted_bad::~Defaulted_bad() {}

class Freed_ok {
  GThreadPool *pool = MAKE;

public:
  ~Freed_ok() { FREE(pool); }
};

class Pointer_bad {
  std::unique_ptr<std::thread> t = std::make_unique<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; 'Pointer_bad' has no destructor that releases it; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
};

class Pointer_ok {
  std::unique_ptr<std::thread> t = std::make_unique<std::thread>(work);

public:
  ~Pointer_ok() { t->join(); }
};

// Told of where it is opened, not of each class that has one.
struct Derived_ok : Open_bad {};
struct Whole_ok {
  Open_bad part;
};

class Closes {
  Joined_ok part;
};

class Given_ok {
  GThreadPool *pool = MAKE;

public:
  explicit Given_ok(GThreadPool *other) : pool(other) {}
};

class Deleted_ok {
  GThreadPool *pool = MAKE;

public:
  Deleted_ok() = delete;
};

// Opened again without a release.
class Restarted_bad {
  GThreadPool *pool;

public:
  Restarted_bad() : pool(MAKE) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released by '~Restarted_bad'; its handle is overwritten [poolguard-unreleased-member]
  void restart() { pool = MAKE; }
  ~Restarted_bad() { FREE(pool); }
};

class Restarted_ok {
  GThreadPool *pool;

public:
  Restarted_ok() : pool(MAKE) {}
  void restart() {
    FREE(pool);
    pool = MAKE;
  }
  ~Restarted_ok() { FREE(pool); }
};

// To be stopped first.
class Stopped_ok {
  GThreadPool *pool;

public:
  Stopped_ok() : pool(MAKE) {}
  void stop() {
    FREE(pool);
    pool = nullptr;
  }
  void restart() { pool = MAKE; }
  ~Stopped_ok() {
    if (pool)
      FREE(pool);
  }
};

class Asked_ok {
  GThreadPool *pool;

public:
  Asked_ok() : pool(MAKE) {}
  void ensure() {
    if (!pool)
      pool = MAKE;
  }
  ~Asked_ok() { FREE(pool); }
};

// What a member points to goes with it.
struct Inner {
  std::thread t;
  GThreadPool *pool = nullptr;
};

class Deletes_bad {
  Inner *inner;

public:
  Deletes_bad() : inner(new Inner) { inner->t = std::thread(work); }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'inner->t' is never released by '~Deletes_bad'; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
  ~Deletes_bad() { delete inner; }
};

class Deletes_ok {
  Inner *inner;

public:
  Deletes_ok() : inner(new Inner) { inner->t = std::thread(work); }
  ~Deletes_ok() {
    inner->t.join();
    delete inner;
  }
};

class Unique_bad {
  std::unique_ptr<Inner> inner;

public:
  Unique_bad() : inner(new Inner) { inner->pool = MAKE; }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'inner->pool' is never released by '~Unique_bad' [poolguard-unreleased-member]
  ~Unique_bad() { work(); }
};

class Unique_ok {
  std::unique_ptr<Inner> inner;

public:
  Unique_ok() : inner(new Inner) { inner->pool = MAKE; }
  ~Unique_ok() { FREE(inner->pool); }
};

void keep(Inner *inner);

class Kept_ok {
  Inner *inner;

public:
  Kept_ok() : inner(new Inner) {
    keep(inner);
    inner->t = std::thread(work);
  }
  ~Kept_ok() { work(); }
};

class Borrowed_ok {
  Inner *inner;

public:
  explicit Borrowed_ok(Inner *given) : inner(given) { inner->t = std::thread(work); }
  ~Borrowed_ok() { work(); }
};

class Shown_ok {
  Inner *inner;

public:
  Shown_ok() : inner(new Inner) { inner->t = std::thread(work); }
  Inner *get() { return inner; }
  ~Shown_ok() { delete inner; }
};

void local_bad() {
  auto inner = std::make_unique<Inner>();
  inner->t = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'inner->t' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void local_ok() {
  auto inner = std::make_unique<Inner>();
  inner->t = std::thread(work);
  if (ready())
    keep(inner.get());
  else
    inner->t.join();
}

std::unique_ptr<Inner> returned_ok() {
  auto inner = std::make_unique<Inner>();
  inner->t = std::thread(work);
  return inner;
}

void moved_on(std::unique_ptr<Inner> inner);

void passed_ok() {
  auto inner = std::make_unique<Inner>();
  inner->t = std::thread(work);
  moved_on(std::move(inner));
}

struct Worker {
  std::thread t;
  void start() { t = std::thread(work); }
  void stop() { t.join(); }
};

void heap_object_bad() {
  std::unique_ptr<Worker> worker(new Worker);
  worker->start();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker->t' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  worker->stop();
}

void heap_object_ok() {
  auto worker = std::make_unique<Worker>();
  worker->start();
  worker->stop();
}

void deleted_bad() {
  Worker *worker = new Worker;
  worker->start();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker->t' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  delete worker;
}

void deleted_ok() {
  Worker *worker = new Worker;
  worker->start();
  worker->stop();
  delete worker;
}
