// RUN: %check_tidy %s poolguard-unreleased-pool -- %apr_flags -std=gnu11
// REQUIRES: apr
// APR as it is installed: apr_pool_create is a macro.
#include <apr_pools.h>
#include <apr_strings.h>

int without_parent_bad(void) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
    return -1;
  apr_pstrdup(pool, "text");
  return 0;
}

int without_parent_ok(void) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
    return -1;
  apr_pstrdup(pool, "text");
  apr_pool_destroy(pool);
  return 0;
}

int with_parent_ok(apr_pool_t *parent) {
  apr_pool_t *pool;
  apr_status_t rv = apr_pool_create(&pool, parent);
  if (rv != APR_SUCCESS)
    return rv;
  return apr_palloc(pool, 16) != NULL;
}

int early_return_bad(void) {
  apr_pool_t *pool = NULL;
  apr_status_t rv = apr_pool_create(&pool, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is not released on this path
  if (rv != APR_SUCCESS)
    return rv;
  if (!apr_psprintf(pool, "%d", 1))
    return -1;
  apr_pool_destroy(pool);
  return 0;
}
