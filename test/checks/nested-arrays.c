// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// Arrays of arrays, and an array that is used as one.
#include <pthread.h>

void *work(void *arg);

int two_dimensions_ok(void) {
  pthread_t t[2][4];
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 4; j++)
      pthread_create(&t[i][j], NULL, work, NULL);
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 4; j++)
      pthread_join(t[i][j], NULL);
  return 0;
}

int flat_ok(int rows, int columns) {
  pthread_t t[64];
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < columns; j++)
      pthread_create(&t[i * columns + j], NULL, work, NULL);
  for (int i = 0; i < rows * columns; i++)
    pthread_join(t[i], NULL);
  return 0;
}

// Elements of elements are not followed.
int FN_two_dimensions_bad(int quick) {
  pthread_t t[2][4];
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 4; j++)
      pthread_create(&t[i][j], NULL, work, NULL);
  if (quick)
    return 1;
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 4; j++)
      pthread_join(t[i][j], NULL);
  return 0;
}

int one_row_bad(int quick) {
  pthread_t t[4];
  for (int j = 0; j < 4; j++)
    pthread_create(&t[j], NULL, work, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (quick)
    return 1;
  for (int j = 0; j < 4; j++)
    pthread_join(t[j], NULL);
  return 0;
}
