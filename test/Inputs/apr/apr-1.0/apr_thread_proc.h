// The parts of APR's threads that the tests use.
#ifndef MOCK_APR_THREAD_PROC_H
#define MOCK_APR_THREAD_PROC_H

#include "apr_pools.h"

typedef struct apr_thread_t apr_thread_t;
typedef struct apr_threadattr_t apr_threadattr_t;
typedef void *(*apr_thread_start_t)(apr_thread_t *, void *);
apr_status_t apr_thread_create(apr_thread_t **new_thread,
                               apr_threadattr_t *attr, apr_thread_start_t func,
                               void *data, apr_pool_t *cont);
apr_status_t apr_thread_join(apr_status_t *retval, apr_thread_t *thd);
apr_status_t apr_thread_detach(apr_thread_t *thd);

#endif
