// The parts of what the Linux kernel declares in its headers of this directory
// that the tests use.
#ifndef MOCK_LINUX_POOLS_H
#define MOCK_LINUX_POOLS_H
#define NULL ((void *)0)
#define GFP_KERNEL 0xcc0u
#define MAX_ERRNO 4095
typedef unsigned gfp_t;
typedef unsigned slab_flags_t;
typedef unsigned long size_t;
typedef unsigned long long dma_addr_t;
struct device;

static inline _Bool IS_ERR(const void *ptr) {
  return (unsigned long)ptr >= (unsigned long)-MAX_ERRNO;
}
static inline long PTR_ERR(const void *ptr) { return (long)ptr; }
#endif
