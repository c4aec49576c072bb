// A pool class without a model and without a body: its name and its methods are
// all there is to know.
#ifndef WORKER_POOL_H
#define WORKER_POOL_H

#include <functional>

class WorkerPool {
public:
  explicit WorkerPool(int workers);
  void submit(std::function<void()> job);
  int pending() const;
  void wait();
  void close();
  void terminate();
  void join();

private:
  struct Impl;
  Impl *impl;
};

#endif
