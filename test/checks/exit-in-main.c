// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// The end of the process is the end of a C pool too.
#include <glib.h>
#include <stdlib.h>

void work(gpointer data, gpointer user_data);

void usage_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, NULL, NULL);
  exit(2);
}

void function_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  g_thread_pool_push(p, NULL, NULL);
}

int main(int argc, char **argv) {
  (void)argv;
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (argc < 2)
    return 1;
  g_thread_pool_push(p, NULL, NULL);
  return 0;
}
