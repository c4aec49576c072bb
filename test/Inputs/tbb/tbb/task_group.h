// The parts of oneTBB that the tests use.
#ifndef MOCK_TBB_TASK_GROUP_H
#define MOCK_TBB_TASK_GROUP_H

namespace tbb {
namespace detail {
namespace d1 {

enum task_group_status { not_complete, complete, canceled };

class task_group_base {
public:
  task_group_base();
  ~task_group_base() noexcept(false);
  task_group_base(const task_group_base &) = delete;
  task_group_status wait();
  void cancel();
};

class task_group : public task_group_base {
public:
  task_group() : task_group_base() {}
  template <typename F> void run(F &&f) { spawn(&f); }
  template <typename F> task_group_status run_and_wait(const F &f) {
    spawn(&f);
    return wait();
  }

private:
  void spawn(const void *f);
};

} // namespace d1
} // namespace detail
inline namespace v1 {
using detail::d1::task_group;
}
} // namespace tbb

#endif
