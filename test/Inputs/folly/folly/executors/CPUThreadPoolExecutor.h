// The parts of folly that the tests use.
#ifndef MOCK_FOLLY_EXECUTORS_CPUTHREADPOOLEXECUTOR_H
#define MOCK_FOLLY_EXECUTORS_CPUTHREADPOOLEXECUTOR_H

#include <cstddef>
#include <functional>

namespace folly {

class ThreadPoolExecutor {
public:
  virtual ~ThreadPoolExecutor();
  virtual void add(std::function<void()> func) = 0;
  void stop();
  void join();
  std::size_t getPendingTaskCount() const;
  void setNumThreads(std::size_t numThreads);
};

class CPUThreadPoolExecutor : public ThreadPoolExecutor {
public:
  explicit CPUThreadPoolExecutor(std::size_t numThreads);
  ~CPUThreadPoolExecutor() override;
  void add(std::function<void()> func) override;
};

} // namespace folly

#endif
