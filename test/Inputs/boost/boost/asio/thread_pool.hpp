// The parts of Boost.Asio's thread pool that the tests use.
#ifndef MOCK_BOOST_ASIO_THREAD_POOL_HPP
#define MOCK_BOOST_ASIO_THREAD_POOL_HPP

#include <cstddef>

namespace boost {
namespace asio {

class execution_context {
public:
  execution_context();
  ~execution_context();
};

class thread_pool : public execution_context {
public:
  class executor_type {};

  thread_pool();
  thread_pool(std::size_t num_threads);
  ~thread_pool();
  executor_type get_executor() noexcept;
  void stop();
  void attach();
  void join();
  void wait();

private:
  thread_pool(const thread_pool &) = delete;
  thread_pool &operator=(const thread_pool &) = delete;
};

} // namespace asio
} // namespace boost

#endif
