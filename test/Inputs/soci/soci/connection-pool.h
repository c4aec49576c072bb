// The parts of SOCI that the tests use.
#ifndef MOCK_SOCI_CONNECTION_POOL_H
#define MOCK_SOCI_CONNECTION_POOL_H

#include <cstddef>

namespace soci {

class session;

class connection_pool {
public:
  explicit connection_pool(std::size_t size);
  ~connection_pool();
  session &at(std::size_t pos);
  std::size_t lease();
  bool try_lease(std::size_t &pos, int timeout);
  void give_back(std::size_t pos);

private:
  connection_pool(const connection_pool &) = delete;
};

} // namespace soci

#endif
