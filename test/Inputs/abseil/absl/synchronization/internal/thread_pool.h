// The parts of Abseil that the tests use.
#ifndef MOCK_ABSL_SYNCHRONIZATION_INTERNAL_THREAD_POOL_H
#define MOCK_ABSL_SYNCHRONIZATION_INTERNAL_THREAD_POOL_H

#include <functional>

namespace absl {
inline namespace lts_20220623 {
namespace synchronization_internal {

class ThreadPool {
public:
  explicit ThreadPool(int num_threads);
  ThreadPool(const ThreadPool &) = delete;
  ThreadPool &operator=(const ThreadPool &) = delete;
  ~ThreadPool();
  void Schedule(std::function<void()> func);
};

} // namespace synchronization_internal
} // namespace lts_20220623
} // namespace absl

#endif
