// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// What a thread keeps as its own data stays, though the parameter is const.
#include <glib.h>
#include <pthread.h>

void work(gpointer data, gpointer user_data);
void count_jobs(const GThreadPool *pool);

static pthread_key_t key;

void result_ok(void) {
  pthread_setspecific(key, g_thread_pool_new(work, NULL, 4, FALSE, NULL));
}

void variable_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  pthread_setspecific(key, p);
}

void looked_at_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  count_jobs(p);
}

// A const void * can be kept; what for is not visible.
void FN_looked_at_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  (void)g_direct_hash(p);
}
