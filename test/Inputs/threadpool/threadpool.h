// mbrossard's threadpool.
#ifndef MOCK_THREADPOOL_H
#define MOCK_THREADPOOL_H

typedef struct threadpool_t threadpool_t;
typedef enum { threadpool_graceful = 1 } threadpool_destroy_flags_t;
threadpool_t *threadpool_create(int thread_count, int queue_size, int flags);
int threadpool_add(threadpool_t *pool, void (*routine)(void *), void *arg,
                   int flags);
int threadpool_destroy(threadpool_t *pool, int flags);
#endif
