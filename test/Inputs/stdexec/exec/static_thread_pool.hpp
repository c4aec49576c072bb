// The parts of stdexec that the tests use.
#ifndef MOCK_EXEC_STATIC_THREAD_POOL_HPP
#define MOCK_EXEC_STATIC_THREAD_POOL_HPP

namespace exec {

class static_thread_pool {
public:
  class scheduler {};

  static_thread_pool();
  explicit static_thread_pool(unsigned int threadCount);
  ~static_thread_pool();
  scheduler get_scheduler() noexcept;
  void request_stop() noexcept;
};

} // namespace exec

#endif
