#include "threads.h"

int silenced(int stop) {
  pthread_t t;
  if (pthread_create(&t, 0, work, 0)) // NOLINT(poolguard-unreleased-pool)
    return -1;
  if (stop)
    return 1;
  pthread_join(t, 0);
  return 0;
}

int needless(void) {
  pthread_t t;
  // NOLINTNEXTLINE(poolguard-unreleased-pool)
  if (pthread_create(&t, 0, work, 0))
    return -1;
  pthread_join(t, 0);
  return 0;
}
