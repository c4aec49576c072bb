// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release -- -isystem %S/../Inputs/zstd -std=c11
// Zstandard: a pool that compression contexts share.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

int condition(void);

void freed_ok(void) {
  ZSTD_threadPool *p = ZSTD_createThreadPool(4);
  ZSTD_CCtx *cctx = ZSTD_createCCtx();
  ZSTD_CCtx_refThreadPool(cctx, p);
  ZSTD_freeCCtx(cctx);
  ZSTD_freeThreadPool(p);
}

// The context only refers to the pool.
void referred_to_bad(ZSTD_CCtx *cctx) {
  ZSTD_threadPool *p = ZSTD_createThreadPool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  ZSTD_CCtx_refThreadPool(cctx, p);
}

int failure_bad(void) {
  ZSTD_threadPool *p = ZSTD_createThreadPool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (!p)
    return -1;
  ZSTD_CCtx *cctx = ZSTD_createCCtx();
  if (!cctx)
    return -1;
  ZSTD_freeCCtx(cctx);
  ZSTD_freeThreadPool(p);
  return 0;
}

// Null may be freed.
int failure_ok(void) {
  ZSTD_threadPool *p = condition() ? ZSTD_createThreadPool(4) : NULL;
  ZSTD_CCtx *cctx = ZSTD_createCCtx();
  if (!cctx) {
    ZSTD_freeThreadPool(p);
    return -1;
  }
  ZSTD_freeCCtx(cctx);
  ZSTD_freeThreadPool(p);
  return 0;
}

void used_after_free_bad(ZSTD_CCtx *cctx) {
  ZSTD_threadPool *p = ZSTD_createThreadPool(4);
  ZSTD_freeThreadPool(p);
  ZSTD_CCtx_refThreadPool(cctx, p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}
