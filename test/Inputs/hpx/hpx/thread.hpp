// The parts of HPX that the tests use.
#ifndef MOCK_HPX_THREAD_HPP
#define MOCK_HPX_THREAD_HPP

namespace hpx {

class thread {
public:
  thread() noexcept;
  template <typename F> explicit thread(F &&f) { start_thread(&f); }
  ~thread();
  thread(thread &&) noexcept;
  thread &operator=(thread &&) noexcept;
  bool joinable() const noexcept;
  void join();
  void detach();
  void interrupt(bool flag = true);

private:
  void start_thread(const void *f);
};

class jthread {
public:
  jthread() noexcept;
  template <typename F> explicit jthread(F &&f) { start_thread(&f); }
  ~jthread();
  jthread(jthread &&) noexcept;
  jthread &operator=(jthread &&) noexcept;
  bool joinable() const noexcept;
  void join();
  void detach();
  bool request_stop() noexcept;

private:
  void start_thread(const void *f);
};

} // namespace hpx

#endif
