// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/apr/apr-1.0 -std=c11
// A pool with a parent dies with it; one without lives for ever.
#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_thread_pool.h>

void *job(apr_thread_t *thread, void *data);
int condition(void);

int with_parent_ok(apr_pool_t *parent) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, parent) != APR_SUCCESS)
    return -1;
  apr_palloc(pool, 16);
  return 0;
}

int without_parent_bad(void) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
    return -1;
  apr_palloc(pool, 16);
  return 0;
}

int without_parent_ok(void) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
    return -1;
  apr_palloc(pool, 16);
  apr_pool_destroy(pool);
  return 0;
}

int unmanaged_bad(void) {
  apr_pool_t *pool;
  if (apr_pool_create_unmanaged(&pool) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released
    return -1;
  apr_palloc(pool, 16);
  return 0;
}

// The child is the parent's; the parent is this function's.
int child_and_parent_ok(void) {
  apr_pool_t *root, *child;
  if (apr_pool_create(&root, NULL) != APR_SUCCESS)
    return -1;
  if (apr_pool_create(&child, root) != APR_SUCCESS) {
    apr_pool_destroy(root);
    return -1;
  }
  apr_palloc(child, 16);
  apr_pool_destroy(root);
  return 0;
}

int child_and_parent_bad(void) {
  apr_pool_t *root, *child;
  if (apr_pool_create(&root, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'root' is never released
    return -1;
  if (apr_pool_create(&child, root) != APR_SUCCESS)
    return -1;
  apr_palloc(child, 16);
  apr_pool_destroy(child);
  return 0;
}

// Clearing empties a pool; it still has to be destroyed.
int cleared_bad(int n) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released
    return -1;
  while (n-- > 0) {
    apr_palloc(pool, 16);
    apr_pool_clear(pool);
  }
  return 0;
}

int cleared_ok(int n) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
    return -1;
  while (n-- > 0) {
    apr_palloc(pool, 16);
    apr_pool_clear(pool);
  }
  apr_pool_destroy(pool);
  return 0;
}

int parent_null_variable_bad(void) {
  apr_pool_t *parent = NULL;
  apr_pool_t *pool;
  if (apr_pool_create(&pool, parent) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released
    return -1;
  apr_palloc(pool, 16);
  return 0;
}

// A thread pool ends with the memory pool it was made in.
int thread_pool_in_pool_ok(apr_pool_t *pool) {
  apr_thread_pool_t *tp;
  if (apr_thread_pool_create(&tp, 2, 8, pool) != APR_SUCCESS)
    return -1;
  return apr_thread_pool_push(tp, job, NULL, APR_THREAD_TASK_PRIORITY_NORMAL, NULL);
}

int thread_pool_early_return_ok(apr_pool_t *pool) {
  apr_thread_pool_t *tp;
  if (apr_thread_pool_create(&tp, 2, 8, pool) != APR_SUCCESS)
    return -1;
  if (condition())
    return -1;
  return apr_thread_pool_destroy(tp);
}

// A parent in a variable that another function sets.
static apr_pool_t *server_pool = NULL;
static apr_pool_t *plain_pool;
extern apr_pool_t *process_pool;

void set_parent(apr_pool_t *parent) {
  apr_pool_create(&server_pool, parent);
  plain_pool = server_pool;
}

int parent_in_static_ok(void) {
  apr_pool_t *pool;
  apr_pool_create(&pool, server_pool);
  if (condition())
    return 1;
  apr_pool_destroy(pool);
  return 0;
}

int parent_in_plain_static_ok(void) {
  apr_pool_t *pool;
  apr_pool_create(&pool, plain_pool);
  if (condition())
    return 1;
  apr_pool_destroy(pool);
  return 0;
}

int parent_in_extern_ok(void) {
  apr_pool_t *pool;
  apr_pool_create(&pool, process_pool);
  if (condition())
    return 1;
  apr_pool_destroy(pool);
  return 0;
}

int parent_used_before_ok(void) {
  apr_pool_t *pool;
  apr_hash_t *h = apr_hash_make(server_pool);
  apr_pool_create(&pool, server_pool);
  if (condition())
    return apr_hash_count(h);
  apr_pool_destroy(pool);
  return 0;
}

int parent_in_null_local_bad(void) {
  apr_pool_t *pool, *none = NULL;
  apr_pool_create(&pool, none);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is not released on this path
  if (condition())
    return 1;
  apr_pool_destroy(pool);
  return 0;
}
