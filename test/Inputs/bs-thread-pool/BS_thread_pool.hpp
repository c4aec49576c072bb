// The parts of BS::thread_pool that the tests use.
#ifndef MOCK_BS_THREAD_POOL_HPP
#define MOCK_BS_THREAD_POOL_HPP

#include <cstddef>

namespace BS {

template <unsigned char OptFlags = 0> class thread_pool {
public:
  thread_pool();
  explicit thread_pool(std::size_t num_threads);
  thread_pool(const thread_pool &) = delete;
  thread_pool &operator=(const thread_pool &) = delete;
  ~thread_pool() noexcept;

  template <typename F> void detach_task(F &&task) { enqueue(&task); }
  void purge();
  void wait();

private:
  void enqueue(const void *task);
};

using light_thread_pool = thread_pool<0>;

} // namespace BS

#endif
