// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/apr/apr-1.0 -std=c11
// What is taken out of a list is a `void *` there, and something else here.
#include <apr_reslist.h>

typedef struct {
  char *buffer;
} conn_t;
int ask(const conn_t *conn);

static apr_status_t find(apr_reslist_t *list, conn_t **conn) {
  apr_status_t rv = apr_reslist_acquire(list, (void **)conn);
  if (rv != APR_SUCCESS)
    return rv;
  (*conn)->buffer = 0;
  return rv;
}

static apr_status_t drop(apr_reslist_t *list, conn_t *conn) {
  return apr_reslist_invalidate(list, conn);
}

static apr_status_t put_back(apr_reslist_t *list, conn_t *conn) {
  return apr_reslist_release(list, conn);
}

apr_status_t asked_ok(apr_reslist_t *list) {
  conn_t *conn;
  apr_status_t rv = find(list, &conn);
  if (rv != APR_SUCCESS)
    return rv;
  rv = ask(conn);
  if (rv != APR_SUCCESS) {
    drop(list, conn);
    return rv;
  }
  put_back(list, conn);
  return rv;
}

apr_status_t direct_ok(apr_reslist_t *list) {
  conn_t *conn;
  apr_status_t rv = apr_reslist_acquire(list, (void **)&conn);
  if (rv == APR_SUCCESS)
    apr_reslist_release(list, conn);
  return rv;
}

apr_status_t dropped_and_put_back_bad(apr_reslist_t *list) {
  conn_t *conn;
  apr_status_t rv = find(list, &conn);
  if (rv != APR_SUCCESS)
    return rv;
  if (ask(conn))
    drop(list, conn);
  put_back(list, conn);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'conn' is released twice [poolguard-double-release]
  return rv;
}

apr_status_t direct_bad(apr_reslist_t *list) {
  conn_t *conn;
  apr_status_t rv = apr_reslist_acquire(list, (void **)&conn);
  if (rv != APR_SUCCESS)
    return rv;
  apr_reslist_invalidate(list, conn);
  apr_reslist_release(list, conn);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'conn' is released twice [poolguard-double-release]
  return rv;
}

apr_status_t kept_bad(apr_reslist_t *list) {
  conn_t *conn;
  apr_status_t rv = find(list, &conn);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'conn' is not released on this path [poolguard-unreleased-pool]
  if (rv != APR_SUCCESS)
    return rv;
  if (ask(conn))
    return 1;
  put_back(list, conn);
  return rv;
}
