// The parts of libmemcached's connection pools that the tests use.
#ifndef MOCK_MEMCACHED_POOL_H
#define MOCK_MEMCACHED_POOL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct timespec;
typedef struct memcached_st memcached_st;
typedef enum { MEMCACHED_SUCCESS } memcached_return_t;
typedef enum { MEMCACHED_BEHAVIOR_NO_BLOCK } memcached_behavior_t;
struct memcached_pool_st;
typedef struct memcached_pool_st memcached_pool_st;
memcached_pool_st *memcached_pool_create(memcached_st *mmc, uint32_t initial,
                                         uint32_t max);
memcached_pool_st *memcached_pool(const char *option_string,
                                  size_t option_string_length);
memcached_st *memcached_pool_destroy(memcached_pool_st *pool);
memcached_st *memcached_pool_pop(memcached_pool_st *pool, bool block,
                                 memcached_return_t *rc);
memcached_return_t memcached_pool_push(memcached_pool_st *pool,
                                       memcached_st *mmc);
memcached_return_t memcached_pool_release(memcached_pool_st *pool,
                                          memcached_st *mmc);
memcached_st *memcached_pool_fetch(memcached_pool_st *,
                                   struct timespec *relative_time,
                                   memcached_return_t *rc);
memcached_return_t memcached_pool_behavior_set(memcached_pool_st *ptr,
                                               memcached_behavior_t flag,
                                               uint64_t data);
#endif
