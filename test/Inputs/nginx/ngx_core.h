// The parts of nginx's memory pools that the tests use.
#ifndef MOCK_NGX_CORE_H
#define MOCK_NGX_CORE_H
#include <stddef.h>

typedef struct ngx_log_s ngx_log_t;
typedef struct ngx_pool_s ngx_pool_t;
ngx_pool_t *ngx_create_pool(size_t size, ngx_log_t *log);
void ngx_destroy_pool(ngx_pool_t *pool);
void *ngx_palloc(ngx_pool_t *pool, size_t size);
#endif
