// RUN: %check_tidy %s poolguard-discarded-work -- -isystem %S/../Inputs/glib -isystem %S/../Inputs/thpool -std=c11
// Work is queued when the pool drops its queue.
#include <glib.h>
#include <stddef.h>
#include <stdlib.h>
#include <thpool.h>

void work(gpointer data, gpointer user_data);
void job(void *arg);
int ready(void);
int open_files(void);
void note(const char *text);
void use_pool(GThreadPool *pool);
void wait_for_results(void);
unsigned sleep(unsigned seconds);

static GThreadPool *make(void) { return g_thread_pool_new(work, NULL, 4, FALSE, NULL); }

void freed_at_once_bad(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  g_thread_pool_free(pool, TRUE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

void drained_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}

void nothing_submitted_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_free(pool, TRUE, TRUE);
}

// thpool_destroy drops what thpool_wait did not see done.
void destroyed_bad(void) {
  threadpool pool = thpool_init(4);
  thpool_add_work(pool, job, NULL);
  thpool_destroy(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

void waited_for_ok(void) {
  threadpool pool = thpool_init(4);
  thpool_add_work(pool, job, NULL);
  thpool_wait(pool);
  thpool_destroy(pool);
}

void more_after_the_wait_bad(void) {
  threadpool pool = thpool_init(4);
  thpool_add_work(pool, job, NULL);
  thpool_wait(pool);
  thpool_add_work(pool, job, NULL);
  thpool_destroy(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

void on_one_path_bad(void) {
  threadpool pool = thpool_init(4);
  thpool_add_work(pool, job, NULL);
  if (ready())
    thpool_wait(pool);
  thpool_destroy(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

void in_a_loop_bad(char **files, int n) {
  GThreadPool *pool = make();
  for (int i = 0; i < n; i++)
    g_thread_pool_push(pool, files[i], NULL);
  note("started");
  g_thread_pool_free(pool, TRUE, FALSE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

// Who asks what is left knows what is dropped.
void polled_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  while (g_thread_pool_unprocessed(pool) > 0)
    sleep(1);
  g_thread_pool_free(pool, TRUE, TRUE);
}

void asked_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  if (g_thread_pool_unprocessed(pool) > 0)
    note("some work is lost");
  g_thread_pool_free(pool, TRUE, TRUE);
}

// Others may have waited.
void results_awaited_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  wait_for_results();
  g_thread_pool_free(pool, TRUE, TRUE);
}

static volatile int left;

void counted_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  while (left)
    ;
  g_thread_pool_free(pool, TRUE, TRUE);
}

void lent_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  use_pool(pool);
  g_thread_pool_free(pool, TRUE, TRUE);
}

// Called off, or something went wrong.
int failed_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  if (open_files() < 0) {
    g_thread_pool_free(pool, TRUE, TRUE);
    return -1;
  }
  g_thread_pool_free(pool, FALSE, TRUE);
  return 0;
}

gboolean false_is_failure_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  if (open_files() == 7) {
    g_thread_pool_free(pool, TRUE, TRUE);
    return FALSE;
  }
  g_thread_pool_free(pool, FALSE, TRUE);
  return TRUE;
}

void cancelled_ok(int cancelled) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  g_thread_pool_free(pool, cancelled, TRUE);
}

void cancelled_by_branch_ok(int cancelled) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  if (cancelled)
    g_thread_pool_free(pool, TRUE, TRUE);
  else
    g_thread_pool_free(pool, FALSE, TRUE);
}

int ladder_ok(void) {
  threadpool pool = thpool_init(4);
  thpool_add_work(pool, job, NULL);
  if (open_files() == 7)
    goto fail;
  thpool_wait(pool);
  thpool_destroy(pool);
  return 0;
fail:
  thpool_destroy(pool);
  return 1;
}

void submit_failed_ok(void) {
  threadpool pool = thpool_init(4);
  thpool_add_work(pool, job, NULL);
  if (thpool_add_work(pool, job, NULL) != 0) {
    thpool_destroy(pool);
    return;
  }
  thpool_wait(pool);
  thpool_destroy(pool);
}

void submit_failed_in_loop_ok(int n) {
  GThreadPool *pool = make();
  gboolean good = TRUE;
  for (int i = 0; good && i < n; i++)
    good = g_thread_pool_push(pool, "a", NULL);
  if (!good) {
    g_thread_pool_free(pool, TRUE, TRUE);
    return;
  }
  g_thread_pool_free(pool, FALSE, TRUE);
}

void not_called_off_bad(int other_side) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  if (other_side) {
    g_thread_pool_free(pool, TRUE, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
    return;
  }
  g_thread_pool_free(pool, FALSE, TRUE);
}

// What comes in may have work queued, of which nothing is known here.
void of_the_caller_ok(GThreadPool *pool) { g_thread_pool_free(pool, TRUE, TRUE); }

void pushed_last_bad(GThreadPool *pool) {
  g_thread_pool_push(pool, "bye", NULL);
  g_thread_pool_free(pool, TRUE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

static void push_all(GThreadPool *pool) { g_thread_pool_push(pool, "a", NULL); }

void helper_bad(void) {
  GThreadPool *pool = make();
  push_all(pool);
  g_thread_pool_free(pool, TRUE, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

static void push_and_wait(GThreadPool *pool) {
  g_thread_pool_push(pool, "a", NULL);
  wait_for_results();
}

void helper_waits_ok(void) {
  GThreadPool *pool = make();
  push_and_wait(pool);
  g_thread_pool_free(pool, TRUE, TRUE);
}

static int count(GThreadPool *pool) { return (int)g_thread_pool_get_num_threads(pool); }

void helper_looks_bad(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  if (count(pool) > 1)
    g_thread_pool_free(pool, TRUE, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
  else
    g_thread_pool_free(pool, FALSE, TRUE);
}

void FN_elements_bad(void) {
  GThreadPool *pools[2] = {make(), make()};
  for (int i = 0; i < 2; i++)
    g_thread_pool_push(pools[i], "a", NULL);
  for (int i = 0; i < 2; i++)
    g_thread_pool_free(pools[i], TRUE, TRUE);
}

static void drop_pool(GThreadPool *pool) { g_thread_pool_free(pool, TRUE, TRUE); }
static void end(GThreadPool *pool) { g_thread_pool_free(pool, TRUE, TRUE); }
static void end_well(GThreadPool *pool) {
  wait_for_results();
  g_thread_pool_free(pool, TRUE, TRUE);
}
static void end_as_told(GThreadPool *pool, gboolean at_once) {
  if (at_once)
    g_thread_pool_free(pool, TRUE, TRUE);
  else
    g_thread_pool_free(pool, FALSE, TRUE);
}

void ended_by_helper_bad(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  end(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

// Its name says so.
void dropped_by_helper_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  drop_pool(pool);
}

void helper_waits_first_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  end_well(pool);
}

void helper_told_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  end_as_told(pool, FALSE);
}

void helper_told_bad(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  end_as_told(pool, TRUE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: work submitted to thread pool 'pool' is dropped if it has not begun [poolguard-discarded-work]
}

void helper_after_error_ok(void) {
  GThreadPool *pool = make();
  g_thread_pool_push(pool, "a", NULL);
  int failed = ready();
  if (failed) {
    end(pool);
    return;
  }
  g_thread_pool_free(pool, FALSE, TRUE);
}
