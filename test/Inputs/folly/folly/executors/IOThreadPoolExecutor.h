// The parts of folly that the tests use.
#ifndef MOCK_FOLLY_EXECUTORS_IOTHREADPOOLEXECUTOR_H
#define MOCK_FOLLY_EXECUTORS_IOTHREADPOOLEXECUTOR_H

#include <folly/executors/CPUThreadPoolExecutor.h>

namespace folly {

class EventBase;

class IOThreadPoolExecutor : public ThreadPoolExecutor {
public:
  explicit IOThreadPoolExecutor(std::size_t numThreads);
  ~IOThreadPoolExecutor() override;
  void add(std::function<void()> func) override;
  EventBase *getEventBase();
};

} // namespace folly

#endif
