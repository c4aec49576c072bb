// What else stands for a context: strands, binders, executors of any type.
#ifndef MOCK_BOOST_ASIO_STRAND_HPP
#define MOCK_BOOST_ASIO_STRAND_HPP

#include <boost/asio/thread_pool.hpp>

namespace boost {
namespace asio {

template <typename Executor> class strand {
public:
  explicit strand(const Executor &inner);
  strand(const strand &other);
  ~strand();
  template <typename Function> void execute(Function &&) const {}
};

template <typename ExecutionContext>
strand<typename ExecutionContext::executor_type> make_strand(ExecutionContext &ctx);

template <typename Executor, typename T> struct executor_binder {
  executor_binder(const Executor &executor);
  ~executor_binder();
};
template <typename ExecutionContext, typename T>
executor_binder<typename ExecutionContext::executor_type, T> bind_executor(ExecutionContext &ctx, T &&) {
  return executor_binder<typename ExecutionContext::executor_type, T>(ctx.get_executor());
}

class any_io_executor {
public:
  template <typename Executor> any_io_executor(Executor executor);
  any_io_executor(const any_io_executor &other);
  ~any_io_executor();
};

} // namespace asio
} // namespace boost

#endif
