// The parts of GDAL's threads that the tests use.
#ifndef MOCK_CPL_MULTIPROC_H
#define MOCK_CPL_MULTIPROC_H

typedef void (*CPLThreadFunc)(void *);
typedef struct _CPLJoinableThread CPLJoinableThread;
CPLJoinableThread *CPLCreateJoinableThread(CPLThreadFunc pfnMain, void *pArg);
void CPLJoinThread(CPLJoinableThread *hJoinableThread);
#endif
