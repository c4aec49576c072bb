// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/apr/apr-1.0 -std=c11
// Pools that come, or go, through a pointer.
#include <apr_pools.h>

int step(apr_pool_t *pool);

int filled_bad(void) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
    return -1;
  apr_palloc(pool, 16);
  return 0;
}

int filled_ok(void) {
  apr_pool_t *pool;
  if (apr_pool_create(&pool, NULL) != APR_SUCCESS)
    return -1;
  apr_palloc(pool, 16);
  apr_pool_destroy(pool);
  return 0;
}

// Straight into the caller's variable.
apr_status_t forwarded_ok(apr_pool_t **out) {
  return apr_pool_create(out, NULL);
}

apr_status_t handed_over_ok(apr_pool_t **out) {
  apr_pool_t *pool;
  apr_status_t rv = apr_pool_create(&pool, NULL);
  if (rv != APR_SUCCESS)
    return rv;
  apr_pool_tag(pool, "worker");
  *out = pool;
  return APR_SUCCESS;
}

apr_status_t not_handed_over_bad(apr_pool_t **out) {
  apr_pool_t *pool;
  apr_status_t rv = apr_pool_create(&pool, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is not released on this path
  if (rv != APR_SUCCESS)
    return rv;
  if (!apr_pcalloc(pool, 16))
    return -1;
  *out = pool;
  return APR_SUCCESS;
}

apr_status_t not_handed_over_ok(apr_pool_t **out) {
  apr_pool_t *pool;
  apr_status_t rv = apr_pool_create(&pool, NULL);
  if (rv != APR_SUCCESS)
    return rv;
  if (!apr_pcalloc(pool, 16)) {
    apr_pool_destroy(pool);
    return -1;
  }
  *out = pool;
  return APR_SUCCESS;
}

// Only a caller who asks gets it.
apr_status_t optional_out_bad(apr_pool_t **out) {
  apr_pool_t *pool;
  apr_status_t rv = apr_pool_create(&pool, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is not released on this path
  if (rv != APR_SUCCESS)
    return rv;
  if (out)
    *out = pool;
  return APR_SUCCESS;
}

apr_status_t optional_out_ok(apr_pool_t **out) {
  apr_pool_t *pool;
  apr_status_t rv = apr_pool_create(&pool, NULL);
  if (rv != APR_SUCCESS)
    return rv;
  if (out)
    *out = pool;
  else
    apr_pool_destroy(pool);
  return APR_SUCCESS;
}

struct context {
  apr_pool_t *pool;
};

// Into a structure of the caller.
apr_status_t into_field_ok(struct context *ctx) {
  return apr_pool_create(&ctx->pool, NULL);
}

int into_local_field_bad(void) {
  struct context ctx;
  if (apr_pool_create(&ctx.pool, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'ctx.pool' is never released
    return -1;
  apr_palloc(ctx.pool, 8);
  return 0;
}

int into_local_field_ok(void) {
  struct context ctx;
  if (apr_pool_create(&ctx.pool, NULL) != APR_SUCCESS)
    return -1;
  apr_palloc(ctx.pool, 8);
  apr_pool_destroy(ctx.pool);
  return 0;
}
