// The parts of QNX' thread pools that the tests use.
#ifndef MOCK_QNX_DISPATCH_H
#define MOCK_QNX_DISPATCH_H

typedef struct _thread_pool_attr thread_pool_attr_t;
typedef struct _thread_pool thread_pool_t;
#define POOL_FLAG_EXIT_SELF 1
thread_pool_t *thread_pool_create(thread_pool_attr_t *attr, unsigned flags);
int thread_pool_start(void *pool);
int thread_pool_destroy(thread_pool_t *pool);
#endif
