// The parts of mongocxx that the tests use.
#ifndef MOCK_MONGOCXX_POOL_HPP
#define MOCK_MONGOCXX_POOL_HPP

namespace mongocxx {
inline namespace v_noabi {

class uri {
public:
  uri();
};

class pool {
public:
  class entry {
  public:
    entry(entry &&);
    ~entry();
  };

  explicit pool(uri const &mongodb_uri);
  ~pool();
  pool(pool const &) = delete;
  entry acquire();
};

} // namespace v_noabi
} // namespace mongocxx

#endif
