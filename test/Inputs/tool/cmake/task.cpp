extern "C" {
#include "threads.h"
}

int task(bool stop) {
  pthread_t t;
  if (pthread_create(&t, nullptr, work, nullptr))
    return -1;
  pthread_join(t, nullptr);
  return stop;
}
