// The parts of the Linux kernel's work queues that the tests use.
#ifndef MOCK_LINUX_WORKQUEUE_H
#define MOCK_LINUX_WORKQUEUE_H
#include <linux/pools.h>

struct workqueue_struct;
struct work_struct {
  int pending;
};
struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned flags,
                                         int max_active, ...);
#define create_singlethread_workqueue(name)                                    \
  alloc_workqueue("%s", 0x20002u, 1, name)
_Bool queue_work_on(int cpu, struct workqueue_struct *wq,
                    struct work_struct *work);
static inline _Bool queue_work(struct workqueue_struct *wq,
                               struct work_struct *work) {
  return queue_work_on(8192, wq, work);
}
void __flush_workqueue(struct workqueue_struct *wq);
#define flush_workqueue(wq) __flush_workqueue(wq)
void destroy_workqueue(struct workqueue_struct *wq);
#endif
