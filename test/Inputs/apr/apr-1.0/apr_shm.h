// The parts of APR's shared memory that the tests use.
#ifndef MOCK_APR_SHM_H
#define MOCK_APR_SHM_H

#include "apr_pools.h"

typedef struct apr_shm_t apr_shm_t;

apr_status_t apr_shm_create(apr_shm_t **m, apr_size_t reqsize,
                            const char *filename, apr_pool_t *pool);

#endif
