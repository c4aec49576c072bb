// RUN: %check_tidy %s poolguard-unreleased-pool --config="{CheckOptions: {ReportParented: true}}" -- -isystem %S/../Inputs/apr/apr-1.0 -std=c11
// With ReportParented a pool is due even where a parent would end it.
#include <apr_pools.h>

int early_return_bad(apr_pool_t *parent, int early) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, parent) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is not released on this path{{.*}} [poolguard-unreleased-pool]
    return -1;
  if (early)
    return 0;
  apr_pool_destroy(pool);
  return 1;
}

int destroyed_ok(apr_pool_t *parent) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, parent) != APR_SUCCESS)
    return -1;
  apr_pool_destroy(pool);
  return 1;
}

int without_parent_bad(void) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released
    return -1;
  return 0;
}
