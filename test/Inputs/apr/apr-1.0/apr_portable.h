// The parts of APR's bridge to the system that the tests use.
#ifndef MOCK_APR_PORTABLE_H
#define MOCK_APR_PORTABLE_H

#include "apr_pools.h"
#include <pthread.h>

typedef pthread_t apr_os_thread_t;
typedef struct apr_thread_t apr_thread_t;

apr_status_t apr_os_thread_put(apr_thread_t **thd, apr_os_thread_t *thethd,
                               apr_pool_t *cont);

#endif
