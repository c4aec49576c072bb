// The parts of Zstandard that the tests use.
#ifndef MOCK_ZSTD_H
#define MOCK_ZSTD_H

#include <stddef.h>

typedef struct ZSTD_CCtx_s ZSTD_CCtx;
ZSTD_CCtx *ZSTD_createCCtx(void);
size_t ZSTD_freeCCtx(ZSTD_CCtx *cctx);

#ifdef ZSTD_STATIC_LINKING_ONLY
typedef struct POOL_ctx_s ZSTD_threadPool;
ZSTD_threadPool *ZSTD_createThreadPool(size_t numThreads);
void ZSTD_freeThreadPool(ZSTD_threadPool *pool);
size_t ZSTD_CCtx_refThreadPool(ZSTD_CCtx *cctx, ZSTD_threadPool *pool);
#endif

#endif
