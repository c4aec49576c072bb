// RUN: %check_tidy %s poolguard-pool-in-loop,poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -isystem %S/../Inputs/apr/apr-1.0 -isystem %S/../Inputs/thpool -std=c11
// The same pool is made and released in every round.
#include <apr_pools.h>
#include <glib.h>
#include <stddef.h>
#include <thpool.h>

void work(gpointer data, gpointer user_data);
void job(void *arg);
int ready(void);
int workers_wanted(void);
void usable(GThreadPool *pool, int *out);

void each_round_bad(char **files, int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is constructed and released in every iteration of a loop; construct it once, before the loop [poolguard-pool-in-loop]
    g_thread_pool_push(pool, files[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

void before_the_loop_ok(char **files, int n) {
  GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  for (int i = 0; i < n; i++)
    g_thread_pool_push(pool, files[i], NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}

void declared_outside_bad(int n) {
  threadpool pool;
  while (n-- > 0) {
    pool = thpool_init(4);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is constructed and released in every iteration of a loop; construct it once, before the loop [poolguard-pool-in-loop]
    if (pool == NULL)
      continue;
    thpool_add_work(pool, job, NULL);
    thpool_wait(pool);
    thpool_destroy(pool);
  }
}

int may_fail_bad(int n) {
  do {
    threadpool pool = thpool_init(workers_wanted());
    if (!pool)
      return -1;
    if (thpool_add_work(pool, job, NULL) != 0) {
      thpool_destroy(pool);
      return -1;
    }
    thpool_wait(pool);
    thpool_destroy(pool);
  } while (--n);
  return 0;
}

void inner_loop_bad(int n, int m) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      GThreadPool *pool = g_thread_pool_new(work, NULL, i, FALSE, NULL);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is constructed and released in every iteration of a loop; construct it once, before the loop [poolguard-pool-in-loop]
      g_thread_pool_free(pool, FALSE, TRUE);
    }
}

// Another pool in every round.
void size_varies_ok(const int *sizes, int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(work, NULL, sizes[i], FALSE, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

void data_varies_ok(char **files, int n) {
  for (int i = 0; i < n; i++) {
    int results = 0;
    GThreadPool *pool = g_thread_pool_new(work, &results, 4, FALSE, NULL);
    g_thread_pool_push(pool, files[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

void grows_ok(int n) {
  int size = 1;
  while (n-- > 0) {
    GThreadPool *pool = g_thread_pool_new(work, NULL, size, FALSE, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
    size *= 2;
  }
}

// Not in every round.
void on_demand_ok(int n) {
  for (int i = 0; i < n; i++)
    if (ready()) {
      GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
      g_thread_pool_free(pool, FALSE, TRUE);
    }
}

void skipping_ok(int n) {
  for (int i = 0; i < n; i++) {
    if (!ready())
      continue;
    GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

// The loop ends once a pool is made.
void retry_ok(void) {
  while (1) {
    threadpool pool = thpool_init(4);
    if (!pool)
      continue;
    thpool_wait(pool);
    thpool_destroy(pool);
    break;
  }
}

void until_usable_ok(void) {
  GThreadPool *pool;
  for (;;) {
    int usable_now = 0;
    pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    usable(pool, &usable_now);
    if (usable_now)
      break;
    g_thread_pool_free(pool, FALSE, TRUE);
  }
  g_thread_pool_push(pool, NULL, NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}

GThreadPool *first_usable_ok(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    if (ready())
      return pool;
    g_thread_pool_free(pool, FALSE, TRUE);
  }
  return NULL;
}

void once_ok(void) {
  do {
    GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  } while (0);
  for (int once = 1; once; once = 0) {
    GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

// One pool for each shard, all open at once.
void shards_ok(void) {
  GThreadPool *pools[4];
  for (int i = 0; i < 4; i++)
    pools[i] = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
  for (int i = 0; i < 4; i++)
    g_thread_pool_free(pools[i], FALSE, TRUE);
}

// Open across rounds.
void lazily_ok(int n) {
  GThreadPool *pool = NULL;
  for (int i = 0; i < n; i++) {
    if (!pool)
      pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    g_thread_pool_push(pool, NULL, NULL);
  }
  if (pool)
    g_thread_pool_free(pool, FALSE, TRUE);
}

// This one has a worse defect.
void leaks_bad(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path [poolguard-unreleased-pool]
    if (ready())
      continue;
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

// Memory pools are made for this.
void scratch_ok(int n) {
  for (int i = 0; i < n; i++) {
    apr_pool_t *scratch;
    if (apr_pool_create(&scratch, NULL) != APR_SUCCESS)
      return;
    apr_pool_destroy(scratch);
  }
}

void benchmark_creation_ok(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(work, NULL, 4, FALSE, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

static GThreadPool *make(void) {
  return g_thread_pool_new(work, NULL, 4, FALSE, NULL);
}

void by_helper_bad(int n) {
  while (n--) {
    GThreadPool *pool = make();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is constructed and released in every iteration of a loop; construct it once, before the loop [poolguard-pool-in-loop]
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}
