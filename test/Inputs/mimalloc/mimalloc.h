// The parts of mimalloc that the tests use.
#ifndef MOCK_MIMALLOC_H
#define MOCK_MIMALLOC_H
#include <stddef.h>

typedef struct mi_heap_s mi_heap_t;
mi_heap_t *mi_heap_new(void);
void mi_heap_delete(mi_heap_t *heap);
void mi_heap_destroy(mi_heap_t *heap);
void *mi_heap_malloc(mi_heap_t *heap, size_t size);
#endif
