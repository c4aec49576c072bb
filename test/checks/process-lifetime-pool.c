// RUN: %check_tidy %s poolguard-process-lifetime-pool,poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// RUN: %check_tidy %s 'poolguard-*' --suffix=OFF -- -isystem %S/../Inputs/glib -std=c11
// RUN: %check_tidy %s 'poolguard-process-lifetime-pool,-poolguard-p*,poolguard-*' --suffix=OFF -- -isystem %S/../Inputs/glib -std=c11
// The inventory is only taken if the check is named.
#include <glib.h>

void work(gpointer data, gpointer user_data);

static GThreadPool *shared;
GThreadPool *exported;
static GThreadPool *ended;
static GThreadPool *ended_by_helper;
static GThreadPool *never_made;
static _Thread_local GThreadPool *of_thread;

void start_bad(void) {
  shared = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'shared' has static storage and is open until the process ends [poolguard-process-lifetime-pool]
}

void start_exported_bad(void) {
  exported = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'exported' has static storage and is open until the process ends [poolguard-process-lifetime-pool]
}

GThreadPool *once_bad(void) {
  static GThreadPool *pool;
  if (!pool)
    pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' has static storage and is open until the process ends [poolguard-process-lifetime-pool]
  return pool;
}

void start_ok(void) {
  ended = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
}

void stop_ok(void) {
  g_thread_pool_free(ended, FALSE, TRUE);
  ended = NULL;
}

void stop_pool(GThreadPool *pool);

void start_and_stop_ok(void) {
  ended_by_helper = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  stop_pool(ended_by_helper);
}

void per_thread_ok(void) {
  of_thread = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
}

void push_ok(void) {
  g_thread_pool_push(never_made, NULL, NULL);
}

int main(int argc, char **argv) {
  (void)argv;
  GThreadPool *open = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'open' is still open when 'main' returns [poolguard-process-lifetime-pool]
  GThreadPool *on_a_path = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'on_a_path' is still open when 'main' returns [poolguard-process-lifetime-pool]
  GThreadPool *released = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  g_thread_pool_push(open, NULL, NULL);
  g_thread_pool_free(released, FALSE, TRUE);
  if (argc > 1)
    return 1;
  g_thread_pool_free(on_a_path, FALSE, TRUE);
  return 0;
}
