// The parts of libjxl's thread pools that the tests use.
#ifndef MOCK_JXL_THREAD_PARALLEL_RUNNER_H
#define MOCK_JXL_THREAD_PARALLEL_RUNNER_H
#include <stddef.h>

typedef struct JxlMemoryManagerStruct JxlMemoryManager;
void *JxlThreadParallelRunnerCreate(const JxlMemoryManager *memory_manager,
                                    size_t num_worker_threads);
void JxlThreadParallelRunnerDestroy(void *runner_opaque);
#endif
