// The parts of POCO that the tests use.
#ifndef MOCK_POCO_DATA_SESSIONPOOL_H
#define MOCK_POCO_DATA_SESSIONPOOL_H

#include <string>

namespace Poco {

class RefCountedObject {
public:
  RefCountedObject();
  void duplicate() const;
  void release() const noexcept;

protected:
  virtual ~RefCountedObject();
};

namespace Data {

class SessionPool : public RefCountedObject {
public:
  SessionPool(const std::string &connector, const std::string &connectionString);
  ~SessionPool();
  int available() const;
  int dead();
  void shutdown();
};

} // namespace Data
} // namespace Poco

#endif
