// The parts of APR-util's resource lists that the tests use.
#ifndef MOCK_APR_RESLIST_H
#define MOCK_APR_RESLIST_H

#include "apr_pools.h"

typedef struct apr_reslist_t apr_reslist_t;
typedef long long apr_interval_time_t;
typedef apr_status_t (*apr_reslist_constructor)(void **resource, void *params,
                                                apr_pool_t *pool);
typedef apr_status_t (*apr_reslist_destructor)(void *resource, void *params,
                                               apr_pool_t *pool);
apr_status_t apr_reslist_create(apr_reslist_t **reslist, int min, int smax,
                                int hmax, apr_interval_time_t ttl,
                                apr_reslist_constructor con,
                                apr_reslist_destructor de, void *params,
                                apr_pool_t *pool);
apr_status_t apr_reslist_destroy(apr_reslist_t *reslist);
apr_status_t apr_reslist_acquire(apr_reslist_t *reslist, void **resource);
apr_status_t apr_reslist_release(apr_reslist_t *reslist, void *resource);
apr_status_t apr_reslist_invalidate(apr_reslist_t *reslist, void *resource);

#endif
