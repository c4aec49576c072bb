// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release -- -isystem %S/../Inputs/thpool -std=c11
// C-Thread-Pool: the handle is a typedef of a pointer.
#include <stddef.h>
#include <thpool.h>

void work(void *arg);
int condition(void);

void destroyed_ok(void) {
  threadpool pool = thpool_init(4);
  thpool_add_work(pool, work, NULL);
  thpool_wait(pool);
  thpool_destroy(pool);
}

// Waiting for the work does not end the threads.
void waited_for_bad(void) {
  threadpool pool = thpool_init(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
  thpool_add_work(pool, work, NULL);
  thpool_wait(pool);
}

int early_return_bad(void) {
  threadpool pool = thpool_init(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path
  if (thpool_add_work(pool, work, NULL) != 0)
    return -1;
  thpool_destroy(pool);
  return 0;
}

int init_failed_ok(void) {
  threadpool pool;
  if ((pool = thpool_init(4)) == NULL)
    return -1;
  thpool_destroy(pool);
  return 0;
}

void added_after_destroy_bad(void) {
  threadpool pool = thpool_init(4);
  thpool_destroy(pool);
  thpool_add_work(pool, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is used after it was released [poolguard-use-after-release]
}

void destroyed_twice_bad(void) {
  threadpool pool = thpool_init(4);
  thpool_destroy(pool);
  thpool_destroy(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is released twice [poolguard-double-release]
}

threadpool returned_ok(void) {
  threadpool pool = thpool_init(4);
  thpool_pause(pool);
  return pool;
}
