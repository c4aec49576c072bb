// The parts of threadpool that the tests use.
#ifndef MOCK_BOOST_THREADPOOL_HPP
#define MOCK_BOOST_THREADPOOL_HPP

#include <cstddef>

namespace boost {
namespace threadpool {

template <typename Task> class thread_pool {
public:
  thread_pool(std::size_t initial_threads = 0);
  thread_pool(const thread_pool &);
  ~thread_pool();
  bool schedule(const Task &task);
  void clear();
  void wait(std::size_t task_threshold = 0) const;
  std::size_t pending() const;
};

typedef thread_pool<void (*)()> pool;

} // namespace threadpool
} // namespace boost

#endif
