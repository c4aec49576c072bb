// The parts of libosmium that the tests use.
#ifndef MOCK_OSMIUM_THREAD_POOL_HPP
#define MOCK_OSMIUM_THREAD_POOL_HPP

#include <cstddef>

namespace osmium {
namespace thread {

class Pool {
public:
  explicit Pool(int num_threads = 0, std::size_t max_queue_size = 0);
  static Pool &default_instance();
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;
  ~Pool();
  int num_threads() const noexcept;
  template <typename TFunction> void submit(TFunction &&func) { push(&func); }

private:
  void push(const void *func);
};

} // namespace thread
} // namespace osmium

#endif
