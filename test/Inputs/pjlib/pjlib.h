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

#endif
