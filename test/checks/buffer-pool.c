// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/ffmpeg -std=c11
// FFmpeg: the release takes the handle's address and clears it.
#include <libavutil/buffer.h>

int condition(void);
void use_data(uint8_t *data, size_t size);

void uninit_ok(void) {
  AVBufferPool *pool = av_buffer_pool_init(4096, NULL);
  if (!pool)
    return;
  av_buffer_pool_uninit(&pool);
}

void never_bad(void) {
  AVBufferPool *pool = av_buffer_pool_init(4096, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
  if (!pool)
    return;
  AVBufferRef *b = av_buffer_pool_get(pool);
  av_buffer_unref(&b);
}

int early_return_bad(void) {
  AVBufferPool *pool = av_buffer_pool_init(4096, av_buffer_alloc);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is not released on this path
  if (!pool)
    return -1;
  AVBufferRef *b = av_buffer_pool_get(pool);
  if (!b)
    return -1;
  av_buffer_unref(&b);
  av_buffer_pool_uninit(&pool);
  return 0;
}

// Once cleared, the handle may be released again.
void uninit_twice_ok(void) {
  AVBufferPool *pool = av_buffer_pool_init2(4096, NULL, NULL, NULL);
  av_buffer_pool_uninit(&pool);
  av_buffer_pool_uninit(&pool);
}

void buffer_kept_bad(AVBufferPool *pool) {
  AVBufferRef *b = av_buffer_pool_get(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'b' is never released
  if (b)
    use_data(b->data, b->size);
}

void buffer_returned_ok(AVBufferPool *pool) {
  AVBufferRef *b = av_buffer_pool_get(pool);
  if (b)
    use_data(b->data, b->size);
  av_buffer_unref(&b);
}

// The buffer keeps the pool's memory alive: uninit first is fine.
void pool_before_buffer_ok(void) {
  AVBufferPool *pool = av_buffer_pool_init(4096, NULL);
  AVBufferRef *b = av_buffer_pool_get(pool);
  av_buffer_pool_uninit(&pool);
  av_buffer_unref(&b);
}

AVBufferRef *buffer_to_caller_ok(AVBufferPool *pool) {
  return av_buffer_pool_get(pool);
}
