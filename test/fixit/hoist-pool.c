// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib -I %root/test/Inputs/thpool -I %root/test/Inputs/apr/apr-1.0
// One pool serves all rounds of a loop; each round still waits for its tasks,
// or hands them nothing that another one touches.
#include <apr_pools.h>
#include <apr_reslist.h>
#include <glib.h>
#include <thpool.h>

void job(void *, void *);
void task(void *);
int ready(void);
void report(void);
void fill(char *buffer);

void elements(char **files, int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
    g_thread_pool_push(pool, files[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}
// CHECK-FIXES-LABEL: void elements
// CHECK-FIXES: {{^}}  GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
// CHECK-FIXES-NEXT: {{^}}  for (int i = 0; i < n; i++) {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_push(pool, files[i], NULL);
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES-NEXT: {{^}}  g_thread_pool_free(pool, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}}

void numbers(int n) {
  int i = 0;
  while (i++ < n) {
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
    g_thread_pool_push(pool, GINT_TO_POINTER(i), NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

// What the tasks read is written again in the next round.
void one_buffer(int n) {
  char buffer[80];
  for (int i = 0; i < n; i++) {
    fill(buffer);
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: each round waits for its tasks by releasing the pool
    g_thread_pool_push(pool, buffer, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

// It is waited for all the same.
void one_buffer_and_a_wait(int n) {
  char buffer[80];
  for (int i = 0; i < n; i++) {
    fill(buffer);
    threadpool pool = thpool_init(4);
    thpool_add_work(pool, task, buffer);
    thpool_wait(pool);
    thpool_destroy(pool);
  }
}
// CHECK-FIXES-LABEL: void one_buffer_and_a_wait
// CHECK-FIXES: {{^}}  threadpool pool = thpool_init(4);
// CHECK-FIXES-NEXT: {{^}}  for (int i = 0; i < n; i++) {
// CHECK-FIXES-NEXT: {{^}}    fill(buffer);
// CHECK-FIXES-NEXT: {{^}}    thpool_add_work(pool, task, buffer);
// CHECK-FIXES-NEXT: {{^}}    thpool_wait(pool);
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES-NEXT: {{^}}  thpool_destroy(pool);
// CHECK-FIXES-NEXT: {{^}}}

void wait_in_place(int n) {
  char buffer[80];
  for (int i = 0; i < n; i++) {
    threadpool pool = thpool_init(4);
    fill(buffer);
    thpool_add_work(pool, task, buffer);
    if (i)
      thpool_wait(pool);
    else
      thpool_wait(pool);
    thpool_add_work(pool, task, buffer);
    thpool_wait(pool);
    thpool_destroy(pool);
  }
}

int fails_once(int n) {
  do {
    threadpool pool = thpool_init(4);
    if (!pool)
      return -1;
    thpool_add_work(pool, task, NULL);
    thpool_wait(pool);
    thpool_destroy(pool);
  } while (--n);
  return 0;
}

int gives_up(int n) {
  do {
    threadpool pool = thpool_init(4);
    if (!pool) {
      report();
      return -1;
    }
    if (thpool_add_work(pool, task, NULL) != 0) {
      thpool_destroy(pool);
      return -1;
    }
    thpool_wait(pool);
    thpool_destroy(pool);
  } while (--n);
  return 0;
}

void skips(int n) {
  threadpool pool;
  while (n-- > 0) {
    pool = thpool_init(4);
    if (pool == NULL)
      continue;
    thpool_add_work(pool, task, NULL);
    thpool_wait(pool);
    thpool_destroy(pool);
  }
}
// CHECK-FIXES-LABEL: void skips
// CHECK-FIXES: {{^}}  pool = thpool_init(4);
// CHECK-FIXES-NEXT: {{^}}  while (n-- > 0) {
// CHECK-FIXES-NEXT: {{^}}    if (pool == NULL)
// CHECK-FIXES-NEXT: {{^}}      continue;
// CHECK-FIXES-NEXT: {{^}}    thpool_add_work(pool, task, NULL);
// CHECK-FIXES-NEXT: {{^}}    thpool_wait(pool);
// CHECK-FIXES-NEXT: {{^}}  }
// CHECK-FIXES-NEXT: {{^}}  if (pool)
// CHECK-FIXES-NEXT: {{^}}    thpool_destroy(pool);
// CHECK-FIXES-NEXT: {{^}}}

// Something depends on the tasks of the round.
void goes_on(char **files, int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: the round goes on after the end of the pool
    g_thread_pool_push(pool, files[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
    report();
  }
}

void no_block(int n, int m) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: the loop is no statement of a block, or has none
      g_thread_pool_free(pool, FALSE, TRUE);
    }
}

void same_name(int n) {
  GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL);
  for (int i = 0; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: several variables have the handle's name
    g_thread_pool_free(pool, FALSE, TRUE);
  }
  g_thread_pool_free(pool, FALSE, TRUE);
}

int left_before(int n) {
  for (int i = 0; i < n; i++) {
    if (ready())
      return i;
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: the loop is left with the pool open
    g_thread_pool_free(pool, FALSE, TRUE);
  }
  return 0;
}

void left_by_break(int n) {
  for (int i = 0; i < n; i++) {
    if (ready())
      break;
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: each round waits for its tasks by releasing the pool
    g_thread_pool_push(pool, NULL, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

void two(int n) {
  for (int i = 0; i < n; i++) {
    GThreadPool *a = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: each round waits for its tasks by releasing the pool
    GThreadPool *b = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: the round goes on after the end of the pool
    g_thread_pool_push(a, NULL, NULL);
    g_thread_pool_push(b, NULL, NULL);
    g_thread_pool_free(b, FALSE, TRUE);
    g_thread_pool_free(a, FALSE, TRUE);
  }
}

// Nothing waits for these elements, or they are not each round's own.
void free_previous(char **names, int n) {
  for (int i = 0; i < n; i++) {
    if (i > 0)
      g_free(names[i - 1]);
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: each round waits for its tasks by releasing the pool
    g_thread_pool_push(pool, names[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

void passes(int *a, int n) {
  for (int pass = 0; pass < 3; pass++) {
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: each round waits for its tasks by releasing the pool
    for (int i = 0; i < n; i++)
      g_thread_pool_push(pool, &a[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

void local_array(int n) {
  for (int i = 0; i < n; i++) {
    int parts[4] = {i, i, i, i};
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: each round waits for its tasks by releasing the pool
    g_thread_pool_push(pool, &parts[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

void neighbours(int *items, int n) {
  for (int i = 1; i < n; i++) {
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: each round waits for its tasks by releasing the pool
    g_thread_pool_push(pool, &items[i - 1], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

static int failed;

void asks_in_the_head(char **files, int n) {
  for (int i = 0; i < n && !failed; i++) {
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: each round waits for its tasks by releasing the pool
    g_thread_pool_push(pool, files[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}

void by_configuration(char **files, int n) {
  for (int i = 0; i < n; i++) {
#ifdef KEEP
    use(files[i]);
#endif
    GThreadPool *pool = g_thread_pool_new(job, NULL, 4, FALSE, NULL); // no fix: the function depends on the configuration
    g_thread_pool_push(pool, files[i], NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
  }
}
