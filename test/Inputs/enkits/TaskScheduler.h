// The parts of enkiTS that the tests use.
#ifndef MOCK_TASKSCHEDULER_H
#define MOCK_TASKSCHEDULER_H

namespace enki {

class ITaskSet;

class TaskScheduler {
public:
  TaskScheduler();
  ~TaskScheduler();
  void Initialize();
  void AddTaskSetToPipe(ITaskSet *pTaskSet_);
  void WaitforAll();
  void WaitforAllAndShutdown();

private:
  TaskScheduler(const TaskScheduler &) = delete;
};

} // namespace enki

#endif
