// The parts of the Linux kernel's object caches that the tests use.
#ifndef MOCK_LINUX_SLAB_H
#define MOCK_LINUX_SLAB_H
#include <linux/pools.h>

struct kmem_cache;
struct kmem_cache *kmem_cache_create(const char *name, unsigned size,
                                     unsigned align, slab_flags_t flags,
                                     void (*ctor)(void *));
#define KMEM_CACHE(type, flags)                                                \
  kmem_cache_create(#type, sizeof(struct type), __alignof__(struct type),      \
                    flags, NULL)
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags);
void kmem_cache_free(struct kmem_cache *s, void *objp);
void kmem_cache_destroy(struct kmem_cache *s);
#endif
