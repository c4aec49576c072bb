// The parts of enkiTS that the tests use.
#ifndef MOCK_TASKSCHEDULER_C_H
#define MOCK_TASKSCHEDULER_C_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct enkiTaskScheduler enkiTaskScheduler;

enkiTaskScheduler *enkiNewTaskScheduler();
void enkiInitTaskScheduler(enkiTaskScheduler *pETS_);
void enkiWaitforAllAndShutdown(enkiTaskScheduler *pETS_);
void enkiDeleteTaskScheduler(enkiTaskScheduler *pETS_);

#ifdef __cplusplus
}
#endif

#endif
