// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release,poolguard-use-after-release --config="{CheckOptions: {Guess: true}}" -- -I %S/../Inputs/guess
// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release,poolguard-use-after-release --suffix=OFF -- -I %S/../Inputs/guess
// The option Guess takes a pair of functions of one header for a pool by their names and types.

#include <acme_pool.h>

int condition(void);
void job(void);

void created_bad(void) {
  acme_pool *p = acme_pool_create(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  acme_pool_run(p, job);
}

void created_ok(void) {
  acme_pool *p = acme_pool_create(4);
  if (!p)
    return;
  acme_pool_run(p, job);
  acme_pool_destroy(p);
}

void variant_bad(void) {
  acme_pool *p = acme_pool_create_with_name("jobs");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (condition())
    return;
  acme_pool_destroy(p);
}

void twice_bad(void) {
  acme_pool *p = acme_pool_create(4);
  acme_pool_destroy(p);
  acme_pool_destroy(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}

acme_pool *returned_ok(void) { return acme_pool_create(4); }

void started_ok(acme_pool *p) {
  acme_pool_start(p);
  acme_pool_run(p, job);
}

void stored_bad(void) {
  struct acme_executor *e;
  if (acme_executor_open(&e, 4) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is not released on this path [poolguard-unreleased-pool]
    return;
  if (condition())
    return;
  acme_executor_close(e);
}

void stored_ok(void) {
  struct acme_executor *e;
  if (acme_executor_open(&e, 4) != 0)
    return;
  acme_executor_close(e);
}

void opened_in_place_bad(void) {
  struct acme_workers w;
  acme_init_workers(&w, 4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'w' is never released [poolguard-unreleased-pool]
}

void opened_in_place_ok(void) {
  struct acme_workers w;
  if (acme_init_workers(&w, 4) == 0)
    acme_fini_workers(&w);
}

void untyped_bad(void) {
  void *p = acme_create_thread_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
}

void untyped_ok(void) {
  void *p = acme_create_thread_pool(4);
  acme_destroy_thread_pool(p);
}

void memory_ok(struct arena *a) { void *m = arena_pool_alloc(a, 4); }
void user_data_ok(void *data) { acme_job_pool_init(data); }

void worker_ok(acme_pool *p) { struct acme_worker *w = acme_pool_create_worker(p); }
void other_types_ok(void) { other_pool *p = other_pool_new(); }
void object_ok(acme_pool *p) { struct object *o = object_pool_alloc(p); }
void parent_ok(acme_pool *p) { child_pool *c = child_pool_create(p); }
// What takes an object as well gives that back.
void given_back_ok(void *item) {
  item_pool *p = item_pool_create();
  item_pool_free(p, item);
  item_pool_destroy(p);
}
void other_name_ok(void) { struct acme_window *w = acme_window_create(); }
void half_ok(void) { struct half_pool *p = half_pool_create(); }

// Bodies that are seen speak for themselves.
struct own_pool {
  int n;
};
static struct own_pool Own;
static struct own_pool *own_pool_create(void) { return &Own; }
static void own_pool_destroy(struct own_pool *p) { p->n = 0; }
void own_ok(void) { struct own_pool *p = own_pool_create(); }
