// RUN: %check_fix %s poolguard-* -- -std=c11 -I %root/test/Inputs/glib
// One arm of an `if` releases the pool or gives it away: the other one does not.
#include <glib.h>
#include <stddef.h>

struct server {
  GThreadPool *pool;
  int running;
};
void job(gpointer, gpointer);
int condition(void);
void other_work(void);
void say(const char *);
void server_set_pool(struct server *, GThreadPool *);
#define MAKE g_thread_pool_new(job, NULL, 4, TRUE, NULL)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)
#define FREE_LOUDLY(pool)                                                      \
  do {                                                                         \
    g_thread_pool_free(pool, FALSE, TRUE);                                     \
    say("bye");                                                                \
  } while (0)
#define KEEP_IF(c, s, p)                                                       \
  if (c)                                                                       \
  (s)->pool = (p)

void stored(struct server *s) {
  GThreadPool *p = MAKE;
  if (condition())
    s->pool = p;
}
// CHECK-FIXES-LABEL: void stored(
// CHECK-FIXES: s->pool = p;
// CHECK-FIXES-NEXT: {{^}}  else
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);

int given_out(GThreadPool **out) {
  GThreadPool *p = MAKE;
  if (!p)
    return -1;
  if (out) {
    *out = p;
    other_work();
  }
  return 0;
}
// CHECK-FIXES-LABEL: int given_out(
// CHECK-FIXES: other_work();
// CHECK-FIXES-NEXT: {{^}}  } else {
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  }

void passed_on(struct server *s) {
  GThreadPool *p = MAKE;
  if (s)
    server_set_pool(s, p);
  else
    say("no server");
}
// CHECK-FIXES-LABEL: void passed_on(
// CHECK-FIXES: else {
// CHECK-FIXES-NEXT: {{^}}    say("no server");
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  }

void by_macro(void) {
  GThreadPool *p = MAKE;
  if (condition())
    FREE(p);
  other_work();
}
// CHECK-FIXES-LABEL: void by_macro(
// CHECK-FIXES: {{^}}    FREE(p);
// CHECK-FIXES-NEXT: {{^}}  else
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);
// CHECK-FIXES-NEXT: {{^}}  other_work();

void by_statement_macro(void) {
  GThreadPool *p = MAKE;
  if (condition())
    FREE_LOUDLY(p);
}
// CHECK-FIXES-LABEL: void by_statement_macro(
// CHECK-FIXES: {{^}}    FREE_LOUDLY(p);
// CHECK-FIXES-NEXT: {{^}}  else
// CHECK-FIXES-NEXT: {{^}}    g_thread_pool_free(p, FALSE, TRUE);

// The pool is used behind either arm.
void used_later(struct server *s) {
  GThreadPool *p = MAKE; // no fix: a release on this path would be wrong on another
  if (condition())
    s->pool = p;
  g_thread_pool_push(p, NULL, NULL);
}

// The `else` would be a macro's.
void branch_in_macro(struct server *s) {
  GThreadPool *p = MAKE; // no fix: somebody else may own the pool where it is released
  KEEP_IF(condition(), s, p);
}

void search(struct server **list, int n) {
  GThreadPool *p = MAKE; // no fix: somebody else may own the pool where it is released
  for (int i = 0; i < n; i++)
    if (!list[i]->pool) {
      list[i]->pool = p;
      break;
    }
}

int both(struct server *s) {
  GThreadPool *p = MAKE;
  if (s)
    server_set_pool(s, p);
  else
    FREE(p);
  return 0;
}
