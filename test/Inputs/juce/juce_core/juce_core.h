// The parts of JUCE that the tests use.
#ifndef MOCK_JUCE_CORE_JUCE_CORE_H
#define MOCK_JUCE_CORE_JUCE_CORE_H

namespace juce {

class ThreadPoolJob {
public:
  virtual ~ThreadPoolJob();
};

class ThreadPool {
public:
  ThreadPool(int numberOfThreads);
  ThreadPool();
  ~ThreadPool();
  void addJob(ThreadPoolJob *job, bool deleteJobWhenFinished);
  bool waitForJobToFinish(const ThreadPoolJob *job, int timeOutMilliseconds) const;
  bool removeAllJobs(bool interruptRunningJobs, int timeOutMilliseconds);
  int getNumJobs() const noexcept;
};

} // namespace juce

#endif
