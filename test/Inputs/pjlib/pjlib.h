// The parts of PJLIB that the tests use.
#ifndef MOCK_PJLIB_H
#define MOCK_PJLIB_H

#include <stddef.h>

typedef size_t pj_size_t;
typedef struct pj_pool_t pj_pool_t;
typedef struct pj_pool_factory pj_pool_factory;
typedef void pj_pool_callback(pj_pool_t *pool, pj_size_t size);

pj_pool_t *pj_pool_create(pj_pool_factory *factory, const char *name,
                          pj_size_t initial_size, pj_size_t increment_size,
                          pj_pool_callback *callback);
void pj_pool_release(pj_pool_t *pool);
void pj_pool_safe_release(pj_pool_t **ppool);
void pj_pool_reset(pj_pool_t *pool);
void *pj_pool_alloc(pj_pool_t *pool, pj_size_t size);
void *pj_pool_zalloc(pj_pool_t *pool, pj_size_t size);

typedef struct pj_pool_factory_policy pj_pool_factory_policy;
typedef struct pj_caching_pool {
  pj_size_t capacity;
} pj_caching_pool;
void pj_caching_pool_init(pj_caching_pool *cp,
                          const pj_pool_factory_policy *policy,
                          pj_size_t max_capacity);
void pj_caching_pool_destroy(pj_caching_pool *cp);

typedef int pj_status_t;
typedef struct pj_thread_t pj_thread_t;
typedef int(pj_thread_proc)(void *);
#define PJ_SUCCESS 0
pj_status_t pj_thread_create(pj_pool_t *pool, const char *thread_name,
                             pj_thread_proc *proc, void *arg,
                             pj_size_t stack_size, unsigned flags,
                             pj_thread_t **thread);
pj_status_t pj_thread_resume(pj_thread_t *thread);
pj_status_t pj_thread_join(pj_thread_t *thread);
pj_status_t pj_thread_destroy(pj_thread_t *thread);

#endif
