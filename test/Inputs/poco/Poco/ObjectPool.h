// The parts of POCO that the tests use.
#ifndef MOCK_POCO_OBJECTPOOL_H
#define MOCK_POCO_OBJECTPOOL_H

#include <cstddef>

namespace Poco {

template <class C, class P = C *> class ObjectPool {
public:
  ObjectPool(std::size_t capacity, std::size_t peakCapacity);
  ~ObjectPool();
  P borrowObject(long timeoutMilliseconds = 0);
  void returnObject(P pObject);
  std::size_t size() const;

private:
  ObjectPool(const ObjectPool &);
  ObjectPool &operator=(const ObjectPool &);
};

} // namespace Poco

#endif
