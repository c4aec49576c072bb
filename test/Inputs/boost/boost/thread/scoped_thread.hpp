// The parts of Boost.Thread that the tests use.
#ifndef MOCK_BOOST_THREAD_SCOPED_THREAD_HPP
#define MOCK_BOOST_THREAD_SCOPED_THREAD_HPP

#include <boost/thread.hpp>

namespace boost {

template <class CallableThread = void> class scoped_thread {
public:
  template <class F> explicit scoped_thread(F &&f) { start(&f); }
  scoped_thread(const scoped_thread &) = delete;
  ~scoped_thread();
  bool joinable() const noexcept;
  void join();
  void detach();

private:
  void start(const void *f);
};

} // namespace boost

#endif
