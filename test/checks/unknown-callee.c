// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c11
// Functions one cannot see: their names and parameters tell what they may do.
#include <glib.h>

void work(gpointer data, gpointer user_data);

struct server;
void run_jobs(GThreadPool *pool);
int count_jobs(const GThreadPool *pool);
void print_status(const char *title, GThreadPool *pool);
void destroy_everything(GThreadPool *pool);
void shutdown_pool(GThreadPool *pool);
void server_set_pool(struct server *srv, GThreadPool *pool);
void server_add_worker(struct server *srv, GThreadPool *pool);
void register_callback(void (*callback)(void *), void *data);
void callback(void *data);
void with_address(GThreadPool **pool);
struct server *server_new(GThreadPool *pool);
void log_values(const char *format, ...);

// A neutral name: borrows.
void run_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released{{.*}} [poolguard-unreleased-pool]
  run_jobs(p);
}

void run_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  run_jobs(p);
  g_thread_pool_free(p, FALSE, TRUE);
}

void print_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  print_status("pool", p);
}

// What is const is not released.
void const_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  count_jobs(p);
}

// A name that says release.
void destroy_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  destroy_everything(p);
}

void shutdown_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  shutdown_pool(p);
}

// A name that says keep.
void set_ok(struct server *srv) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  server_set_pool(srv, p);
}

void add_ok(struct server *srv) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  server_add_worker(srv, p);
}

// Something new is made of it, which may keep it.
struct server *made_of_it_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  return server_new(p);
}

// As user data of a callback.
void user_data_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  register_callback(callback, p);
}

// A job of the pool may end it.
void job_data_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  g_thread_pool_push(p, p, NULL);
}

// Who gets the handle's address can do anything with it.
void address_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  with_address(&p);
}

// Through a pointer to function.
void pointer_ok(void (*finish)(GThreadPool *)) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  finish(p);
}

void on_one_path_bad(struct server *srv) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (srv)
    server_set_pool(srv, p);
}

// The library's own functions never take it.
void library_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  g_thread_pool_set_sort_function(p, NULL, NULL);
  g_thread_pool_move_to_front(p, NULL);
  g_thread_pool_get_num_threads(p);
}

// `put` with nothing to put but the pool; British spelling; and others that end.
void jobs_put(GThreadPool *pool);
void jobs_put_job(GThreadPool *pool, int job);
void jobs_finalise(GThreadPool *pool);
void jobs_disconnect(GThreadPool *pool);
void jobs_decref(GThreadPool *pool);
void jobs_dtor(GThreadPool *pool);

void put_down_ok(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  jobs_put(p);
}

void put_into_bad(void) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released
  jobs_put_job(p, 3);
}

void other_words_ok(int how) {
  GThreadPool *p = g_thread_pool_new(work, NULL, 4, TRUE, NULL);
  if (how == 1)
    jobs_finalise(p);
  else if (how == 2)
    jobs_disconnect(p);
  else if (how == 3)
    jobs_decref(p);
  else
    jobs_dtor(p);
}
