// The parts of DPDK's packet buffers that the tests use.
#ifndef MOCK_RTE_MBUF_H
#define MOCK_RTE_MBUF_H
#include <rte_mempool.h>
#include <stdint.h>

struct rte_mempool *rte_pktmbuf_pool_create(const char *name, unsigned n,
                                            unsigned cache_size,
                                            uint16_t priv_size,
                                            uint16_t data_room_size,
                                            int socket_id);
#endif
