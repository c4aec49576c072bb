// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Slots taken with t[n++], given back with t[--n]; rings; counters in a field.
#include <glib.h>
#include <pthread.h>

void *work(void *arg);

int stack_ok(void) {
  pthread_t t[9];
  int n = 0;
  pthread_create(&t[n++], NULL, work, NULL);
  pthread_create(&t[n++], NULL, work, NULL);
  while (n)
    pthread_join(t[--n], NULL);
  return 0;
}

int stack_in_order_ok(void) {
  pthread_t t[9];
  int n = 0;
  pthread_create(&t[n++], NULL, work, NULL);
  pthread_create(&t[n++], NULL, work, NULL);
  for (int i = 0; i < n; i++)
    pthread_join(t[i], NULL);
  return 0;
}

void ring_ok(int n) {
  GThread *t[4];
  int i;
  for (i = 0; i < n; i++) {
    if (i >= 4)
      g_thread_join(t[i % 4]);
    t[i % 4] = g_thread_new("worker", work, NULL);
  }
  for (i = 0; i < 4 && i < n; i++)
    g_thread_join(t[i]);
}

struct team {
  pthread_t thread[8];
  int n;
};

int field_in_while_ok(void) {
  struct team team;
  team.n = 0;
  while (team.n < 2) {
    if (pthread_create(&team.thread[team.n], NULL, work, NULL) != 0)
      break;
    team.n++;
  }
  for (int i = 0; i < team.n; i++)
    pthread_join(team.thread[i], NULL);
  return 0;
}

int field_in_for_ok(int n) {
  struct team team;
  for (team.n = 0; team.n < n; team.n++)
    if (pthread_create(&team.thread[team.n], NULL, work, NULL) != 0)
      break;
  for (int i = 0; i < team.n; i++)
    pthread_join(team.thread[i], NULL);
  return 0;
}

int stack_bad(int quick) {
  pthread_t t[9];
  int n = 0;
  pthread_create(&t[n++], NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  pthread_create(&t[n++], NULL, work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (quick)
    return 1;
  while (n)
    pthread_join(t[--n], NULL);
  return 0;
}

int field_bad(int n) {
  struct team team;
  for (team.n = 0; team.n < n; team.n++)
    if (pthread_create(&team.thread[team.n], NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'team.thread' is not released on this path
      return 1;
  for (int i = 0; i < team.n; i++)
    pthread_join(team.thread[i], NULL);
  return 0;
}

int member_down_ok(int n) {
  struct team team;
  team.n = 0;
  for (int i = 0; i < n; i++) {
    if (pthread_create(&team.thread[team.n], NULL, work, NULL) != 0)
      break;
    team.n++;
  }
  while (team.n--)
    pthread_join(team.thread[team.n], NULL);
  return 0;
}

int member_before_ok(int n) {
  struct team team = {0};
  for (int i = 0; i < n; i++) {
    if (pthread_create(&team.thread[team.n], NULL, work, NULL) != 0)
      break;
    team.n++;
  }
  for (; team.n > 0; --team.n)
    pthread_join(team.thread[team.n - 1], NULL);
  return 0;
}

int member_down_bad(int n, int quick) {
  struct team team = {0};
  for (int i = 0; i < n; i++) {
    if (pthread_create(&team.thread[team.n], NULL, work, NULL) != 0)
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'team.thread' is not released on this path
      break;
    team.n++;
  }
  if (quick)
    return 1;
  while (team.n--)
    pthread_join(team.thread[team.n], NULL);
  return 0;
}
