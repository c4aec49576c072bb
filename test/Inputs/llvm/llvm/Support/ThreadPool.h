// The parts of LLVM's thread pool that the tests use.
#ifndef MOCK_LLVM_SUPPORT_THREADPOOL_H
#define MOCK_LLVM_SUPPORT_THREADPOOL_H

namespace llvm {

class ThreadPoolInterface {
public:
  virtual ~ThreadPoolInterface();
  virtual void wait() = 0;
  virtual unsigned getMaxConcurrency() const = 0;
  template <typename Func> void async(Func &&F) { asyncEnqueue(&F); }

private:
  virtual void asyncEnqueue(const void *Task) = 0;
};

class StdThreadPool : public ThreadPoolInterface {
public:
  StdThreadPool();
  ~StdThreadPool() override;
  void wait() override;
  unsigned getMaxConcurrency() const override;

private:
  void asyncEnqueue(const void *Task) override;
};

using DefaultThreadPool = StdThreadPool;

} // namespace llvm

#endif
