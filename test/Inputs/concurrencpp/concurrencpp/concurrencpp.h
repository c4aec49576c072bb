// The parts of concurrencpp that the tests use.
#ifndef MOCK_CONCURRENCPP_CONCURRENCPP_H
#define MOCK_CONCURRENCPP_CONCURRENCPP_H

namespace concurrencpp {

class queue;

class runtime {
public:
  runtime();
  ~runtime() noexcept;
  runtime(const runtime &) = delete;
  runtime &operator=(const runtime &) = delete;
  queue *timer_queue() const noexcept;
};

} // namespace concurrencpp

#endif
