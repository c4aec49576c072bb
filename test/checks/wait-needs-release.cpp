// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release,poolguard-use-after-release --config="{CheckOptions: {Models: '%S/../Inputs/models/awaited-pool.poolguard.yaml'}}" -- -std=c++17
// A pool that is waited for after it was closed: the model's wait needs a release.
namespace own {
class Awaited {
public:
  explicit Awaited(int threads);
  ~Awaited();
  void close();
  void terminate();
  void join();
  void submit(void (*f)());
};
} // namespace own

void job();
bool ready();

void closed_and_joined_ok() {
  own::Awaited p(4);
  p.submit(job);
  p.close();
  p.join();
}

void terminated_and_joined_ok() {
  own::Awaited p(4);
  p.terminate();
  p.join();
}

void joined_twice_ok() {
  own::Awaited p(4);
  p.close();
  p.join();
  p.join();
}

void closed_terminated_joined_ok() {
  own::Awaited p(4);
  p.close();
  if (ready())
    p.terminate();
  p.join();
}

void not_waited_for_ok() {
  own::Awaited p(4);
  p.close();
}

void submit_after_close_bad() {
  own::Awaited p(4);
  p.close();
  p.submit(job);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
  p.join();
}

void submit_after_join_bad() {
  own::Awaited p(4);
  p.close();
  p.join();
  p.submit(job);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void closed_twice_bad() {
  own::Awaited p(4);
  p.close();
  p.close();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
  p.join();
}

void only_joined_bad() {
  own::Awaited p(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released; it is still open when destroyed [poolguard-unreleased-pool]
  p.join();
}

void early_return_bad() {
  own::Awaited p(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path; it is still open when destroyed [poolguard-unreleased-pool]
  if (ready())
    return;
  p.close();
  p.join();
}
