// boost::asio::post for execution contexts and executors.
#ifndef MOCK_BOOST_ASIO_POST_HPP
#define MOCK_BOOST_ASIO_POST_HPP

namespace boost {
namespace asio {

class execution_context;

namespace detail {
void enqueue(const void *executor, const void *function);
template <bool> struct requires_;
template <> struct requires_<true> { typedef int type; };
} // namespace detail

template <typename ExecutionContext, typename CompletionToken>
void post(ExecutionContext &ctx, CompletionToken &&token,
          typename detail::requires_<__is_base_of(execution_context, ExecutionContext)>::type = 0) {
  auto executor = ctx.get_executor();
  detail::enqueue(&executor, &token);
}

template <typename Executor, typename CompletionToken>
void post(const Executor &ex, CompletionToken &&token,
          typename detail::requires_<!__is_base_of(execution_context, Executor)>::type = 0) {
  detail::enqueue(&ex, &token);
}

template <typename CompletionToken> void post(CompletionToken &&token) {
  detail::enqueue(&token, &token);
}

} // namespace asio
} // namespace boost

#endif
