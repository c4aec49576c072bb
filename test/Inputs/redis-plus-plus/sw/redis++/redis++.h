// The parts of redis-plus-plus that the tests use.
#ifndef MOCK_SW_REDIS___REDIS___H
#define MOCK_SW_REDIS___REDIS___H

namespace sw {
namespace redis {

class Redis {
public:
  explicit Redis(const char *uri);
  Redis(const Redis &) = delete;
  Redis(Redis &&);
  ~Redis();
};

} // namespace redis
} // namespace sw

#endif
