// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Handles that are published by an atomic store belong to who reads them.
#include <glib.h>
#include <stdatomic.h>

gpointer work(gpointer data);
int condition(void);

void store_n_ok(GThread **slot) {
  GThread *t = g_thread_new("worker", work, NULL);
  __atomic_store_n(slot, t, __ATOMIC_SEQ_CST);
}

void store_ok(GThread **slot) {
  GThread *t = g_thread_new("worker", work, NULL);
  __atomic_store(slot, &t, __ATOMIC_SEQ_CST);
}

void sync_compare_and_swap_ok(GThread **slot) {
  GThread *t = g_thread_new("worker", work, NULL);
  if (!__sync_bool_compare_and_swap(slot, NULL, t))
    g_thread_join(t);
}

void c11_store_ok(_Atomic(GThread *) *slot) {
  atomic_store(slot, g_thread_new("worker", work, NULL));
}

void c11_compare_exchange_ok(_Atomic(GThread *) *slot) {
  GThread *t = g_thread_new("worker", work, NULL), *none = NULL;
  if (!atomic_compare_exchange_strong(slot, &none, t))
    g_thread_join(t);
}

// Atomic, but not the handle.
void counted_bad(int *running) {
  GThread *t = g_thread_new("worker", work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  __atomic_fetch_add(running, 1, __ATOMIC_SEQ_CST);
  if (condition())
    return;
  g_thread_join(t);
}

void c11_counted_bad(atomic_int *running) {
  GThread *t = g_thread_new("worker", work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  atomic_fetch_add(running, 1);
  if (condition())
    return;
  g_thread_join(t);
}
