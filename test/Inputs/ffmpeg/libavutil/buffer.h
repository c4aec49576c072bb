// The parts of FFmpeg's buffer pools that the tests use.
#ifndef MOCK_AVUTIL_BUFFER_H
#define MOCK_AVUTIL_BUFFER_H

#include <stddef.h>
#include <stdint.h>

typedef struct AVBuffer AVBuffer;
typedef struct AVBufferRef {
  AVBuffer *buffer;
  uint8_t *data;
  size_t size;
} AVBufferRef;
typedef struct AVBufferPool AVBufferPool;

AVBufferRef *av_buffer_alloc(size_t size);
void av_buffer_unref(AVBufferRef **buf);
AVBufferPool *av_buffer_pool_init(size_t size,
                                  AVBufferRef *(*alloc)(size_t size));
AVBufferPool *av_buffer_pool_init2(size_t size, void *opaque,
                                   AVBufferRef *(*alloc)(void *opaque,
                                                         size_t size),
                                   void (*pool_free)(void *opaque));
void av_buffer_pool_uninit(AVBufferPool **pool);
AVBufferRef *av_buffer_pool_get(AVBufferPool *pool);
void *av_buffer_pool_buffer_get_opaque(const AVBufferRef *ref);

#endif
