// The parts of APR's hash tables that the tests use.
#ifndef MOCK_APR_HASH_H
#define MOCK_APR_HASH_H

#include "apr_pools.h"

typedef struct apr_hash_t apr_hash_t;

apr_hash_t *apr_hash_make(apr_pool_t *pool);
void apr_hash_set(apr_hash_t *ht, const void *key, long klen, const void *val);
void *apr_hash_get(apr_hash_t *ht, const void *key, long klen);
unsigned int apr_hash_count(apr_hash_t *ht);

#endif
