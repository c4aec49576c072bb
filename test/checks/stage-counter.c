// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// A counter of the stages that are set up decides what is taken down.
#include <pthread.h>

void *work(void *arg);
int condition(void);

int each_stage_ok(void) {
  int stage = 0;
  pthread_t first, second;
  if (pthread_create(&first, NULL, work, NULL) != 0)
    goto end;
  stage++;
  if (pthread_create(&second, NULL, work, NULL) != 0)
    goto end;
  stage++;
  condition();
end:
  if (stage >= 2)
    pthread_join(second, NULL);
  if (stage >= 1)
    pthread_join(first, NULL);
  return 0;
}

int falling_through_ok(void) {
  int stage = 0;
  pthread_t first, second;
  if (pthread_create(&first, NULL, work, NULL) != 0)
    goto end;
  ++stage;
  if (pthread_create(&second, NULL, work, NULL) != 0)
    goto end;
  ++stage;
end:
  switch (stage) {
  case 2:
    pthread_join(second, NULL);
  case 1:
    pthread_join(first, NULL);
  }
  return 0;
}

int added_ok(void) {
  int stage = 0;
  pthread_t first;
  if (pthread_create(&first, NULL, work, NULL) != 0)
    goto end;
  stage += 1;
end:
  if (stage >= 1)
    pthread_join(first, NULL);
  return 0;
}

int both_or_none_bad(void) {
  int stage = 0;
  pthread_t first, second;
  if (pthread_create(&first, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'first' is not released on this path
    goto end;
  stage++;
  if (pthread_create(&second, NULL, work, NULL) != 0)
    goto end;
  stage++;
  condition();
end:
  if (stage >= 2) {
    pthread_join(second, NULL);
    pthread_join(first, NULL);
  }
  return 0;
}

int not_counted_bad(void) {
  int stage = 0;
  pthread_t first;
  if (pthread_create(&first, NULL, work, NULL) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'first' is not released on this path
    goto end;
  if (condition())
    goto end;
  stage++;
end:
  if (stage >= 1)
    pthread_join(first, NULL);
  return 0;
}
