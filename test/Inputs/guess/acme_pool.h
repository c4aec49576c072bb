// A library that no model describes.
#ifndef ACME_POOL_H
#define ACME_POOL_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct acme_pool acme_pool;
acme_pool *acme_pool_create(int threads);
acme_pool *acme_pool_create_with_name(const char *name);
void acme_pool_destroy(acme_pool *pool);
int acme_pool_size(const acme_pool *pool);
void acme_pool_run(acme_pool *pool, void (*job)(void));
// These work on what acme_pool_create() made.
int acme_pool_start(acme_pool *pool);
int acme_pool_stop(acme_pool *pool);
// A worker is no pool.
struct acme_worker;
struct acme_worker *acme_pool_create_worker(acme_pool *pool);
void acme_pool_destroy_worker(struct acme_worker *worker);

// Stored where the caller says.
struct acme_executor;
int acme_executor_open(struct acme_executor **out, int threads);
void acme_executor_close(struct acme_executor *executor);

// Opened where it is.
struct acme_workers {
  void *impl;
};
int acme_init_workers(struct acme_workers *workers, int threads);
void acme_fini_workers(struct acme_workers *workers);

// A handle of no type.
void *acme_create_thread_pool(int threads);
void acme_destroy_thread_pool(void *pool);
struct arena;
void *arena_pool_alloc(struct arena *a, int size);
void arena_pool_free(void *memory);
int acme_job_pool_init(void *user_data);
void acme_job_pool_fini(void *user_data);

// The types do not fit.
typedef struct other_pool other_pool;
other_pool *other_pool_new(void);
void other_pool_free(acme_pool *pool);

// Objects out of a pool, and a pool in a pool.
struct object;
struct object *object_pool_alloc(acme_pool *pool);
void object_pool_free(struct object *object);
typedef struct item_pool item_pool;
item_pool *item_pool_create(void);
void item_pool_free(item_pool *pool, void *item);
void item_pool_destroy(item_pool *pool);
typedef struct child_pool child_pool;
child_pool *child_pool_create(acme_pool *parent);
void child_pool_destroy(child_pool *pool);

// Not called a pool.
struct acme_window;
struct acme_window *acme_window_create(void);
void acme_window_destroy(struct acme_window *window);

// Only one half of a pair.
struct half_pool;
struct half_pool *half_pool_create(void);

#ifdef __cplusplus
}
namespace acme {
struct net_pool;
net_pool *make_net_pool();
void free_net_pool(net_pool *pool);
} // namespace acme
#endif

#endif
