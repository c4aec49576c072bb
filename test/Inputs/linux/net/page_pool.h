// The parts of the Linux kernel's page pools that the tests use.
#ifndef MOCK_NET_PAGE_POOL_H
#define MOCK_NET_PAGE_POOL_H
#include <linux/pools.h>

struct page;
struct page_pool;
struct page_pool_params {
  unsigned pool_size;
};
struct page_pool *page_pool_create(const struct page_pool_params *params);
struct page *page_pool_alloc_pages(struct page_pool *pool, gfp_t gfp);
void page_pool_destroy(struct page_pool *pool);
#endif
