// The parts of libjxl's resizable thread pools that the tests use.
#ifndef MOCK_JXL_RESIZABLE_PARALLEL_RUNNER_H
#define MOCK_JXL_RESIZABLE_PARALLEL_RUNNER_H
#include <jxl/thread_parallel_runner.h>

void *JxlResizableParallelRunnerCreate(const JxlMemoryManager *memory_manager);
void JxlResizableParallelRunnerSetThreads(void *runner_opaque,
                                          size_t num_threads);
void JxlResizableParallelRunnerDestroy(void *runner_opaque);
#endif
