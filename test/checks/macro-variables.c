// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=gnu11 -isystem %S/../Inputs/linux
// A variable that a macro declares is nobody's name for a pool.
#include <linux/kthread.h>

int work(void *data);
int start_hardware(void);

int named_bad(void) {
  struct task_struct *t = kthread_run(work, NULL, "t");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (IS_ERR(t))
    return -1;
  if (start_hardware())
    return -1;
  kthread_stop(t);
  return 0;
}

int assigned_bad(void) {
  struct task_struct *t;
  t = kthread_run(work, NULL, "t");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  return IS_ERR(t);
}

int nameless_bad(void) {
  return IS_ERR(kthread_run(work, NULL, "t"));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread '__k' is never released
}

int stopped_ok(void) {
  struct task_struct *t = kthread_run(work, NULL, "t");
  if (!IS_ERR(t))
    kthread_stop(t);
  return 0;
}

#define DECLARE_THREAD(name)                                                   \
  struct task_struct *name = kthread_create(work, NULL, "t")

// The user's own name.
int declared_by_macro_bad(void) {
  DECLARE_THREAD(mine);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'mine' is never released
  return IS_ERR(mine);
}

// The value goes through a parameter: still no pool that is thrown away.
static inline long code_of(const void *t) { return IS_ERR(t) ? -1 : 0; }
int code_bad(void) {
  long code = code_of(kthread_run(work, NULL, "t"));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread '__k' is never released [poolguard-unreleased-pool]
  return code != 0;
}
