// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/apr/apr-1.0 -std=c11
// Memory out of a pool is filled, copied and printed: nobody keeps it.
#include <apr_hash.h>
#include <apr_pools.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// As APR has it.
#define apr_pcalloc(p, size) memset(apr_palloc(p, size), 0, size)

struct object {
  apr_pool_t *pool;
  const char *name;
  struct object *next;
  char text[20];
};

static struct object *known;
static apr_hash_t *table;
int prepare(void);
void keep(struct object *o);
void keep_text(char *text);

int zeroed_bad(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path [poolguard-unreleased-pool]
    return -1;
  struct object *o = apr_pcalloc(p, sizeof *o);
  if (prepare())
    return -1;
  apr_pool_destroy(p);
  return 0;
}

struct object *zeroed_and_returned_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return NULL;
  return apr_pcalloc(p, sizeof(struct object));
}

int zeroed_and_kept_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  known = apr_pcalloc(p, sizeof *known);
  return 0;
}

int copied_bad(const char *from) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path
    return -1;
  char *to = apr_palloc(p, 20);
  memcpy(to, from, 10);
  strcpy(to + 10, "x");
  printf("%s\n", to);
  if (prepare())
    return -1;
  apr_pool_destroy(p);
  return 0;
}

int read_bad(int fd, FILE *f) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path
    return -1;
  char *a = apr_palloc(p, 20), *b = apr_palloc(p, 20);
  if (read(fd, a, 20) < 0 || fread(b, 1, 20, f) != 20)
    return -1;
  apr_pool_destroy(p);
  return 0;
}

char *copy_returned_ok(const char *from) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return NULL;
  return strcpy(apr_palloc(p, 20), from);
}

char *part_returned_ok(const char *from) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return NULL;
  char *text = apr_pstrdup(p, from);
  char *end = strchr(text, '/');
  return end ? end : text;
}

int passed_on_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  struct object *o = apr_pcalloc(p, sizeof *o);
  keep(o);
  return 0;
}

int part_passed_on_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  struct object *o = apr_pcalloc(p, sizeof *o);
  keep_text(o->text);
  return 0;
}

// A function of one's own by the same name.
void *bzero_all(void *memory);
int unknown_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  bzero_all(apr_palloc(p, 20));
  return 0;
}

// What goes into a table of the same pool goes nowhere.
int in_table_bad(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path
    return -1;
  apr_hash_t *own = apr_hash_make(p);
  struct object *o = apr_pcalloc(p, sizeof *o);
  apr_hash_set(own, "key", 3, o);
  if (prepare())
    return -1;
  apr_pool_destroy(p);
  return 0;
}

void *pthread_getspecific(unsigned key);
int pthread_setspecific(unsigned key, const void *value);

int in_thread_ok(unsigned key) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  return pthread_setspecific(key, apr_palloc(p, 20));
}

int in_global_table_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  apr_hash_set(table, "key", 3, apr_pcalloc(p, sizeof(struct object)));
  return 0;
}

apr_hash_t *in_returned_table_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return NULL;
  apr_hash_t *own = apr_hash_make(p);
  apr_hash_set(own, "key", 3, apr_pcalloc(p, sizeof(struct object)));
  return own;
}

int in_table_of_parent_ok(apr_pool_t *parent) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  apr_hash_t *outer = apr_hash_make(parent);
  apr_hash_set(outer, "key", 3, apr_pcalloc(p, sizeof(struct object)));
  table = outer;
  return 0;
}

//===----------------------------------------------------------------------===//
// The pool stored in an object of its own
//===----------------------------------------------------------------------===//

struct object *half_made_bad(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: memory pool 'p' is not released on this path
    return NULL;
  struct object *o = apr_pcalloc(p, sizeof *o);
  o->pool = p;
  o->name = apr_pstrdup(p, "x");
  o->next = apr_palloc(p, sizeof *o);
  if (!o->next)
    return NULL;
  return o;
}

struct object *made_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return NULL;
  struct object *o = apr_pcalloc(p, sizeof *o);
  o->pool = p;
  o->next = apr_palloc(p, sizeof *o);
  if (!o->next) {
    apr_pool_destroy(o->pool);
    return NULL;
  }
  o->next->pool = p;
  return o;
}

int stored_ok(struct object **out) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  struct object *o = apr_pcalloc(p, sizeof *o);
  o->pool = p;
  *out = o;
  return 0;
}

char *part_of_made_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return NULL;
  struct object *o = apr_pcalloc(p, sizeof *o);
  o->pool = p;
  return &o->text[0];
}

// Somebody else's object, now and then.
int given_object_ok(struct object *o, struct object **out) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  if (!o) {
    o = apr_pcalloc(p, sizeof *o);
    *out = o;
  }
  o->pool = p;
  return 0;
}

int global_object_ok(int own) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  struct object *o = known;
  if (own) {
    o = apr_pcalloc(p, sizeof *o);
    keep(o);
  }
  o->pool = p;
  return 0;
}

// An object of another pool.
int other_pool_ok(apr_pool_t *outer) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  struct object *o = apr_pcalloc(outer, sizeof *o);
  o->pool = p;
  return 0;
}

int listed_ok(void) {
  apr_pool_t *p;
  if (apr_pool_create(&p, NULL) != APR_SUCCESS)
    return -1;
  struct object *o = apr_pcalloc(p, sizeof *o);
  o->pool = p;
  o->next = known;
  known = o;
  return 0;
}
