// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Arrays that end with a null handle.
#include <glib.h>

gpointer work(gpointer data);

void pointer_ok(void) {
  GThread *t[] = {g_thread_new("a", work, NULL), g_thread_new("b", work, NULL),
                  NULL};
  for (GThread **p = t; *p; p++)
    g_thread_join(*p);
}

void index_ok(void) {
  GThread *t[3] = {g_thread_new("a", work, NULL),
                   g_thread_new("b", work, NULL)};
  for (int i = 0; t[i]; i++)
    g_thread_join(t[i]);
}

void up_to_the_first_failure_ok(void) {
  GThread *t[4] = {0};
  for (int i = 0; i < 4; i++) {
    t[i] = g_thread_try_new("worker", work, NULL, NULL);
    if (!t[i])
      break;
  }
  for (int i = 0; i < 4 && t[i]; i++)
    g_thread_join(t[i]);
}

void returns_at_failure_bad(void) {
  GThread *t[4] = {0};
  for (int i = 0; i < 4; i++) {
    t[i] = g_thread_try_new("worker", work, NULL, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
    if (!t[i])
      return;
  }
  for (int i = 0; i < 4 && t[i]; i++)
    g_thread_join(t[i]);
}

int pointer_bad(int quick) {
  GThread *t[] = {g_thread_new("worker", work, NULL), NULL};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't[0]' is not released on this path
  if (quick)
    return 1;
  for (GThread **p = t; *p; p++)
    g_thread_join(*p);
  return 0;
}
