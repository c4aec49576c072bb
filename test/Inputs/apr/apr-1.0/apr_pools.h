// The parts of APR's memory pools that the tests use.
#ifndef MOCK_APR_POOLS_H
#define MOCK_APR_POOLS_H

#include <stddef.h>

typedef int apr_status_t;
typedef size_t apr_size_t;
typedef int apr_int32_t;
#define APR_SUCCESS 0

typedef struct apr_pool_t apr_pool_t;
typedef struct apr_allocator_t apr_allocator_t;
typedef int (*apr_abortfunc_t)(int retcode);

apr_status_t apr_initialize(void);
void apr_terminate(void);

apr_status_t apr_pool_create_ex(apr_pool_t **newpool, apr_pool_t *parent,
                                apr_abortfunc_t abort_fn,
                                apr_allocator_t *allocator)
    __attribute__((nonnull(1)));
apr_status_t apr_pool_create_unmanaged_ex(apr_pool_t **newpool,
                                          apr_abortfunc_t abort_fn,
                                          apr_allocator_t *allocator)
    __attribute__((nonnull(1)));
#define apr_pool_create(newpool, parent)                                       \
  apr_pool_create_ex(newpool, parent, NULL, NULL)
#define apr_pool_create_unmanaged(newpool)                                     \
  apr_pool_create_unmanaged_ex(newpool, NULL, NULL)

void apr_pool_clear(apr_pool_t *p) __attribute__((nonnull(1)));
void apr_pool_destroy(apr_pool_t *p) __attribute__((nonnull(1)));
void *apr_palloc(apr_pool_t *p, apr_size_t size);
void *apr_pcalloc(apr_pool_t *p, apr_size_t size);
char *apr_pstrdup(apr_pool_t *p, const char *s);
apr_pool_t *apr_pool_parent_get(apr_pool_t *pool);
void apr_pool_tag(apr_pool_t *pool, const char *tag);
void apr_pool_cleanup_register(apr_pool_t *p, const void *data,
                               apr_status_t (*plain_cleanup)(void *),
                               apr_status_t (*child_cleanup)(void *));

#endif
