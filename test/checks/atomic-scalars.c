// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Flags that are read and written atomically.
#include <glib.h>
#include <stdatomic.h>

gint g_atomic_int_get(const volatile gint *atomic);
void g_atomic_int_set(volatile gint *atomic, gint value);
gboolean g_atomic_int_compare_and_exchange(volatile gint *atomic, gint old, gint value);

void run(gpointer data, gpointer user_data);
int condition(void);

#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)
#define FREE(p) g_thread_pool_free(p, FALSE, TRUE)

void c11_ok(void) {
  atomic_int up;
  atomic_init(&up, 0);
  GThreadPool *p = NULL;
  if (condition()) {
    p = MAKE;
    atomic_store(&up, 1);
  }
  if (atomic_load(&up))
    FREE(p);
}

void exchanged_ok(void) {
  atomic_bool up = 0;
  GThreadPool *p = NULL;
  if (condition()) {
    p = MAKE;
    atomic_store_explicit(&up, 1, memory_order_release);
  }
  if (atomic_exchange(&up, 0))
    FREE(p);
}

void compared_ok(void) {
  atomic_int up = 0;
  int expected = 0;
  GThreadPool *p = NULL;
  if (atomic_compare_exchange_strong(&up, &expected, 1))
    p = MAKE;
  if (atomic_load(&up) == 1)
    FREE(p);
}

void counted_ok(void) {
  atomic_int pools = 0;
  GThreadPool *p = NULL;
  if (condition()) {
    p = MAKE;
    atomic_fetch_add(&pools, 1);
  }
  if (atomic_load(&pools) > 0)
    FREE(p);
}

void builtin_ok(void) {
  int up = 0;
  GThreadPool *p = NULL;
  if (condition()) {
    p = MAKE;
    __atomic_store_n(&up, 1, __ATOMIC_SEQ_CST);
  }
  if (__atomic_load_n(&up, __ATOMIC_SEQ_CST))
    FREE(p);
}

void sync_ok(void) {
  int up = 0;
  GThreadPool *p = NULL;
  if (__sync_bool_compare_and_swap(&up, 0, 1))
    p = MAKE;
  if (__sync_bool_compare_and_swap(&up, 1, 0))
    FREE(p);
}

void glib_ok(void) {
  gint up = 0;
  GThreadPool *p = NULL;
  if (condition()) {
    p = MAKE;
    g_atomic_int_set(&up, 1);
  }
  if (g_atomic_int_compare_and_exchange(&up, 1, 0))
    FREE(p);
}

void set_back_bad(void) {
  atomic_int up = 0;
  GThreadPool *p = NULL;
  if (condition()) {
    p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
    atomic_store(&up, 0);
  }
  if (atomic_load(&up))
    FREE(p);
}

void unset_bad(void) {
  gint up = 0;
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    g_atomic_int_set(&up, 1);
  if (g_atomic_int_get(&up))
    FREE(p);
}

void added_bad(void) {
  int pools = 0;
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    __sync_fetch_and_add(&pools, 1);
  if (pools > 0)
    FREE(p);
}

void not_exchanged_bad(void) {
  atomic_int up = 0;
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  if (atomic_exchange(&up, 1))
    FREE(p);
}
