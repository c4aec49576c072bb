// The parts of SPDK's memory pools that the tests use.
#ifndef MOCK_SPDK_ENV_H
#define MOCK_SPDK_ENV_H
#include <stddef.h>

struct spdk_mempool;
struct spdk_mempool *spdk_mempool_create(const char *name, size_t count,
                                         size_t ele_size, size_t cache_size,
                                         int socket_id);
void spdk_mempool_free(struct spdk_mempool *mp);
void *spdk_mempool_get(struct spdk_mempool *mp);
void spdk_mempool_put(struct spdk_mempool *mp, void *ele);
#endif
