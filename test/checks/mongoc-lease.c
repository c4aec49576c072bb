// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/mongoc -std=c11
// A client taken out of a pool goes back to it.
#include <mongoc/mongoc.h>
#include <stddef.h>

int condition(void);
void use_client(mongoc_client_t *client);

void pushed_ok(mongoc_client_pool_t *pool) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  use_client(client);
  mongoc_client_pool_push(pool, client);
}

void not_pushed_bad(mongoc_client_pool_t *pool) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'client' is never released{{.*}} [poolguard-unreleased-pool]
  mongoc_collection_t *c = mongoc_client_get_collection(client, "db", "c");
  mongoc_collection_destroy(c);
}

int early_return_bad(mongoc_client_pool_t *pool, const bson_t *doc) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'client' is not released on this path
  mongoc_collection_t *c = mongoc_client_get_collection(client, "db", "c");
  if (!mongoc_collection_insert_one(c, doc, NULL, NULL, NULL))
    return -1;
  mongoc_collection_destroy(c);
  mongoc_client_pool_push(pool, client);
  return 0;
}

int early_return_ok(mongoc_client_pool_t *pool, const bson_t *doc) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  mongoc_collection_t *c = mongoc_client_get_collection(client, "db", "c");
  int ret = 0;
  if (!mongoc_collection_insert_one(c, doc, NULL, NULL, NULL))
    ret = -1;
  mongoc_collection_destroy(c);
  mongoc_client_pool_push(pool, client);
  return ret;
}

int try_pop_ok(mongoc_client_pool_t *pool) {
  mongoc_client_t *client = mongoc_client_pool_try_pop(pool);
  if (!client)
    return -1;
  mongoc_client_pool_push(pool, client);
  return 0;
}

int try_pop_bad(mongoc_client_pool_t *pool) {
  mongoc_client_t *client = mongoc_client_pool_try_pop(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'client' is never released
  if (!client)
    return -1;
  return 0;
}

mongoc_client_t *returned_ok(mongoc_client_pool_t *pool) {
  return mongoc_client_pool_pop(pool);
}

void pushed_twice_bad(mongoc_client_pool_t *pool) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  mongoc_client_pool_push(pool, client);
  mongoc_client_pool_push(pool, client);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'client' is released twice [poolguard-double-release]
}

int pool_destroyed_ok(const mongoc_uri_t *uri) {
  mongoc_client_pool_t *pool = mongoc_client_pool_new(uri);
  if (!pool)
    return -1;
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  mongoc_client_pool_push(pool, client);
  mongoc_client_pool_destroy(pool);
  return 0;
}

int pool_not_destroyed_bad(const mongoc_uri_t *uri) {
  mongoc_client_pool_t *pool = mongoc_client_pool_new(uri);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'pool' is never released
  if (!pool)
    return -1;
  mongoc_client_pool_max_size(pool, 10);
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  mongoc_client_pool_push(pool, client);
  return 0;
}

int pool_with_error_bad(const mongoc_uri_t *uri) {
  bson_error_t error;
  mongoc_client_pool_t *pool = mongoc_client_pool_new_with_error(uri, &error);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'pool' is not released on this path
  if (!pool)
    return -1;
  if (!mongoc_client_pool_set_appname(pool, "test"))
    return -1;
  mongoc_client_pool_destroy(pool);
  return 0;
}
