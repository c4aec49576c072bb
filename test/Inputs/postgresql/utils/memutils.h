// The parts of PostgreSQL's memory contexts that the tests use.
#ifndef MOCK_MEMUTILS_H
#define MOCK_MEMUTILS_H
#include <postgres.h>

MemoryContext AllocSetContextCreateInternal(MemoryContext parent,
                                            const char *name,
                                            Size minContextSize,
                                            Size initBlockSize,
                                            Size maxBlockSize);
#define AllocSetContextCreate(parent, name, ...)                               \
  AllocSetContextCreateInternal(parent, name, __VA_ARGS__)
#define ALLOCSET_DEFAULT_SIZES 0, 8192, 8388608
MemoryContext SlabContextCreate(MemoryContext parent, const char *name,
                                Size blockSize, Size chunkSize);
MemoryContext MemoryContextSwitchTo(MemoryContext context);
void *MemoryContextAlloc(MemoryContext context, Size size);
void MemoryContextDelete(MemoryContext context);
#endif
