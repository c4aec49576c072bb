// The parts of talloc that the tests use.
#ifndef MOCK_TALLOC_H
#define MOCK_TALLOC_H
#include <stddef.h>

typedef void TALLOC_CTX;
void *talloc_pool(const void *context, size_t size);
void *talloc_named_const(const void *context, size_t size, const char *name);
#define talloc_new(ctx) talloc_named_const(ctx, 0, "talloc_new: " __FILE__)
#define talloc_size(ctx, size) talloc_named_const(ctx, size, __FILE__)
void *talloc_init(const char *fmt, ...);
char *talloc_strdup(const void *t, const char *p);
int _talloc_free(void *ptr, const char *location);
#define talloc_free(ctx) _talloc_free(ctx, __FILE__)
void *_talloc_steal_loc(const void *new_ctx, const void *ptr,
                        const char *location);
#define talloc_steal(ctx, ptr) _talloc_steal_loc((ctx), (ptr), __FILE__)
#endif
