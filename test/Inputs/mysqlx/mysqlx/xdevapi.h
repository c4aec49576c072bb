// The parts of MySQL Connector/C++ that the tests use.
#ifndef MOCK_MYSQLX_XDEVAPI_H
#define MOCK_MYSQLX_XDEVAPI_H

namespace mysqlx {
inline namespace abi2 {
inline namespace r0 {

class Session {
public:
  Session(Session &&);
  ~Session();
};

class Client {
public:
  Client(const char *url, const char *options);
  Client(Client &&);
  ~Client();
  Session getSession();
  void close();
};

Client getClient(const char *url, const char *options);

} // namespace r0
} // namespace abi2
} // namespace mysqlx

#endif
