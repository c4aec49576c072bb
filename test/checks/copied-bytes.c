// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Passed as const void *, the address of a handle lets it be copied.
#include <glib.h>
#include <string.h>

gpointer work(gpointer data);
int count(int n);

struct worker {
  GThread *thread;
  int n;
};

void memcpy_ok(struct worker *result) {
  struct worker w;
  memset(&w, 0, sizeof w);
  w.thread = g_thread_new("worker", work, NULL);
  memcpy(result, &w, sizeof w);
}

void memdup_ok(struct worker **result) {
  struct worker w;
  w.thread = g_thread_new("worker", work, NULL);
  *result = g_memdup2(&w, sizeof w);
}

void struct_in_array_ok(GArray *a) {
  struct worker w;
  w.thread = g_thread_new("worker", work, NULL);
  g_array_append_val(a, w);
}

void handle_in_array_ok(GArray *a) {
  GThread *t = g_thread_new("worker", work, NULL);
  g_array_append_val(a, t);
}

void memset_before_bad(void) {
  struct worker w;
  memset(&w, 0, sizeof w);
  w.thread = g_thread_new("worker", work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is never released [poolguard-unreleased-pool]
  count(w.n);
}

void other_field_bad(GArray *a) {
  struct worker w;
  w.n = 1;
  g_array_append_val(a, w.n);
  w.thread = g_thread_new("worker", work, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'w.thread' is never released
  count(w.n);
}
