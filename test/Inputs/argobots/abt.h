// The parts of Argobots that the tests use.
#ifndef MOCK_ABT_H
#define MOCK_ABT_H
#include <stddef.h>

typedef int ABT_bool;
typedef struct ABT_xstream_opaque *ABT_xstream;
typedef struct ABT_sched_opaque *ABT_sched;
typedef struct ABT_sched_config_opaque *ABT_sched_config;
typedef struct ABT_pool_opaque *ABT_pool;
typedef struct ABT_thread_opaque *ABT_thread;
typedef struct ABT_thread_attr_opaque *ABT_thread_attr;
typedef enum { ABT_POOL_FIFO } ABT_pool_kind;
typedef enum { ABT_POOL_ACCESS_MPMC } ABT_pool_access;
typedef enum { ABT_SCHED_DEFAULT } ABT_sched_predef;
#define ABT_SUCCESS 0
#define ABT_TRUE 1
#define ABT_FALSE 0
int ABT_xstream_create(ABT_sched sched, ABT_xstream *newxstream);
int ABT_xstream_create_basic(ABT_sched_predef predef, int num_pools,
                             ABT_pool *pools, ABT_sched_config config,
                             ABT_xstream *newxstream);
int ABT_xstream_join(ABT_xstream xstream);
int ABT_xstream_free(ABT_xstream *xstream);
int ABT_xstream_get_main_pools(ABT_xstream xstream, int max_pools,
                               ABT_pool *pools);
int ABT_pool_create_basic(ABT_pool_kind kind, ABT_pool_access access,
                          ABT_bool automatic, ABT_pool *newpool);
int ABT_pool_get_size(ABT_pool pool, size_t *size);
int ABT_pool_free(ABT_pool *pool);
int ABT_thread_create(ABT_pool pool, void (*thread_func)(void *), void *arg,
                      ABT_thread_attr attr, ABT_thread *newthread);
int ABT_thread_join(ABT_thread thread);
int ABT_thread_free(ABT_thread *thread);
#endif
