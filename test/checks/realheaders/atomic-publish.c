// RUN: %check_tidy %s poolguard-unreleased-pool -- %glib_flags -std=gnu11
// REQUIRES: glib
// GLib's atomic pointers are macros over the compiler's builtins.
#include <glib.h>

gpointer work(gpointer data);
int condition(void);

void set_ok(gpointer *slot) {
  GThread *t = g_thread_new("worker", work, NULL);
  g_atomic_pointer_set(slot, t);
}

void compare_and_exchange_ok(gpointer *slot) {
  GThread *t = g_thread_new("worker", work, NULL);
  if (!g_atomic_pointer_compare_and_exchange(slot, NULL, t))
    g_thread_join(t);
}

void counted_bad(int *running) {
  GThread *t = g_thread_new("worker", work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  g_atomic_int_inc(running);
  if (condition())
    return;
  g_thread_join(t);
}
