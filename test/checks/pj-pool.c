// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/pjlib -std=c11
// PJLIB: memory pools out of a factory.
#include <pjlib.h>

int condition(void);

void released_ok(pj_pool_factory *factory) {
  pj_pool_t *pool = pj_pool_create(factory, "test", 1000, 1000, NULL);
  pj_pool_zalloc(pool, 16);
  pj_pool_release(pool);
}

void never_bad(pj_pool_factory *factory) {
  pj_pool_t *pool = pj_pool_create(factory, "test", 1000, 1000, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
  pj_pool_zalloc(pool, 16);
}

int early_return_bad(pj_pool_factory *factory) {
  pj_pool_t *pool = pj_pool_create(factory, "test", 1000, 1000, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is not released on this path
  if (!pool)
    return -1;
  if (condition())
    return -1;
  pj_pool_release(pool);
  return 0;
}

// Clears the handle; a null one is fine.
int safe_release_ok(pj_pool_factory *factory) {
  pj_pool_t *pool = NULL;
  if (condition())
    pool = pj_pool_create(factory, "test", 1000, 1000, NULL);
  pj_pool_safe_release(&pool);
  return 0;
}

void reset_bad(pj_pool_factory *factory) {
  pj_pool_t *pool = pj_pool_create(factory, "test", 1000, 1000, NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'pool' is never released
  pj_pool_reset(pool);
}

struct transport {
  pj_pool_t *pool;
  int port;
};

// The usual style: the object lives in its own pool.
struct transport *object_in_pool_ok(pj_pool_factory *factory) {
  pj_pool_t *pool = pj_pool_create(factory, "test", 1000, 1000, NULL);
  struct transport *t = pj_pool_zalloc(pool, sizeof *t);
  t->pool = pool;
  return t;
}
