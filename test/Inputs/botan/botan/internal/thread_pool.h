// The parts of Botan that the tests use.
#ifndef MOCK_BOTAN_INTERNAL_THREAD_POOL_H
#define MOCK_BOTAN_INTERNAL_THREAD_POOL_H

#include <cstddef>
#include <functional>

namespace Botan {

class Thread_Pool {
public:
  static Thread_Pool &global_instance();
  Thread_Pool(std::size_t pool_size);
  ~Thread_Pool();
  void shutdown();
  std::size_t worker_count() const;
  Thread_Pool(const Thread_Pool &) = delete;
  Thread_Pool &operator=(const Thread_Pool &) = delete;
  void queue_thunk(const std::function<void()> &work);
};

} // namespace Botan

#endif
