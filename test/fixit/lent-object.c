// RUN: %check_fix %s poolguard-unreleased-pool -- -std=c11 -isystem %root/test/Inputs/mongoc
// What was lent goes back to whom it was got from.
#include <mongoc/mongoc.h>
#include <stddef.h>

int ready(void);
struct app {
  mongoc_client_pool_t *pool;
};

int early(mongoc_client_pool_t *pool) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  if (ready())
    return -1;
  mongoc_client_pool_push(pool, client);
  return 0;
}
// CHECK-FIXES-LABEL: int early(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: mongoc_client_pool_push(pool, client);
// CHECK-FIXES-NEXT: return -1;

int tried(mongoc_client_pool_t *pool) {
  mongoc_client_t *client = mongoc_client_pool_try_pop(pool);
  if (!client)
    return -1;
  return 0;
}
// CHECK-FIXES-LABEL: int tried(
// CHECK-FIXES: return -1;
// CHECK-FIXES-NEXT: mongoc_client_pool_push(pool, client);
// CHECK-FIXES-NEXT: return 0;

int of_a_part(struct app *a) {
  mongoc_client_t *client = mongoc_client_pool_pop(a->pool);
  if (ready())
    return -1;
  mongoc_client_pool_push(a->pool, client);
  return 0;
}
// CHECK-FIXES-LABEL: int of_a_part(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: mongoc_client_pool_push(a->pool, client);
// CHECK-FIXES-NEXT: return -1;

void another_pool_by_then(mongoc_client_pool_t *pool,
                          mongoc_client_pool_t *other) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool); // no fix: no release can be written here
  if (ready())
    pool = other;
  client = NULL;
}

mongoc_client_pool_t *pool_of(int);
int by_a_call(int n) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool_of(n)); // no fix: no release can be written here
  if (ready())
    return -1;
  mongoc_client_pool_push(pool_of(n), client);
  return 0;
}

int not_in_sight(int n) {
  mongoc_client_t *client = NULL;
  if (n) {
    mongoc_client_pool_t *pool = pool_of(n);
    client = mongoc_client_pool_pop(pool); // no fix: no release can be written here
  }
  return ready();
}

int pushed_ok(mongoc_client_pool_t *pool) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  mongoc_client_pool_push(pool, client);
  return 0;
}
