// The parts of APR's hash tables that the tests use.
#ifndef MOCK_APR_HASH_H
#define MOCK_APR_HASH_H

#include "apr_pools.h"

typedef struct apr_hash_t apr_hash_t;

apr_hash_t *apr_hash_make(apr_pool_t *pool);
unsigned int apr_hash_count(apr_hash_t *ht);

#endif
