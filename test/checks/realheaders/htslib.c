// RUN: %check_tidy %s poolguard-unreleased-pool -- %htslib_flags -std=c11
// REQUIRES: htslib
// HTSlib as it is installed.
#include <htslib/hts.h>
#include <htslib/thread_pool.h>

static void *work(void *arg) { return arg; }

int both_ok(void) {
  hts_tpool *p = hts_tpool_init(4);
  if (!p)
    return -1;
  hts_tpool_process *q = hts_tpool_process_init(p, 16, 0);
  if (!q) {
    hts_tpool_destroy(p);
    return -1;
  }
  int ret = hts_tpool_dispatch(p, q, work, NULL);
  hts_tpool_process_flush(q);
  hts_tpool_process_destroy(q);
  hts_tpool_destroy(p);
  return ret;
}

int queue_failure_bad(void) {
  hts_tpool *p = hts_tpool_init(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (!p)
    return -1;
  hts_tpool_process *q = hts_tpool_process_init(p, 16, 0);
  if (!q)
    return -1;
  hts_tpool_process_destroy(q);
  hts_tpool_destroy(p);
  return 0;
}

// The file shares the pool; the pool is still this function's.
int shared_with_file_bad(htsFile *file) {
  htsThreadPool tp = {NULL, 0};
  tp.pool = hts_tpool_init(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'tp.pool' is never released
  if (!tp.pool)
    return -1;
  return hts_set_thread_pool(file, &tp);
}

int shared_with_file_ok(htsFile *file) {
  htsThreadPool tp = {NULL, 0};
  tp.pool = hts_tpool_init(4);
  if (!tp.pool)
    return -1;
  hts_set_thread_pool(file, &tp);
  hts_close(file);
  hts_tpool_destroy(tp.pool);
  return 0;
}

// So does the option that does the same.
int shared_by_option_bad(htsFile *file) {
  htsThreadPool tp = {NULL, 0};
  tp.pool = hts_tpool_init(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'tp.pool' is never released [poolguard-unreleased-pool]
  if (!tp.pool)
    return -1;
  return hts_set_opt(file, HTS_OPT_THREAD_POOL, &tp);
}

int shared_by_option_ok(htsFile *file) {
  htsThreadPool tp = {NULL, 0};
  tp.pool = hts_tpool_init(4);
  if (!tp.pool)
    return -1;
  hts_set_opt(file, HTS_OPT_THREAD_POOL, &tp);
  hts_close(file);
  hts_tpool_destroy(tp.pool);
  return 0;
}
