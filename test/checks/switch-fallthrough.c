// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Cases that fall through, break early or are missing.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int condition(void);

enum mode { SERIAL, PARALLEL, BACKGROUND };

void every_case_ok(int how) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  switch (how) {
  case 0:
    g_thread_pool_free(p, FALSE, TRUE);
    break;
  case 1:
    g_thread_pool_free(p, TRUE, TRUE);
    break;
  default:
    g_thread_pool_free(p, FALSE, FALSE);
    break;
  }
}

void missing_default_bad(int how) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  switch (how) {
  case 0:
    g_thread_pool_free(p, FALSE, TRUE);
    break;
  case 1:
    g_thread_pool_free(p, TRUE, TRUE);
    break;
  }
}

void falls_into_release_ok(int how) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  switch (how) {
  case 0:
    g_thread_pool_push(p, NULL, NULL);
    __attribute__((fallthrough));
  case 1:
    g_thread_pool_set_max_threads(p, 1, NULL);
    __attribute__((fallthrough));
  default:
    g_thread_pool_free(p, FALSE, TRUE);
  }
}

void breaks_before_release_bad(int how) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  switch (how) {
  case 0:
    g_thread_pool_push(p, NULL, NULL);
    break;
  case 1:
    g_thread_pool_set_max_threads(p, 1, NULL);
    __attribute__((fallthrough));
  default:
    g_thread_pool_free(p, FALSE, TRUE);
  }
}

void return_in_case_bad(int how) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  switch (how) {
  case 0:
    return;
  default:
    break;
  }
  g_thread_pool_free(p, FALSE, TRUE);
}

// Two switches on one value: the cases belong together.
void same_switch_twice_ok(enum mode mode) {
  GThreadPool *p = NULL;
  switch (mode) {
  case PARALLEL:
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    break;
  case SERIAL:
  case BACKGROUND:
    break;
  }
  switch (mode) {
  case PARALLEL:
    g_thread_pool_free(p, FALSE, TRUE);
    break;
  case SERIAL:
  case BACKGROUND:
    break;
  }
}

void same_switch_twice_bad(enum mode mode) {
  GThreadPool *p = NULL;
  switch (mode) {
  case PARALLEL:
  case BACKGROUND:
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
    break;
  case SERIAL:
    break;
  }
  switch (mode) {
  case PARALLEL:
    g_thread_pool_free(p, FALSE, TRUE);
    break;
  case SERIAL:
  case BACKGROUND:
    break;
  }
}

void switch_then_if_ok(enum mode mode) {
  GThreadPool *p = NULL;
  switch (mode) {
  case PARALLEL:
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    break;
  default:
    break;
  }
  if (mode == PARALLEL)
    g_thread_pool_free(p, FALSE, TRUE);
}

// Falls through into a second construction.
void falls_into_construction_bad(enum mode mode) {
  GThreadPool *p = NULL;
  switch (mode) {
  case BACKGROUND:
    p = g_thread_pool_new(work, NULL, 1, FALSE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released; its handle is overwritten
    __attribute__((fallthrough));
  case PARALLEL:
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    break;
  case SERIAL:
    return;
  }
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void every_enumerator_ok(enum mode mode) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  switch (mode) {
  case SERIAL:
  case PARALLEL:
    g_thread_pool_free(p, FALSE, TRUE);
    return;
  case BACKGROUND:
    g_thread_pool_free(p, FALSE, FALSE);
    return;
  }
  g_thread_pool_free(p, TRUE, TRUE);
}
