// The parts of GDAL that the tests use.
#ifndef MOCK_CPL_WORKER_THREAD_POOL_H
#define MOCK_CPL_WORKER_THREAD_POOL_H

typedef void (*CPLThreadFunc)(void *);

class CPLWorkerThreadPool {
public:
  CPLWorkerThreadPool();
  ~CPLWorkerThreadPool();
  bool Setup(int nThreads, CPLThreadFunc pfnInitFunc, void **pasInitData);
  bool SubmitJob(CPLThreadFunc pfnFunc, void *pData);
  void WaitCompletion(int nMaxRemainingJobs = 0);

private:
  CPLWorkerThreadPool(const CPLWorkerThreadPool &) = delete;
  CPLWorkerThreadPool &operator=(const CPLWorkerThreadPool &) = delete;
};

#endif
