// The parts of thread_pool that the tests use.
#ifndef MOCK_THREAD_POOL_THREAD_POOL_HPP
#define MOCK_THREAD_POOL_THREAD_POOL_HPP

#include <cstddef>

namespace thread_pool {

class ThreadPool {
public:
  explicit ThreadPool(std::size_t num_threads = 4);
  ThreadPool(const ThreadPool &) = delete;
  ThreadPool &operator=(const ThreadPool &) = delete;
  ~ThreadPool();
  std::size_t num_threads() const;
  template <typename T> void Submit(T &&routine) { Push(&routine); }

private:
  void Push(const void *routine);
};

} // namespace thread_pool

#endif
