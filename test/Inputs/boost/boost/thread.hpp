// The parts of Boost.Thread (version 2, its default) that the tests use.
#ifndef MOCK_BOOST_THREAD_HPP
#define MOCK_BOOST_THREAD_HPP

namespace boost {

class thread {
public:
  thread() noexcept;
  template <class F> explicit thread(F f) { start_thread(&f, nullptr); }
  template <class F, class A1> thread(F f, A1 a1) { start_thread(&f, &a1); }
  thread(thread &&x) noexcept;
  thread &operator=(thread &&other) noexcept;
  thread(const thread &) = delete;
  thread &operator=(const thread &) = delete;
  ~thread() { detach(); }

  void swap(thread &x) noexcept;
  bool joinable() const noexcept;
  void join();
  void detach();
  void interrupt();

private:
  void start_thread(const void *function, const void *argument);
};

class thread_group {
public:
  thread_group() {}
  ~thread_group();
  template <typename F> thread *create_thread(F threadfunc) { return add(&threadfunc); }
  void add_thread(thread *thrd);
  void remove_thread(thread *thrd);
  void join_all();
  void interrupt_all();

private:
  thread_group(thread_group const &);
  thread_group &operator=(thread_group const &);
  thread *add(const void *function);
};

} // namespace boost

#endif
