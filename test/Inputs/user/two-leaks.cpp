// A leak that the built-in models know, and one of a class of one's own.
#include <pthread.h>

namespace own {
class Pool {
public:
  explicit Pool(int threads);
  ~Pool();
  void close();
};
} // namespace own

void *work(void *arg);

void builtin_bad() {
  pthread_t thread;
  pthread_create(&thread, nullptr, work, nullptr);
}

void own_bad() {
  own::Pool pool(4);
}
