// The parts of oneTBB that the tests use.
#ifndef MOCK_TBB_GLOBAL_CONTROL_H
#define MOCK_TBB_GLOBAL_CONTROL_H

#include <new>

namespace tbb {
namespace detail {
namespace d1 {

struct attach {};

class task_scheduler_handle {
public:
  task_scheduler_handle() = default;
  task_scheduler_handle(attach);
  ~task_scheduler_handle();
  task_scheduler_handle(const task_scheduler_handle &other) = delete;
  task_scheduler_handle(task_scheduler_handle &&other) noexcept;
  void release();
};

void finalize(task_scheduler_handle &handle);
bool finalize(task_scheduler_handle &handle, const std::nothrow_t &) noexcept;

} // namespace d1
} // namespace detail
inline namespace v1 {
using detail::d1::attach;
using detail::d1::finalize;
using detail::d1::task_scheduler_handle;
} // namespace v1
} // namespace tbb

#endif
