// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release,poolguard-discarded-work --config="{CheckOptions: {Models: '%S/../Inputs/models/status-codes.poolguard.yaml'}}" --
// What the vocabulary says beside names: `error`, `asks`, `legal-after` of a wait, and `handle: any`.

typedef _Bool bool;
bool condition(void);

//===----------------------------------------------------------------------===//
// error: a code that is 0 exactly where the call succeeds
//===----------------------------------------------------------------------===//

typedef enum { ACME_OK, ACME_EMPTY, ACME_TIMEOUT } acme_status;
struct acme_store;
struct acme_item;
struct acme_item *acme_item_take(struct acme_store *from, acme_status *status);
void acme_item_return(struct acme_store *to, struct acme_item *item);
static inline bool acme_failed(acme_status s) { return s != ACME_OK; }

int status_ok(struct acme_store *store) {
  acme_status status;
  struct acme_item *item = acme_item_take(store, &status);
  if (status != ACME_OK)
    return -1;
  acme_item_return(store, item);
  return 0;
}

int status_asked_by_helper_ok(struct acme_store *store) {
  acme_status status;
  struct acme_item *item = acme_item_take(store, &status);
  if (acme_failed(status))
    return -1;
  acme_item_return(store, item);
  return 0;
}

int null_test_ok(struct acme_store *store) {
  acme_status status;
  struct acme_item *item = acme_item_take(store, &status);
  if (!item)
    return status;
  acme_item_return(store, item);
  return 0;
}

int status_bad(struct acme_store *store) {
  acme_status status;
  struct acme_item *item = acme_item_take(store, &status);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} 'item' is not released on this path [poolguard-unreleased-pool]
  if (status != ACME_OK)
    return -1;
  if (condition())
    return -2;
  acme_item_return(store, item);
  return 0;
}

int status_inverted_bad(struct acme_store *store) {
  acme_status status;
  struct acme_item *item = acme_item_take(store, &status);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} 'item' is never released [poolguard-unreleased-pool]
  if (status == ACME_OK)
    return -1;
  acme_item_return(store, item);
  return 0;
}

//===----------------------------------------------------------------------===//
// asks: only what asks whether it should stop has to be stopped
//===----------------------------------------------------------------------===//

struct acme_task;
struct acme_task *acme_task_run(void (*f)(void *), void *data);
void acme_task_stop(struct acme_task *t);
bool acme_should_stop(void);
void turn(void);

static void server(void *data) {
  while (!acme_should_stop())
    turn();
}
static void one_turn(void *data) { turn(); }
void unseen(void *data);

void task_ok(void) {
  struct acme_task *t = acme_task_run(server, 0);
  acme_task_stop(t);
}

void task_of_address_bad(void) {
  struct acme_task *t = acme_task_run(&server, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

void task_bad(void) {
  struct acme_task *t = acme_task_run(server, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

void task_ends_by_itself_ok(void) { acme_task_run(one_turn, 0); }

void task_unseen_bad(void) {
  struct acme_task *t = acme_task_run(unseen, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

//===----------------------------------------------------------------------===//
// legal-after: any, of a wait
//===----------------------------------------------------------------------===//

struct acme_pool;
struct acme_pool *acme_pool_new(int n);
void acme_pool_kill(struct acme_pool *p);
void acme_pool_push(struct acme_pool *p, void (*f)(void *));
void acme_pool_clear(struct acme_pool *p);
int acme_pool_busy(struct acme_pool *p);
int acme_pool_idle(struct acme_pool *p);

void asked_after_release_ok(void) {
  struct acme_pool *p = acme_pool_new(4);
  acme_pool_kill(p);
  acme_pool_idle(p);
}

void asked_after_release_bad(void) {
  struct acme_pool *p = acme_pool_new(4);
  acme_pool_kill(p);
  acme_pool_busy(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is used after it was released [poolguard-use-after-release]
}

void cleared_on_purpose_ok(void) {
  struct acme_pool *p = acme_pool_new(4);
  acme_pool_push(p, one_turn);
  acme_pool_clear(p);
  acme_pool_kill(p);
}

void dropped_bad(void) {
  struct acme_pool *p = acme_pool_new(4);
  acme_pool_push(p, one_turn);
  acme_pool_kill(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [poolguard-discarded-work]
}

//===----------------------------------------------------------------------===//
// handle: any
//===----------------------------------------------------------------------===//

void acme_shutdown(void);

void all_at_once_ok(void) {
  struct acme_pool *p = acme_pool_new(4);
  acme_pool_idle(p);
  acme_shutdown();
}

int all_at_once_bad(void) {
  struct acme_pool *p = acme_pool_new(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (acme_pool_idle(p))
    return 1;
  acme_shutdown();
  return 0;
}
