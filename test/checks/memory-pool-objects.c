// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/apr/apr-1.0 -std=c11
// An object in a memory pool that outlives the function keeps the pool.
#include <apr_hash.h>
#include <apr_pools.h>
#include <apr_portable.h>
#include <apr_shm.h>

static apr_shm_t *memory;
static apr_hash_t *table;

struct object {
  int n;
};

apr_status_t out_global_ok(void) {
  apr_pool_t *p;
  apr_status_t rv = apr_pool_create(&p, NULL);
  if (rv != APR_SUCCESS)
    return rv;
  return apr_shm_create(&memory, 100, NULL, p);
}

apr_status_t out_parameter_ok(apr_thread_t **current, apr_os_thread_t *os) {
  apr_pool_t *p;
  apr_status_t rv = apr_pool_create_unmanaged_ex(&p, NULL, NULL);
  if (rv != APR_SUCCESS)
    return rv;
  rv = apr_os_thread_put(current, os, p);
  if (rv != APR_SUCCESS) {
    apr_pool_destroy(p);
    return rv;
  }
  return APR_SUCCESS;
}

void result_in_global_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) == APR_SUCCESS)
    table = apr_hash_make(p);
}

char *returned_ok(const char *s) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return NULL;
  return apr_pstrdup(p, s);
}

struct object *returned_later_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return NULL;
  struct object *o = apr_pcalloc(p, sizeof *o);
  o->n = 1;
  return o;
}

// A local object dies with the function, the pool does not.
int local_object_bad(const char *s) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path [poolguard-unreleased-pool]
    return 1;
  char *copy = apr_pstrdup(p, s);
  if (copy[0])
    return 2;
  apr_pool_destroy(p);
  return 0;
}

int out_local_bad(void) {
  apr_pool_t *p;
  apr_shm_t *m;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path
    return 1;
  if (apr_shm_create(&m, 100, NULL, p) != APR_SUCCESS)
    return 2;
  apr_pool_destroy(p);
  return 0;
}

// The pool's own library only looks at the object.
int object_passed_bad(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is never released
    return 1;
  apr_hash_t *h = apr_hash_make(p);
  return apr_hash_count(h);
}

// It is the file that is removed, and the paths that are joined.
apr_status_t apr_file_remove(const char *path, apr_pool_t *pool);
char *svn_dirent_join(const char *base, const char *component, apr_pool_t *pool);

int scratch_bad(const char *name) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path
    return 1;
  if (apr_file_remove(name, p) != APR_SUCCESS)
    return 2;
  apr_pool_destroy(p);
  return 0;
}

int joined_in_pool_bad(const char *name) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path
    return 1;
  if (svn_dirent_join(name, "x", p)[0] == 'x')
    return 2;
  apr_pool_destroy(p);
  return 0;
}

// APR destroys all pools as it ends.
void apr_terminate(void);
int terminated_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return 1;
  apr_terminate();
  return 0;
}
