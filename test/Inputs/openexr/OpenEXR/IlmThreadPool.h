// The parts of IlmThread that the tests use.
#ifndef MOCK_OPENEXR_ILMTHREADPOOL_H
#define MOCK_OPENEXR_ILMTHREADPOOL_H

namespace IlmThread_3_1 {

class Task {
public:
  virtual ~Task();
  virtual void execute() = 0;
};

class ThreadPool {
public:
  ThreadPool(unsigned numThreads = 0);
  virtual ~ThreadPool();
  ThreadPool(const ThreadPool &) = delete;
  ThreadPool &operator=(const ThreadPool &) = delete;
  int numThreads() const;
  void addTask(Task *task);
};

} // namespace IlmThread_3_1

namespace IlmThread {
using namespace IlmThread_3_1;
}

#endif
