// RUN: %check_tidy %s poolguard-unreleased-pool -- %mongoc_flags -std=gnu11
// REQUIRES: mongoc
// The MongoDB C driver as it is installed.
#include <mongoc/mongoc.h>

int pool_bad(const char *address) {
  mongoc_uri_t *uri = mongoc_uri_new(address);
  mongoc_client_pool_t *pool = mongoc_client_pool_new(uri);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'pool' is never released{{.*}} [poolguard-unreleased-pool]
  mongoc_uri_destroy(uri);
  mongoc_client_pool_set_error_api(pool, 2);
  return 0;
}

int pool_ok(const char *address) {
  mongoc_uri_t *uri = mongoc_uri_new(address);
  mongoc_client_pool_t *pool = mongoc_client_pool_new(uri);
  mongoc_uri_destroy(uri);
  mongoc_client_pool_set_error_api(pool, 2);
  mongoc_client_pool_destroy(pool);
  return 0;
}

bool lease_bad(mongoc_client_pool_t *pool, bson_error_t *error) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'client' is not released on this path
  if (!mongoc_client_command_simple(client, "admin", NULL, NULL, NULL, error))
    return false;
  mongoc_client_pool_push(pool, client);
  return true;
}

bool lease_ok(mongoc_client_pool_t *pool, bson_error_t *error) {
  mongoc_client_t *client = mongoc_client_pool_pop(pool);
  bool good =
      mongoc_client_command_simple(client, "admin", NULL, NULL, NULL, error);
  mongoc_client_pool_push(pool, client);
  return good;
}
