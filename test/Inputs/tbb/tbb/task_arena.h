// The parts of oneTBB that the tests use.
#ifndef MOCK_TBB_TASK_ARENA_H
#define MOCK_TBB_TASK_ARENA_H

namespace tbb {
namespace detail {
namespace r1 {
void execute(void *arena, const void *f);
}
namespace d1 {

class task_arena {
public:
  task_arena(int max_concurrency_ = -1, unsigned reserved_for_masters = 1);
  task_arena(const task_arena &a);
  ~task_arena();
  void initialize();
  void terminate();
  bool is_active() const;
  template <typename F> void enqueue(F &&f) { r1::execute(this, &f); }
  template <typename F> void execute(F &&f) { r1::execute(this, &f); }
};

} // namespace d1
} // namespace detail
inline namespace v1 {
using detail::d1::task_arena;
}
} // namespace tbb

#endif
