// The parts of CTPL that the tests use.
#ifndef MOCK_CTPL_STL_H
#define MOCK_CTPL_STL_H

namespace ctpl {

class thread_pool {
public:
  thread_pool();
  thread_pool(int nThreads, int queueSize = 100);
  ~thread_pool();
  int size();
  int n_idle();
  void resize(int nThreads);
  void clear_queue();
  void stop(bool isWait = false);
  template <typename F> void push(F &&f) { enqueue(&f); }

private:
  thread_pool(const thread_pool &);
  thread_pool &operator=(const thread_pool &);
  void enqueue(const void *f);
};

} // namespace ctpl

#endif
