// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// An array with empty slots, which the loop that joins steps over.
#include <glib.h>

gpointer work(gpointer data);
int wanted(int i);

struct worker {
  GThread *thread;
  int id;
};

void tested_ok(void) {
  GThread *t[4] = {0};
  for (int i = 0; i < 4; i++)
    if (wanted(i))
      t[i] = g_thread_new("worker", work, NULL);
  for (int i = 0; i < 4; i++)
    if (t[i])
      g_thread_join(t[i]);
}

void continue_ok(void) {
  GThread *t[4] = {0};
  for (int i = 0; i < 4; i++)
    if (wanted(i))
      t[i] = g_thread_new("worker", work, NULL);
  for (int i = 0; i < 4; i++) {
    if (!t[i])
      continue;
    g_thread_join(t[i]);
    t[i] = NULL;
  }
}

void in_struct_ok(int n) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    w[i].thread = g_thread_try_new("worker", work, NULL, NULL);
  for (int i = 0; i < n; i++)
    if (w[i].thread)
      g_thread_join(w[i].thread);
}

int early_return_bad(int quick) {
  GThread *t[4] = {0};
  for (int i = 0; i < 4; i++)
    if (wanted(i))
      t[i] = g_thread_new("worker", work, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (quick)
    return 1;
  for (int i = 0; i < 4; i++)
    if (t[i])
      g_thread_join(t[i]);
  return 0;
}

int in_struct_bad(int n, int quick) {
  struct worker w[8] = {0};
  for (int i = 0; i < n; i++)
    w[i].thread = g_thread_try_new("worker", work, NULL, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is not released on this path
  if (quick)
    return 1;
  for (int i = 0; i < n; i++)
    if (w[i].thread)
      g_thread_join(w[i].thread);
  return 0;
}
