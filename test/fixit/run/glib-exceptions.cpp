// REQUIRES: glib, valgrind, std
// RUN: %run_fixed %s --with=valgrind -- -std=c++17 %glib_flags -lglib-2.0
// Pools that are left open by an exception; glib.c says how they are seen.
#include <glib.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

static void job(gpointer data, gpointer) { std::free(data); }

static void check(int n) {
  if (n > 2)
    throw n;
}

static int released_later(int n) {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 2, TRUE, nullptr);
  g_thread_pool_push(pool, std::malloc(8), nullptr);
  check(n);
  g_thread_pool_free(pool, FALSE, TRUE);
  return 0;
}

static GThreadPool *made(int n) {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 2, TRUE, nullptr);
  check(n);
  return pool;
}

static int caller(int n) {
  g_thread_pool_free(made(1), FALSE, TRUE);
  g_thread_pool_free(made(n), FALSE, TRUE);
  return 0;
}

int main(int count, char **arguments) {
  int result = -2;
  g_thread_pool_set_max_unused_threads(0); // Else threads outlive their pool.
  try {
    switch (count > 1 ? std::atoi(arguments[1]) : 0) {
    case 1:
      result = released_later(3);
      break;
    case 2:
      result = caller(4);
      break;
    }
  } catch (int thrown) {
    result = 100 + thrown;
  }
  std::printf("result %d\n", result);
  // Threads that were released have to go on to their end.
  g_usleep(100000);
  return 0;
}
