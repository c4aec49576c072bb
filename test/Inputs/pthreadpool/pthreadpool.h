// The parts of pthreadpool that the tests use.
#ifndef MOCK_PTHREADPOOL_H
#define MOCK_PTHREADPOOL_H
#include <stddef.h>
#include <stdint.h>

typedef struct pthreadpool *pthreadpool_t;
typedef void (*pthreadpool_task_1d_t)(void *, size_t);
pthreadpool_t pthreadpool_create(size_t threads_count);
void pthreadpool_parallelize_1d(pthreadpool_t threadpool,
                                pthreadpool_task_1d_t function, void *context,
                                size_t range, uint32_t flags);
void pthreadpool_destroy(pthreadpool_t threadpool);
#endif
