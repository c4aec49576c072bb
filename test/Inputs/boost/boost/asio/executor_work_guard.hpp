// The parts of Boost.Asio that the tests use.
#ifndef MOCK_BOOST_ASIO_EXECUTOR_WORK_GUARD_HPP
#define MOCK_BOOST_ASIO_EXECUTOR_WORK_GUARD_HPP

namespace boost {
namespace asio {

template <typename Executor> class executor_work_guard {
public:
  typedef Executor executor_type;
  explicit executor_work_guard(const executor_type &e) noexcept;
  executor_work_guard(const executor_work_guard &other) noexcept;
  executor_work_guard(executor_work_guard &&other) noexcept;
  ~executor_work_guard();
  bool owns_work() const noexcept;
  void reset() noexcept;
};

template <typename Executor>
executor_work_guard<Executor> make_work_guard(const Executor &ex) {
  return executor_work_guard<Executor>(ex);
}

} // namespace asio
} // namespace boost

#endif
