// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The members of a union are one place.
#include <glib.h>

gpointer work(gpointer data);

union handle {
  GThread *thread;
  gpointer any;
};

void other_member_ok(void) {
  union handle h;
  h.thread = g_thread_new("worker", work, NULL);
  g_thread_join(h.any);
}

void same_member_ok(void) {
  union handle h;
  h.thread = g_thread_new("worker", work, NULL);
  g_thread_join(h.thread);
}

int early_return_bad(int quick) {
  union handle h;
  h.thread = g_thread_new("worker", work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'h' is not released on this path [poolguard-unreleased-pool]
  if (quick)
    return 1;
  g_thread_join(h.any);
  return 0;
}

void overwritten_bad(void) {
  union handle h;
  h.thread = g_thread_new("worker", work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'h' is never released; its handle is overwritten
  h.any = NULL;
}
