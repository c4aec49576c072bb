// The parts of DPDK's memory pools that the tests use.
#ifndef MOCK_RTE_MEMPOOL_H
#define MOCK_RTE_MEMPOOL_H

struct rte_mempool;
typedef void(rte_mempool_ctor_t)(struct rte_mempool *, void *);
typedef void(rte_mempool_obj_cb_t)(struct rte_mempool *, void *, void *,
                                   unsigned);
struct rte_mempool *
rte_mempool_create(const char *name, unsigned n, unsigned elt_size,
                   unsigned cache_size, unsigned private_data_size,
                   rte_mempool_ctor_t *mp_init, void *mp_init_arg,
                   rte_mempool_obj_cb_t *obj_init, void *obj_init_arg,
                   int socket_id, unsigned flags);
void rte_mempool_free(struct rte_mempool *mp);
int rte_mempool_get(struct rte_mempool *mp, void **obj_p);
void rte_mempool_put(struct rte_mempool *mp, void *obj);
unsigned rte_mempool_avail_count(const struct rte_mempool *mp);
#endif
