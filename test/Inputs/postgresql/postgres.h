// The parts of the PostgreSQL server that the tests use.
#ifndef MOCK_POSTGRES_H
#define MOCK_POSTGRES_H
#include <stddef.h>

typedef size_t Size;
typedef struct MemoryContextData *MemoryContext;
extern MemoryContext CurrentMemoryContext;
#endif
