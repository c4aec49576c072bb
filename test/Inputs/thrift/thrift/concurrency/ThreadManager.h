// The parts of Thrift that the tests use.
#ifndef MOCK_THRIFT_CONCURRENCY_THREADMANAGER_H
#define MOCK_THRIFT_CONCURRENCY_THREADMANAGER_H

#include <cstddef>
#include <memory>

namespace apache {
namespace thrift {
namespace concurrency {

class Runnable;

class ThreadManager {
public:
  enum STATE { UNINITIALIZED, STARTED, STOPPED };
  virtual ~ThreadManager() = default;
  virtual void start() = 0;
  virtual void stop() = 0;
  virtual STATE state() const = 0;
  virtual std::size_t pendingTaskCount() const = 0;
  virtual void add(std::shared_ptr<Runnable> task, long timeout = 0, long expiration = 0) = 0;
  static std::shared_ptr<ThreadManager> newSimpleThreadManager(std::size_t count = 4, std::size_t pendingTaskCountMax = 0);
};

} // namespace concurrency
} // namespace thrift
} // namespace apache

#endif
