// The parts of Taskflow that the tests use.
#ifndef MOCK_TASKFLOW_TASKFLOW_HPP
#define MOCK_TASKFLOW_TASKFLOW_HPP

#include <cstddef>

namespace tf {

class Taskflow {};

class Executor {
public:
  explicit Executor(std::size_t N = 4);
  ~Executor();
  void run(Taskflow &taskflow);
  template <typename F> void silent_async(F &&f) { schedule(&f); }
  void wait_for_all();
  std::size_t num_workers() const;

private:
  void schedule(const void *f);
};

} // namespace tf

#endif
