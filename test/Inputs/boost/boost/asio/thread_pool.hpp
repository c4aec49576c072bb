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
  template <typename Allocator, unsigned Bits> class basic_executor_type {
  public:
    basic_executor_type(const basic_executor_type &other);
    basic_executor_type &operator=(const basic_executor_type &other);
    ~basic_executor_type();
    template <typename Function> void execute(Function &&) const {}
  };
  typedef basic_executor_type<int, 0> executor_type;

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
