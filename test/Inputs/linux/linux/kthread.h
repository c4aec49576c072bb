// The parts of the Linux kernel's threads that the tests use.
#ifndef MOCK_LINUX_KTHREAD_H
#define MOCK_LINUX_KTHREAD_H
#include <linux/pools.h>

struct task_struct;
int wake_up_process(struct task_struct *tsk);
struct task_struct *kthread_create_on_node(int (*threadfn)(void *data),
                                           void *data, int node,
                                           const char namefmt[], ...);
#define kthread_create(threadfn, data, namefmt, arg...)                        \
  kthread_create_on_node(threadfn, data, -1, namefmt, ##arg)
#define kthread_run(threadfn, data, namefmt, ...)                              \
  ({                                                                           \
    struct task_struct *__k =                                                  \
        kthread_create(threadfn, data, namefmt, ##__VA_ARGS__);                \
    if (!IS_ERR(__k))                                                          \
      wake_up_process(__k);                                                    \
    __k;                                                                       \
  })
int kthread_stop(struct task_struct *k);

struct kthread_worker;
struct kthread_work {
  int canceling;
};
struct kthread_worker *kthread_create_worker(unsigned flags,
                                             const char namefmt[], ...);
_Bool kthread_queue_work(struct kthread_worker *worker,
                         struct kthread_work *work);
void kthread_flush_worker(struct kthread_worker *worker);
void kthread_destroy_worker(struct kthread_worker *worker);
#endif
