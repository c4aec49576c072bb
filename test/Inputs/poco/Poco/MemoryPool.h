// The parts of POCO that the tests use.
#ifndef MOCK_POCO_MEMORYPOOL_H
#define MOCK_POCO_MEMORYPOOL_H

#include <cstddef>

namespace Poco {

class MemoryPool {
public:
  MemoryPool(std::size_t blockSize, int preAlloc = 0, int maxAlloc = 0);
  ~MemoryPool();
  void *get();
  void release(void *ptr);
  int available() const;

private:
  MemoryPool(const MemoryPool &);
  MemoryPool &operator=(const MemoryPool &);
};

} // namespace Poco

#endif
