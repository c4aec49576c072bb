// boost::asio::post for an execution context.
#ifndef MOCK_BOOST_ASIO_POST_HPP
#define MOCK_BOOST_ASIO_POST_HPP

namespace boost {
namespace asio {

namespace detail {
void enqueue(const void *executor, const void *function);
}

template <typename ExecutionContext, typename CompletionToken>
void post(ExecutionContext &ctx, CompletionToken &&token) {
  auto executor = ctx.get_executor();
  detail::enqueue(&executor, &token);
}

} // namespace asio
} // namespace boost

#endif
