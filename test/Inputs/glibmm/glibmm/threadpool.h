// The parts of glibmm that the tests use.
#ifndef MOCK_GLIBMM_THREADPOOL_H
#define MOCK_GLIBMM_THREADPOOL_H

namespace sigc {
template <typename T> class slot {
public:
  slot();
};
} // namespace sigc

namespace Glib {

class ThreadPool {
public:
  explicit ThreadPool(int max_threads = -1, bool exclusive = false);
  virtual ~ThreadPool() noexcept;
  void push(const sigc::slot<void> &slot);
  unsigned int unprocessed() const;
  void shutdown(bool immediately = false);

private:
  ThreadPool(const ThreadPool &);
  ThreadPool &operator=(const ThreadPool &);
};

} // namespace Glib

#endif
