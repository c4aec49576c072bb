// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=gnu11 -I %root/test/Inputs/glib
// Pools in an array whose number a variable of the program tells.
#include <glib.h>
#include <pthread.h>

#define THREADS 8
void *work(void *);
void job(void *, void *);
int ask(int);
void say(int);
#define MAKE g_thread_pool_new(job, 0, 4, FALSE, 0)

struct team {
  pthread_t thread[THREADS];
  int n;
};

int stack(void) {
  pthread_t t[THREADS];
  int n = 0;
  pthread_create(&t[n++], NULL, work, NULL);
  if (ask(1))
    pthread_create(&t[n++], NULL, work, NULL);
  if (ask(2))
    return 1;
  while (n)
    pthread_join(t[--n], NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int stack(
// CHECK-FIXES: if (ask(2)) {
// CHECK-FIXES-NEXT: {{^}}    for (int i = 0; i < n; i++) pthread_join(t[i], NULL);
// CHECK-FIXES-NEXT: return 1;

int member(int n) {
  struct team team = {0};
  for (int i = 0; i < n; i++) {
    if (pthread_create(&team.thread[team.n], NULL, work, NULL) != 0)
      break;
    team.n++;
  }
  if (ask(1))
    return 1;
  while (team.n--)
    pthread_join(team.thread[team.n], NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int member(
// CHECK-FIXES: if (ask(1)) {
// CHECK-FIXES-NEXT: {{^}}    for (int j = 0; j < team.n; j++) pthread_join(team.thread[j], NULL);
// CHECK-FIXES-NEXT: return 1;

int beside_the_index(int n) {
  pthread_t t[THREADS];
  int started = 0;
  for (int i = 0; i < n; i++) {
    int rc = pthread_create(&t[i], NULL, work, NULL);
    if (rc != 0) {
      say(rc);
      break;
    }
    started++;
  }
  return started;
}
// CHECK-FIXES-LABEL: int beside_the_index(
// CHECK-FIXES: started++;
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES-NEXT: {{^}}  for (int j = 0; j < started; j++) pthread_join(t[j], NULL);
// CHECK-FIXES-NEXT: return started;

int in_the_condition(int n) {
  pthread_t t[THREADS];
  int made = 0;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0)
    made++;
  return made;
}
// CHECK-FIXES-LABEL: int in_the_condition(
// CHECK-FIXES: made++;
// CHECK-FIXES-NEXT: {{^}}  for (int i = 0; i < made; i++) pthread_join(t[i], NULL);
// CHECK-FIXES-NEXT: return made;

int if_it_worked(int n) {
  pthread_t t[THREADS];
  unsigned made = 0;
  for (int i = 0; i < n; i++)
    if (!pthread_create(&t[made], NULL, work, NULL))
      made++;
  if (ask(1))
    return 1;
  for (unsigned i = 0; i < made; i++)
    pthread_join(t[i], NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int if_it_worked(
// CHECK-FIXES: if (ask(1)) {
// CHECK-FIXES-NEXT: {{^}}    for (unsigned int j = 0; j < made; j++) pthread_join(t[j], NULL);

// Between the two there is one more.
int not_counted_yet(int n) {
  pthread_t t[THREADS];
  int made = 0;
  while (made < n) {
    if (pthread_create(&t[made], NULL, work, NULL) != 0)
      break;
    if (ask(made))
      return 1;
    made++;
  }
  while (made > 0)
    pthread_join(t[--made], NULL);
  return 0;
}
// CHECK-FIXES-LABEL: int not_counted_yet(
// CHECK-FIXES: if (ask(made)) {
// CHECK-FIXES-NEXT: {{^}}      for (int i = 0; i < made + 1; i++) pthread_join(t[i], NULL);
// CHECK-FIXES-NEXT: return 1;

int pointers(int n) {
  GThreadPool *p[THREADS];
  int made = 0;
  for (int i = 0; i < n; i++) {
    p[made] = MAKE;
    if (!p[made])
      break;
    made++;
  }
  if (ask(1))
    return 1;
  for (int i = 0; i < made; i++)
    g_thread_pool_free(p[i], FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int pointers(
// CHECK-FIXES: if (ask(1)) {
// CHECK-FIXES-NEXT: {{^}}    for (int j = 0; j < made; j++) if (p[j]) g_thread_pool_free(p[j], FALSE, TRUE);

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

// It counts tries.
int counts_tries(int n) {
  pthread_t t[THREADS];
  int tried = 0;
  for (int i = 0; i < n; i++) {
    int rc = pthread_create(&t[i], NULL, work, NULL); // no fix: how many of the handles hold a pool is not known
    tried++;
    if (rc != 0)
      break;
  }
  return tried;
}

// Some places are empty.
int with_gaps(int n) {
  pthread_t t[THREADS];
  int made = 0;
  for (int i = 0; i < n; i++)
    if (pthread_create(&t[i], NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
      made++;
  return made;
}

int skipped(int n) {
  pthread_t t[THREADS];
  int made = 0;
  for (int i = 0; i < n; i++) {
    if (ask(i))
      continue;
    if (pthread_create(&t[i], NULL, work, NULL) != 0) // no fix: how many of the handles hold a pool is not known
      break;
    made++;
  }
  return made;
}

// The last one is not counted.
int broken_off(int n) {
  pthread_t t[THREADS];
  int made = 0;
  for (; made < n; made++) {
    pthread_create(&t[made], NULL, work, NULL); // no fix: how many of the handles hold a pool is not known
    if (ask(made))
      break;
  }
  return made;
}

int begins_with_one(int n) {
  pthread_t t[THREADS];
  int made = 1;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
    made++;
  return made;
}

int counted_elsewhere(int n) {
  pthread_t t[THREADS];
  int made = 0;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
    made++;
  if (ask(1))
    made++;
  return made;
}

void set(int *);

int written_by_another(int n) {
  pthread_t t[THREADS];
  int made = 0;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
    made++;
  set(&made);
  return made;
}

// The second round begins anew.
int begun_anew(int n) {
  pthread_t t[THREADS];
  int made = 0;
  for (int round = 0; round < 2; round++) {
    made = 0;
    while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
      made++;
  }
  return made;
}

int by_a_jump(int n) {
  pthread_t t[THREADS];
  int made;
  if (ask(0))
    goto out;
  made = 0;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
    made++;
out:
  return n;
}

// Which were released before the end of the loop?
int released_from_the_end(int n) {
  pthread_t t[THREADS];
  int made = 0;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0) // no fix: how many of the handles hold a pool is not known
    made++;
  while (made > 0) {
    made--;
    if (ask(made))
      break;
    pthread_join(t[made], NULL);
  }
  return 0;
}

int some_from_the_start(void) {
  GThreadPool *p[4];
  int n;
  for (n = 0; n < 4; n++)
    p[n] = MAKE; // no fix: which of the handles hold a pool is not known
  while (n > 0) {
    n--;
    if (ask(n))
      break;
    g_thread_pool_free(p[n], FALSE, TRUE);
  }
  return 0;
}

int the_first_alone(int n) {
  pthread_t t[THREADS];
  int made = 0;
  while (made < n && pthread_create(&t[made], NULL, work, NULL) == 0)
    made++;
  pthread_join(t[0], NULL);
  if (ask(1))
    return 1;
  for (int i = 1; i < made; i++)
    pthread_join(t[i], NULL);
  return 0;
}

//===----------------------------------------------------------------------===//
// Arrays of null pointers
//===----------------------------------------------------------------------===//

int some_slots(void) {
  GThreadPool *p[THREADS] = {NULL};
  for (int i = 0; i < THREADS; i++)
    if (ask(i))
      p[i] = MAKE;
  if (ask(9))
    return 1;
  for (int i = 0; i < THREADS; i++)
    if (p[i])
      g_thread_pool_free(p[i], FALSE, TRUE);
  return 0;
}
// CHECK-FIXES-LABEL: int some_slots(
// CHECK-FIXES: if (ask(9)) {
// CHECK-FIXES-NEXT: {{^}}    for (int j = 0; j < THREADS; j++) if (p[j]) g_thread_pool_free(p[j], FALSE, TRUE);
// CHECK-FIXES-NEXT: return 1;

int slots_without_value(void) {
  GThreadPool *p[THREADS];
  for (int i = 0; i < THREADS; i++)
    if (ask(i))
      p[i] = MAKE; // no fix: how many of the handles hold a pool is not known
  return 1;
}

int slots_of_others(GThreadPool *given) {
  GThreadPool *p[THREADS] = {NULL};
  p[0] = given;
  for (int i = 1; i < THREADS; i++)
    if (ask(i))
      p[i] = MAKE; // no fix: how many of the handles hold a pool is not known
  return 1;
}

void fill(GThreadPool **);

int slots_seen_by_others(void) {
  GThreadPool *p[THREADS] = {NULL};
  for (int i = 1; i < THREADS; i++)
    if (ask(i))
      p[i] = MAKE;
  fill(p);
  return 1;
}

int slots_released_in_part(void) {
  GThreadPool *p[THREADS] = {NULL};
  for (int i = 0; i < THREADS; i++)
    if (ask(i))
      p[i] = MAKE;
  int n = ask(3);
  g_thread_pool_free(p[n], FALSE, TRUE);
  if (ask(9))
    return 1;
  return 0;
}
