// The parts of POCO that the tests use.
#ifndef MOCK_POCO_THREADPOOL_H
#define MOCK_POCO_THREADPOOL_H

#include <Poco/Thread.h>

namespace Poco {

class ThreadPool {
public:
  ThreadPool(int minCapacity = 2, int maxCapacity = 16, int idleTime = 60);
  ~ThreadPool();
  void start(Runnable &target);
  void stopAll();
  void joinAll();
  static ThreadPool &defaultPool();

private:
  ThreadPool(const ThreadPool &pool);
  ThreadPool &operator=(const ThreadPool &pool);
};

} // namespace Poco

#endif
