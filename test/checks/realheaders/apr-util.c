// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release -- %apr_util_flags -std=gnu11
// REQUIRES: apr-util
// APR-util as it is installed: a thread pool inside a memory pool.
#include <apr_thread_pool.h>

static void *APR_THREAD_FUNC job(apr_thread_t *thread, void *data) {
  (void)thread;
  return data;
}

int in_pool_ok(apr_pool_t *pool) {
  apr_thread_pool_t *tp;
  if (apr_thread_pool_create(&tp, 2, 8, pool) != APR_SUCCESS)
    return -1;
  return apr_thread_pool_push(tp, job, NULL, 0, NULL);
}

int destroyed_ok(apr_pool_t *pool) {
  apr_thread_pool_t *tp;
  if (apr_thread_pool_create(&tp, 2, 8, pool) != APR_SUCCESS)
    return -1;
  apr_thread_pool_push(tp, job, NULL, 0, NULL);
  return apr_thread_pool_destroy(tp);
}

int pushed_after_destroy_bad(apr_pool_t *pool) {
  apr_thread_pool_t *tp;
  if (apr_thread_pool_create(&tp, 2, 8, pool) != APR_SUCCESS)
    return -1;
  apr_thread_pool_destroy(tp);
  return apr_thread_pool_push(tp, job, NULL, 0, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'tp' is used after it was released [poolguard-use-after-release]
}

int destroyed_twice_bad(apr_pool_t *pool) {
  apr_thread_pool_t *tp;
  if (apr_thread_pool_create(&tp, 2, 8, pool) != APR_SUCCESS)
    return -1;
  apr_thread_pool_destroy(tp);
  return apr_thread_pool_destroy(tp);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'tp' is released twice [poolguard-double-release]
}
