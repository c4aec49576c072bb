#include "threads.h"

int leak(int stop) {
  pthread_t t;
  if (pthread_create(&t, 0, work, 0))
    return -1;
  if (stop)
    return 1;
  pthread_join(t, 0);
  return 0;
}
