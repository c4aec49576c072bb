// RUN: %check_tidy %s poolguard-unreleased-pool -- %zstd_flags -std=c11
// REQUIRES: zstd
// Zstandard as it is installed.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

int shared_ok(void) {
  ZSTD_threadPool *pool = ZSTD_createThreadPool(4);
  ZSTD_CCtx *cctx = ZSTD_createCCtx();
  ZSTD_CCtx_refThreadPool(cctx, pool);
  ZSTD_freeCCtx(cctx);
  ZSTD_freeThreadPool(pool);
  return 0;
}

int shared_bad(void) {
  ZSTD_threadPool *pool = ZSTD_createThreadPool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
  ZSTD_CCtx *cctx = ZSTD_createCCtx();
  ZSTD_CCtx_refThreadPool(cctx, pool);
  ZSTD_freeCCtx(cctx);
  return 0;
}
