// The parts of Boost.Pool that the tests use.
#ifndef MOCK_BOOST_POOL_OBJECT_POOL_HPP
#define MOCK_BOOST_POOL_OBJECT_POOL_HPP

#include <cstddef>

namespace boost {

template <typename UserAllocator = void> class pool {
public:
  explicit pool(std::size_t nrequested_size);
  ~pool();
  void *malloc();
  void free(void *const chunk);
  bool purge_memory();

private:
  pool(const pool &);
  void operator=(const pool &);
};

template <typename T> class object_pool : protected pool<> {
public:
  explicit object_pool(const std::size_t next_size = 32);
  ~object_pool();
  T *construct();
  void destroy(T *const chunk);
};

} // namespace boost

#endif
