// The parts of cppcoro that the tests use.
#ifndef MOCK_CPPCORO_STATIC_THREAD_POOL_HPP
#define MOCK_CPPCORO_STATIC_THREAD_POOL_HPP

namespace cppcoro {

class static_thread_pool {
public:
  class schedule_operation {};

  static_thread_pool();
  explicit static_thread_pool(unsigned int threadCount);
  ~static_thread_pool();
  unsigned int thread_count() const noexcept;
  schedule_operation schedule() noexcept;
};

} // namespace cppcoro

#endif
