// The parts of Boost.Thread's basic_thread_pool that the tests use.
#ifndef MOCK_BOOST_BASIC_THREAD_POOL_HPP
#define MOCK_BOOST_BASIC_THREAD_POOL_HPP

namespace boost {
namespace executors {

class basic_thread_pool {
public:
  explicit basic_thread_pool(unsigned thread_count = 1);
  ~basic_thread_pool();
  basic_thread_pool(const basic_thread_pool &) = delete;
  void close();
  bool closed();
  void interrupt();
  void join();
  void interrupt_and_join();
  bool try_executing_one();
  template <typename Closure> void submit(Closure &&) {}
};

} // namespace executors
using executors::basic_thread_pool;
} // namespace boost

#endif
