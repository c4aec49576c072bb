// The parts of ACE that the tests use.
#ifndef MOCK_ACE_THREAD_MANAGER_H
#define MOCK_ACE_THREAD_MANAGER_H

typedef void *(*ACE_THR_FUNC)(void *);

class ACE_Thread_Manager {
public:
  ACE_Thread_Manager();
  ~ACE_Thread_Manager();
  static ACE_Thread_Manager *instance();
  int close();
  int spawn(ACE_THR_FUNC func, void *arg = 0);
  int wait();
  int cancel_all(int async_cancel = 0);
};

#endif
