// The parts of the Linux kernel's memory pools that the tests use.
#ifndef MOCK_LINUX_MEMPOOL_H
#define MOCK_LINUX_MEMPOOL_H
#include <linux/slab.h>

typedef void *(mempool_alloc_t)(gfp_t gfp_mask, void *pool_data);
typedef void(mempool_free_t)(void *element, void *pool_data);
typedef struct mempool_s {
  int min_nr;
} mempool_t;
mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn,
                          mempool_free_t *free_fn, void *pool_data);
void *mempool_alloc_slab(gfp_t gfp_mask, void *pool_data);
void mempool_free_slab(void *element, void *pool_data);
static inline mempool_t *mempool_create_slab_pool(int min_nr,
                                                  struct kmem_cache *kc) {
  return mempool_create(min_nr, mempool_alloc_slab, mempool_free_slab,
                        (void *)kc);
}
int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn,
                 mempool_free_t *free_fn, void *pool_data);
void *mempool_alloc(mempool_t *pool, gfp_t gfp_mask);
void mempool_free(void *element, mempool_t *pool);
void mempool_destroy(mempool_t *pool);
void mempool_exit(mempool_t *pool);
#endif
