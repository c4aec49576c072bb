// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c11
// The bits of a mask say which threads run.
#include <pthread.h>

void *work(void *arg);
int condition(void);

enum { READER = 1, WRITER = 2, CLEANER = 4 };

int set_and_tested_ok(void) {
  pthread_t reader, writer;
  unsigned running = 0;
  if (pthread_create(&reader, NULL, work, NULL) == 0)
    running |= READER;
  if (pthread_create(&writer, NULL, work, NULL) == 0)
    running |= WRITER;
  condition();
  if (running & READER)
    pthread_join(reader, NULL);
  if (running & WRITER)
    pthread_join(writer, NULL);
  return 0;
}

int parameter_ok(unsigned flags) {
  pthread_t cleaner;
  if (flags & CLEANER)
    if (pthread_create(&cleaner, NULL, work, NULL) != 0)
      return 1;
  condition();
  if (flags & CLEANER)
    pthread_join(cleaner, NULL);
  return 0;
}

int early_return_bad(void) {
  pthread_t reader;
  unsigned running = 0;
  if (pthread_create(&reader, NULL, work, NULL) == 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'reader' is not released on this path [poolguard-unreleased-pool]
    running |= READER;
  if (condition())
    return 1;
  if (running & READER)
    pthread_join(reader, NULL);
  return 0;
}

int other_bit_bad(void) {
  pthread_t reader;
  unsigned running = 0;
  if (pthread_create(&reader, NULL, work, NULL) == 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'reader' is never released
    running |= READER;
  if (running & WRITER)
    pthread_join(reader, NULL);
  return 0;
}

int cleared_bad(void) {
  pthread_t reader;
  unsigned running = 0;
  if (pthread_create(&reader, NULL, work, NULL) == 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'reader' is never released
    running |= READER;
  running &= ~READER;
  if (running & READER)
    pthread_join(reader, NULL);
  return 0;
}

int parameter_other_bit_bad(unsigned flags) {
  pthread_t cleaner;
  if (flags & CLEANER)
    if (pthread_create(&cleaner, NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'cleaner' is not released on this path
      return 1;
  if (flags & READER)
    pthread_join(cleaner, NULL);
  return 0;
}

int compared_with_its_bit_ok(unsigned flags) {
  pthread_t cleaner;
  if (flags & CLEANER)
    if (pthread_create(&cleaner, NULL, work, NULL) != 0)
      return 1;
  condition();
  if ((flags & CLEANER) == CLEANER)
    pthread_join(cleaner, NULL);
  return 0;
}

int compared_then_tested_ok(unsigned flags) {
  pthread_t cleaner;
  if ((flags & CLEANER) == CLEANER)
    if (pthread_create(&cleaner, NULL, work, NULL) != 0)
      return 1;
  condition();
  if ((flags & CLEANER) == 0)
    return 0;
  pthread_join(cleaner, NULL);
  return 0;
}

int compared_and_not_equal_bad(unsigned flags) {
  pthread_t cleaner;
  if (flags & CLEANER)
    if (pthread_create(&cleaner, NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'cleaner' is never released [poolguard-unreleased-pool]
      return 1;
  condition();
  if ((flags & CLEANER) != CLEANER)
    pthread_join(cleaner, NULL);
  return 0;
}

// A mask of more bits is another question.
int FP_part_of_a_larger_mask_ok(unsigned flags) {
  pthread_t cleaner;
  int started = 0;
  if (flags & CLEANER)
    started = pthread_create(&cleaner, NULL, work, NULL) == 0;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'cleaner' is not released on this path [poolguard-unreleased-pool]
  condition();
  if (flags & (CLEANER | WRITER))
    if (started)
      pthread_join(cleaner, NULL);
  return 0;
}
