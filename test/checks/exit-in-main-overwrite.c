// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// In main, a pool that is lost long before the end is still lost.
#include <glib.h>
#include <pthread.h>

void work(gpointer data, gpointer user_data);
void *posix_work(void *arg);

int main(int argc, char **argv) {
  (void)argv;
  GThreadPool *p = NULL;
  for (int i = 0; i < argc; i++)
    p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' {{is never released|is not released on this path}}; its handle is overwritten [poolguard-unreleased-pool]
  g_thread_pool_push(p, NULL, NULL);

  GThreadPool *kept = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  pthread_t t;
  pthread_create(&t, NULL, posix_work, NULL);
  g_thread_pool_push(kept, NULL, NULL);
  return 0;
}
