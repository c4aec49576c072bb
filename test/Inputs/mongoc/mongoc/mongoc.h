// The parts of the MongoDB C driver that the tests use.
#ifndef MOCK_MONGOC_H
#define MOCK_MONGOC_H

#include <stdbool.h>
#include <stdint.h>

typedef struct _mongoc_uri_t mongoc_uri_t;
typedef struct _mongoc_client_t mongoc_client_t;
typedef struct _mongoc_client_pool_t mongoc_client_pool_t;
typedef struct _mongoc_collection_t mongoc_collection_t;
typedef struct _bson_t bson_t;
typedef struct _bson_error_t {
  uint32_t domain;
  uint32_t code;
  char message[504];
} bson_error_t;

mongoc_client_pool_t *mongoc_client_pool_new(const mongoc_uri_t *uri)
    __attribute__((warn_unused_result));
mongoc_client_pool_t *mongoc_client_pool_new_with_error(const mongoc_uri_t *uri,
                                                        bson_error_t *error)
    __attribute__((warn_unused_result));
void mongoc_client_pool_destroy(mongoc_client_pool_t *pool);
mongoc_client_t *mongoc_client_pool_pop(mongoc_client_pool_t *pool)
    __attribute__((warn_unused_result));
void mongoc_client_pool_push(mongoc_client_pool_t *pool,
                             mongoc_client_t *client);
mongoc_client_t *mongoc_client_pool_try_pop(mongoc_client_pool_t *pool)
    __attribute__((warn_unused_result));
void mongoc_client_pool_max_size(mongoc_client_pool_t *pool,
                                 uint32_t max_pool_size);
bool mongoc_client_pool_set_appname(mongoc_client_pool_t *pool,
                                    const char *appname);

mongoc_collection_t *mongoc_client_get_collection(mongoc_client_t *client,
                                                  const char *db,
                                                  const char *collection);
bool mongoc_collection_insert_one(mongoc_collection_t *collection,
                                  const bson_t *document, const bson_t *opts,
                                  bson_t *reply, bson_error_t *error);
void mongoc_collection_destroy(mongoc_collection_t *collection);

#endif
