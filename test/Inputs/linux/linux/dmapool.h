// The parts of the Linux kernel's pools of coherent memory that the tests use.
#ifndef MOCK_LINUX_DMAPOOL_H
#define MOCK_LINUX_DMAPOOL_H
#include <linux/pools.h>

struct dma_pool;
struct dma_pool *dma_pool_create(const char *name, struct device *dev,
                                 size_t size, size_t align, size_t allocation);
void *dma_pool_alloc(struct dma_pool *pool, gfp_t mem_flags,
                     dma_addr_t *handle);
void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t addr);
void dma_pool_destroy(struct dma_pool *pool);
#endif
