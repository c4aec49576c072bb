// RUN: %check_tidy %s poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=gnu11
// Statement expressions, labels as values, asm goto, variable arrays, _Generic.
#include <glib.h>
#include <pthread.h>

void work(gpointer data, gpointer user_data);
void *run(void *arg);
int condition(void);

#define NEW_POOL() g_thread_pool_new(work, NULL, 4, FALSE, NULL)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

void statement_expression_ok(void) {
  GThreadPool *p = ({
    GThreadPool *made = NEW_POOL();
    made;
  });
  FREE_POOL(p);
}

void statement_expression_bad(void) {
  GThreadPool *p = ({
    int n = condition();
    n ? NEW_POOL() : NULL;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool
  });
  if (condition())
    FREE_POOL(p);
}

int return_from_expression_bad(void) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  int n = ({
    if (condition())
      return 1;
    3;
  });
  FREE_POOL(p);
  return n;
}

void computed_goto_ok(int n) {
  static void *const labels[] = {&&first, &&second};
  GThreadPool *p = NEW_POOL();
  goto *labels[n];
first:
  FREE_POOL(p);
  return;
second:
  FREE_POOL(p);
}

void computed_goto_bad(int n) {
  static void *const labels[] = {&&first, &&second};
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  goto *labels[n];
first:
  FREE_POOL(p);
second:
  return;
}

void asm_goto_ok(void) {
  GThreadPool *p = NEW_POOL();
  __asm__ goto("" : : : : out);
out:
  FREE_POOL(p);
}

void asm_goto_bad(void) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  __asm__ goto("" : : : : out);
  FREE_POOL(p);
out:
  return;
}

void asm_operand_ok(void) {
  GThreadPool *p = NEW_POOL();
  __asm__ volatile("" : : "r"(p) : "memory");
}

void variable_array_ok(int n) {
  pthread_t threads[n];
  for (int i = 0; i < n; i++)
    pthread_create(&threads[i], NULL, run, NULL);
  for (int i = 0; i < n; i++)
    pthread_join(threads[i], NULL);
}

void variable_array_bad(int n) {
  pthread_t threads[n];
  for (int i = 0; i < n; i++)
    pthread_create(&threads[i], NULL, run, NULL);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread
}

#define MAKE_FOR(x) _Generic((x), int: NEW_POOL(), default: (GThreadPool *)0)
#define CLOSE(x) _Generic((x), GThreadPool *: FREE_POOL(x), default: (void)0)

void generic_ok(void) {
  GThreadPool *p = MAKE_FOR(1);
  CLOSE(p);
}

void generic_bad(void) {
  GThreadPool *p = MAKE_FOR(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path
  if (condition())
    CLOSE(p);
}

void generic_other_ok(void) {
  GThreadPool *p = MAKE_FOR(1.0);
  (void)p;
}

struct holder {
  int n;
  GThreadPool *p;
};

void compound_literal_ok(void) {
  struct holder h = (struct holder){1, NEW_POOL()};
  FREE_POOL(h.p);
}

void compound_literal_bad(void) {
  struct holder h = (struct holder){.p = NEW_POOL()};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool
  if (condition())
    FREE_POOL(h.p);
}

void compound_address_ok(void) {
  struct holder *h = &(struct holder){.n = 1, .p = NEW_POOL()};
  FREE_POOL(h->p);
}

void compound_address_bad(void) {
  struct holder *h = &(struct holder){.n = 1, .p = NEW_POOL()};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool
  if (condition())
    FREE_POOL(h->p);
}

void keep(struct holder *h);
void compound_passed_ok(void) { keep(&(struct holder){.p = NEW_POOL()}); }

static struct holder *kept;
void compound_stored_ok(void) {
  *kept = (struct holder){.n = 2, .p = NEW_POOL()};
}

struct holder compound_returned_ok(void) {
  return (struct holder){.n = 2, .p = NEW_POOL()};
}

void designated_ok(void) {
  GThreadPool *pools[3] = {[1] = NEW_POOL()};
  FREE_POOL(pools[1]);
}

void designated_bad(void) {
  GThreadPool *pools[3] = {[1] = NEW_POOL()};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool
  if (condition())
    return;
  FREE_POOL(pools[1]);
}

int elvis_ok(GThreadPool *given) {
  GThreadPool *p = given ?: NEW_POOL();
  if (!given)
    FREE_POOL(p);
  return 0;
}

int elvis_bad(GThreadPool *given) {
  GThreadPool *p = given ?: NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool
  return p == given;
}
