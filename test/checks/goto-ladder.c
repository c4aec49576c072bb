// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Clean-up labels in the order of the kernel, and what goes wrong with them.
#include <glib.h>

void work(gpointer data, gpointer user_data);
int open_input(void);
int open_output(void);
void close_input(void);

int ladder_ok(void) {
  int ret = -1;
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!p)
    goto out;
  if (open_input() < 0)
    goto free_pool;
  if (open_output() < 0)
    goto close_input;
  ret = 0;
close_input:
  close_input();
free_pool:
  g_thread_pool_free(p, FALSE, TRUE);
out:
  return ret;
}

int wrong_label_bad(void) {
  int ret = -1;
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path{{.*}} [poolguard-unreleased-pool]
  if (!p)
    goto out;
  if (open_input() < 0)
    goto free_pool;
  if (open_output() < 0)
    goto out;
  ret = 0;
  close_input();
free_pool:
  g_thread_pool_free(p, FALSE, TRUE);
out:
  return ret;
}

int success_returns_early_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (open_input() < 0)
    goto fail;
  return 0;
fail:
  g_thread_pool_free(p, TRUE, TRUE);
  return -1;
}

// On success the pool goes to the caller; on failure it is freed.
int success_hands_over_ok(GThreadPool **out) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (open_input() < 0)
    goto fail;
  *out = p;
  return 0;
fail:
  g_thread_pool_free(p, TRUE, TRUE);
  return -1;
}

// One label for every exit; the pool is null until it is made.
int null_until_made_ok(void) {
  int ret = -1;
  GThreadPool *p = NULL;
  if (open_input() < 0)
    goto done;
  p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (open_output() < 0)
    goto done;
  ret = 0;
done:
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
  return ret;
}

int two_pools_ok(void) {
  int ret = -1;
  GThreadPool *a, *b;
  a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!a)
    return -1;
  b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!b)
    goto free_a;
  ret = open_input();
  g_thread_pool_free(b, FALSE, TRUE);
free_a:
  g_thread_pool_free(a, FALSE, TRUE);
  return ret;
}

int two_pools_wrong_order_bad(void) {
  GThreadPool *a, *b;
  a = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a' is not released on this path
  if (!a)
    return -1;
  b = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (!b)
    return -1;
  g_thread_pool_free(b, FALSE, TRUE);
  g_thread_pool_free(a, FALSE, TRUE);
  return 0;
}

// Backwards: the second attempt overwrites the first pool.
int retry_bad(void) {
  GThreadPool *p;
again:
  p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (open_input() < 0)
    goto again;
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}

int retry_ok(void) {
  GThreadPool *p;
again:
  p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (open_input() < 0) {
    g_thread_pool_free(p, TRUE, TRUE);
    goto again;
  }
  g_thread_pool_free(p, FALSE, TRUE);
  return 0;
}
