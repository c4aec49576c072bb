// The parts of the Linux kernel's general allocator that the tests use.
#ifndef MOCK_LINUX_GENALLOC_H
#define MOCK_LINUX_GENALLOC_H
#include <linux/pools.h>

struct gen_pool;
struct gen_pool *gen_pool_create(int min_alloc_order, int nid);
int gen_pool_add_owner(struct gen_pool *pool, unsigned long virt,
                       unsigned long long phys, size_t size, int nid,
                       void *owner);
static inline int gen_pool_add(struct gen_pool *pool, unsigned long addr,
                               size_t size, int nid) {
  return gen_pool_add_owner(pool, addr, -1, size, nid, NULL);
}
void gen_pool_destroy(struct gen_pool *pool);
#endif
