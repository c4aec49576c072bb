// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release,poolguard-use-after-release --config="{CheckOptions: {poolguard-unreleased-pool.Models: '%S/../Inputs/models/own-pool.poolguard.yaml', poolguard-double-release.Models: '%S/../Inputs/models/own-pool.poolguard.yaml', poolguard-use-after-release.Models: '%S/../Inputs/models/own-pool.poolguard.yaml'}}" -- -std=c++17
// A pool class of one's own, described in a model file: to terminate what was
// closed is legal, to work with it is not.
namespace own {
class Pool {
public:
  explicit Pool(int threads);
  ~Pool();
  void submit(void (*f)());
  void wait();
  void close();
  void terminate();
  void join();
  bool running() const;
};
} // namespace own

void work();
bool condition();

void never_bad() {
  own::Pool pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
  pool.submit(work);
}

void closed_ok() {
  own::Pool pool(4);
  pool.submit(work);
  pool.close();
}

void terminated_ok() {
  own::Pool pool(4);
  pool.terminate();
}

void closed_and_joined_ok() {
  own::Pool pool(4);
  pool.close();
  pool.join();
}

void terminated_after_close_ok() {
  own::Pool pool(4);
  pool.close();
  if (condition())
    pool.terminate();
  pool.join();
}

void closed_twice_ok() {
  own::Pool pool(4);
  pool.close();
  pool.close();
}

void early_return_bad() {
  own::Pool pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path
  if (condition())
    return;
  pool.close();
}

void submitted_after_close_bad() {
  own::Pool pool(4);
  pool.close();
  pool.submit(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is used after it was released [poolguard-use-after-release]
}

void submitted_after_terminate_bad() {
  own::Pool pool(4);
  pool.terminate();
  pool.submit(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is used after it was released
}

void asked_first_ok() {
  own::Pool pool(4);
  if (condition())
    pool.close();
  if (pool.running())
    pool.close();
}

void on_heap_bad() {
  auto *pool = new own::Pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released
  pool->submit(work);
}

void on_heap_ok() {
  auto *pool = new own::Pool(4);
  pool->close();
  delete pool;
}
