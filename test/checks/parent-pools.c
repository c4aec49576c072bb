// RUN: %check_tidy %s 'poolguard-*' -- -isystem %S/../Inputs/talloc -isystem %S/../Inputs/apr/apr-1.0 -std=c11
// To be the parent of another pool is not to be handed on.
#include <apr_pools.h>
#include <talloc.h>

int flag(void);
void keep(TALLOC_CTX *c);

int both_freed_ok(void) {
  TALLOC_CTX *a = talloc_new(NULL);
  TALLOC_CTX *b = talloc_new(a);
  if (!b) {
    talloc_free(a);
    return -1;
  }
  talloc_free(b);
  talloc_free(a);
  return 0;
}

int parent_freed_ok(void) {
  TALLOC_CTX *a = talloc_new(NULL);
  TALLOC_CTX *b = talloc_new(a);
  talloc_free(a);
  return b != NULL;
}

int child_freed_bad(void) {
  TALLOC_CTX *a = talloc_new(NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'a' is never released [poolguard-unreleased-pool]
  TALLOC_CTX *b = talloc_new(a);
  talloc_free(b);
  return 0;
}

int on_one_path_bad(void) {
  TALLOC_CTX *a = talloc_new(NULL);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'a' is not released on this path [poolguard-unreleased-pool]
  TALLOC_CTX *b = talloc_new(a);
  if (!b || flag())
    return -1;
  talloc_free(a);
  return 0;
}

// Who has the child can ask it for its parent.
TALLOC_CTX *child_returned_ok(void) {
  TALLOC_CTX *a = talloc_new(NULL);
  return talloc_new(a);
}

void child_kept_ok(void) {
  TALLOC_CTX *a = talloc_new(NULL);
  TALLOC_CTX *b = talloc_new(a);
  keep(b);
}

int parent_destroyed_bad(void) {
  apr_pool_t *a, *b;
  if (apr_pool_create(&a, NULL) != APR_SUCCESS)
    return -1;
  apr_pool_destroy(a);
  return apr_pool_create(&b, a);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'a' is used after it was released [poolguard-use-after-release]
}

int parent_made_anew_ok(void) {
  apr_pool_t *a, *b;
  if (apr_pool_create(&a, NULL) != APR_SUCCESS)
    return -1;
  apr_pool_destroy(a);
  if (apr_pool_create(&a, NULL) != APR_SUCCESS)
    return -1;
  if (apr_pool_create(&b, a) == APR_SUCCESS)
    apr_pool_destroy(b);
  apr_pool_destroy(a);
  return 0;
}
