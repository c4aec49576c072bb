// The parts of POCO that the tests use.
#ifndef MOCK_POCO_THREAD_H
#define MOCK_POCO_THREAD_H

namespace Poco {

class Runnable {
public:
  virtual ~Runnable();
  virtual void run() = 0;
};

class Thread {
public:
  Thread();
  ~Thread();
  void start(Runnable &target);
  template <class Functor> void startFunc(const Functor &fn) { startImpl(&fn); }
  void join();
  void join(long milliseconds);
  bool tryJoin(long milliseconds);
  bool isRunning() const;
  void wakeUp();

private:
  Thread(const Thread &);
  Thread &operator=(const Thread &);
  void startImpl(const void *fn);
};

} // namespace Poco

#endif
