// The parts of dp::thread_pool that the tests use.
#ifndef MOCK_THREAD_POOL_THREAD_POOL_H
#define MOCK_THREAD_POOL_THREAD_POOL_H

#include <cstddef>

namespace dp {

template <typename FunctionType = void (*)(), typename ThreadType = void>
class thread_pool {
public:
  explicit thread_pool(const unsigned int &number_of_threads = 4);
  ~thread_pool();
  thread_pool(const thread_pool &) = delete;
  thread_pool &operator=(const thread_pool &) = delete;
  template <typename Function> void enqueue_detach(Function &&func) {
    enqueue_task(&func);
  }
  void wait_for_tasks();
  std::size_t clear_tasks();
  std::size_t size() const;

private:
  void enqueue_task(const void *func);
};

} // namespace dp

#endif
