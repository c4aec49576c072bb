// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/declared -std=c++17
// A class that is called a pool, has methods that close it, and no destructor.
#include "worker_pool.h"
#include <memory>
#include <utility>
#include <vector>

bool condition();
void count_jobs(WorkerPool &pool);

void never_closed_bad() {
  WorkerPool pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]
  pool.submit([] {});
}

void early_return_bad() {
  WorkerPool pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path [poolguard-unreleased-pool]
  if (condition())
    return;
  pool.close();
}

void closed_ok() {
  WorkerPool pool(4);
  pool.submit([] {});
  pool.close();
  pool.join();
}

void terminated_ok() {
  WorkerPool pool(4);
  if (condition())
    pool.close();
  pool.terminate();
  pool.terminate();
}

void waited_ok() {
  WorkerPool pool(4);
  pool.wait(); // May well be how this pool ends.
}

void submit_after_close_bad() {
  WorkerPool pool(4);
  pool.close();
  pool.submit([] {});
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is used after it was released [poolguard-use-after-release]
}

void asked_after_close_ok() {
  WorkerPool pool(4);
  pool.close();
  if (pool.pending())
    pool.join();
}

void lent_bad() {
  WorkerPool pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]
  count_jobs(pool);
}

void deleted_bad() {
  WorkerPool *pool = new WorkerPool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released; it is still open when destroyed [poolguard-unreleased-pool]
  delete pool;
}

void forgotten_bad() { WorkerPool *pool = new WorkerPool(4); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]

void deleted_ok() {
  WorkerPool *pool = new WorkerPool(4);
  pool->close();
  delete pool;
}

void unique_bad() {
  auto pool = std::make_unique<WorkerPool>(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released; it is still open when destroyed [poolguard-unreleased-pool]
  pool->submit([] {});
}

void unique_ok() {
  auto pool = std::make_unique<WorkerPool>(4);
  pool->submit([] {});
  pool->close();
}

void vector_bad() {
  std::vector<WorkerPool> pools;
  pools.emplace_back(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pools' is never released; it is still open when destroyed [poolguard-unreleased-pool]
}

void vector_ok() {
  std::vector<WorkerPool> pools;
  pools.emplace_back(4);
  for (WorkerPool &pool : pools)
    pool.close();
}

WorkerPool returned_ok() {
  WorkerPool pool(4);
  return pool;
}

WorkerPool &shared_ok() {
  static WorkerPool pool(4);
  return pool;
}

void global_ok() {
  WorkerPool &pool = shared_ok();
  pool.submit([] {});
}

struct Server {
  Server() : pool(4) {}
  WorkerPool pool;
};

// What a class derived from it needs is the same.
class ImagePool : public WorkerPool {
public:
  ImagePool();
  explicit ImagePool(int workers) : WorkerPool(workers) {}
};

void derived_bad() { ImagePool pool; }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]

void derived_ok() {
  ImagePool pool;
  pool.close();
}

class GuardedPool : public WorkerPool {
public:
  GuardedPool();
  ~GuardedPool();
};

void guarded_ok() { GuardedPool pool; }

// An interface, and what implements it.
class TaskExecutor {
public:
  virtual ~TaskExecutor() = default;
  virtual void shutdown() = 0;
};

class ThreadExecutor : public TaskExecutor {
public:
  explicit ThreadExecutor(int workers);
  void shutdown() override;
};

TaskExecutor *made_elsewhere();

void by_interface_bad() {
  TaskExecutor *executor = new ThreadExecutor(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'executor' is never released; it is still open when destroyed [poolguard-unreleased-pool]
  delete executor;
}

void by_interface_ok() {
  TaskExecutor *executor = new ThreadExecutor(4);
  executor->shutdown();
  delete executor;
}

void by_unique_interface_ok() {
  std::unique_ptr<TaskExecutor> executor(new ThreadExecutor(4));
  executor->shutdown();
}

void not_made_here_ok() {
  TaskExecutor *executor = made_elsewhere();
  executor->shutdown();
}

// With a method that starts it, that is what counts.
class Workers {
public:
  bool start();
  void stopAll();
};

void started_bad() {
  Workers workers;
  if (!workers.start())
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'workers' is not released on this path [poolguard-unreleased-pool]
    return;
  if (condition())
    return;
  workers.stopAll();
}

void not_started_ok() {
  Workers workers;
  if (condition())
    return;
  if (workers.start())
    workers.stopAll();
}

class OtherWorkers {
public:
  void start();
  void stop();
};

// Known to run already: told once, where it was started last.
void started_twice_bad() {
  OtherWorkers workers;
  workers.start();
  workers.start();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'workers' is never released [poolguard-unreleased-pool]
}

void started_twice_ok() {
  OtherWorkers workers;
  workers.start();
  workers.start();
  workers.stop();
}

void restarted_ok() {
  Workers workers;
  for (int i = 0; i < 3; ++i) {
    workers.start();
    workers.stopAll();
  }
}

// Asked whether it is open.
class CrewPool {
public:
  CrewPool();
  bool running() const;
  bool isShutdown() const;
  void shutdown();
};

void asked_ok() {
  CrewPool pool;
  if (pool.running())
    pool.shutdown();
}

void asked_other_way_ok() {
  CrewPool pool;
  if (!pool.isShutdown())
    pool.shutdown();
}

void array_bad() { CrewPool pools[2]; }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pools' is never released [poolguard-unreleased-pool]

void array_ok() {
  CrewPool pools[2];
  for (CrewPool &pool : pools)
    pool.shutdown();
}

void array_by_index_ok() {
  CrewPool pools[2];
  for (int i = 0; i < 2; ++i)
    pools[i].shutdown();
}

void array_by_number_ok() {
  CrewPool pools[2];
  pools[0].shutdown();
  pools[1].shutdown();
}

void new_array_ok() {
  CrewPool *pools = new CrewPool[2];
  pools[0].shutdown();
  pools[1].shutdown();
  delete[] pools;
}

void moved_ok() {
  CrewPool a;
  CrewPool b(static_cast<CrewPool &&>(a));
  b.shutdown();
}

template <typename Job> class job_pool {
public:
  explicit job_pool(int workers);
  void shut_down();
};

void template_bad() { job_pool<int> pool(4); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]

void template_ok() {
  job_pool<int> pool(4);
  pool.shut_down();
}

class ConnectionPool {
public:
  explicit ConnectionPool(const char *address);
  void close();
};

void connections_bad() { ConnectionPool pool("localhost"); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'pool' is never released [poolguard-unreleased-pool]

void connections_ok() {
  ConnectionPool pool("localhost");
  pool.close();
}
