// The parts of APR-util's thread pools that the tests use.
#ifndef MOCK_APR_THREAD_POOL_H
#define MOCK_APR_THREAD_POOL_H

#include "apr_pools.h"

typedef struct apr_thread_t apr_thread_t;
typedef unsigned char apr_byte_t;
typedef void *(*apr_thread_start_t)(apr_thread_t *, void *);

typedef struct apr_thread_pool apr_thread_pool_t;
#define APR_THREAD_TASK_PRIORITY_NORMAL 127

apr_status_t apr_thread_pool_create(apr_thread_pool_t **me,
                                    apr_size_t init_threads,
                                    apr_size_t max_threads, apr_pool_t *pool);
apr_status_t apr_thread_pool_destroy(apr_thread_pool_t *me);
apr_status_t apr_thread_pool_push(apr_thread_pool_t *me,
                                  apr_thread_start_t func, void *param,
                                  apr_byte_t priority, void *owner);
apr_size_t apr_thread_pool_tasks_count(apr_thread_pool_t *me);

#endif
