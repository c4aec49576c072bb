// The parts of RocksDB that the tests use.
#ifndef MOCK_ROCKSDB_THREADPOOL_H
#define MOCK_ROCKSDB_THREADPOOL_H

#include <functional>

namespace rocksdb {

class ThreadPool {
public:
  virtual ~ThreadPool() {}
  virtual void JoinAllThreads() = 0;
  virtual void SetBackgroundThreads(int num) = 0;
  virtual unsigned int GetQueueLen() const = 0;
  virtual void WaitForJobsAndJoinAllThreads() = 0;
  virtual void SubmitJob(const std::function<void()> &) = 0;
};

extern ThreadPool *NewThreadPool(int num_threads);

} // namespace rocksdb

#endif
