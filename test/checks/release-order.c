// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release -- -isystem %S/../Inputs/htslib -std=c11
// HTSlib: queues are destroyed before the pool they run in.
#include <htslib/thread_pool.h>
#include <stddef.h>

void *work(void *arg);
int condition(void);

int both_ok(void) {
  hts_tpool *p = hts_tpool_init(4);
  if (!p)
    return -1;
  hts_tpool_process *q = hts_tpool_process_init(p, 16, 0);
  if (!q) {
    hts_tpool_destroy(p);
    return -1;
  }
  hts_tpool_dispatch(p, q, work, NULL);
  hts_tpool_process_flush(q);
  hts_tpool_process_destroy(q);
  hts_tpool_destroy(p);
  return 0;
}

int pool_forgotten_bad(void) {
  hts_tpool *p = hts_tpool_init(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  if (!p)
    return -1;
  hts_tpool_process *q = hts_tpool_process_init(p, 16, 0);
  if (!q)
    return -1;
  hts_tpool_dispatch(p, q, work, NULL);
  hts_tpool_process_destroy(q);
  return 0;
}

int queue_forgotten_bad(void) {
  hts_tpool *p = hts_tpool_init(4);
  if (!p)
    return -1;
  hts_tpool_process *q = hts_tpool_process_init(p, 16, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work queue 'q' is never released
  if (q)
    hts_tpool_dispatch(p, q, work, NULL);
  hts_tpool_destroy(p);
  return 0;
}

int queue_failure_bad(void) {
  hts_tpool *p = hts_tpool_init(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (!p)
    return -1;
  hts_tpool_process *q = hts_tpool_process_init(p, 16, 0);
  if (!q)
    return -1;
  hts_tpool_process_destroy(q);
  hts_tpool_destroy(p);
  return 0;
}

void killed_ok(void) {
  hts_tpool *p = hts_tpool_init(4);
  if (condition())
    hts_tpool_kill(p);
  else
    hts_tpool_destroy(p);
}

void dispatched_after_destroy_bad(hts_tpool_process *q) {
  hts_tpool *p = hts_tpool_init(4);
  hts_tpool_destroy(p);
  hts_tpool_dispatch(p, q, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void destroyed_twice_bad(void) {
  hts_tpool *p = hts_tpool_init(4);
  hts_tpool_destroy(p);
  hts_tpool_destroy(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}
