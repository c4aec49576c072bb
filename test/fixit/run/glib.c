// REQUIRES: glib, valgrind
// RUN: %run_fixed %s --with=valgrind -- -std=gnu11 %glib_flags -lglib-2.0
// Pools that nobody frees keep their threads: Valgrind finds what those hold. A wrong
// release, twice or too early, is an error of its own.
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

static gint finished;

static void job(gpointer data, gpointer user) {
  (void)user;
  g_usleep(1000);
  g_atomic_int_add(&finished, GPOINTER_TO_INT(data));
}

static GThreadPool *make(void) { return g_thread_pool_new(job, NULL, 2, TRUE, NULL); }

static int early_return(int stop) {
  GThreadPool *pool = g_thread_pool_new(job, NULL, 2, TRUE, NULL);
  if (!pool)
    return -1;
  if (stop)
    return 1;
  g_thread_pool_free(pool, FALSE, TRUE);
  return 0;
}

static int value_of_the_pool(int stop) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, GINT_TO_POINTER(1), NULL);
  if (stop)
    return g_thread_pool_get_max_threads(pool) + 1;
  g_thread_pool_free(pool, FALSE, TRUE);
  return 0;
}

static int overwritten(int n) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, GINT_TO_POINTER(n), NULL);
  pool = make();
  g_thread_pool_free(pool, FALSE, TRUE);
  return n;
}

static int in_a_loop(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = make();
    if (i == 1)
      continue;
    if (i == 2)
      break;
    g_thread_pool_free(pool, FALSE, TRUE);
  }
  return n;
}

static int ladder(int n) {
  int rc = 0;
  GThreadPool *pool = NULL;
  if (n < 0)
    goto out;
  pool = make();
  rc = g_thread_pool_get_max_threads(pool);
out:
  return rc;
}

static int work_of_the_stack(int n) {
  int cells[3] = {0, 0, 0};
  GThreadPool *pool = make();
  for (int i = 0; i < n; i++)
    g_thread_pool_push(pool, GINT_TO_POINTER(++cells[i]), NULL);
  if (n == 3)
    return 2;
  g_thread_pool_free(pool, FALSE, TRUE);
  return 0;
}

int main(int count, char **arguments) {
  int result = -2;
  g_thread_pool_set_max_unused_threads(0); // Else threads outlive their pool.
  switch (count > 1 ? atoi(arguments[1]) : 0) {
  case 1:
    result = early_return(1);
    break;
  case 2:
    result = value_of_the_pool(1);
    break;
  case 3:
    result = overwritten(2);
    break;
  case 4:
    result = in_a_loop(4);
    break;
  case 5:
    result = ladder(1);
    break;
  case 6:
    result = work_of_the_stack(3);
    break;
  }
  printf("result %d\n", result);
  // Threads that were released have to go on to their end.
  g_usleep(100000);
  return 0;
}
