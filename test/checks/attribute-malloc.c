// REQUIRES: llvm-22
// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release --
// malloc(f, n): what the function returns is released by argument n of f.

typedef struct worker_pool worker_pool;
void wp_free(worker_pool *pool);
void wp_abandon(int how, worker_pool *pool);
worker_pool *wp_new(int workers)
    __attribute__((malloc(wp_free, 1), malloc(wp_abandon, 2)));
void wp_push(worker_pool *pool, int job);

// Not a pool: other checkers' business.
struct message;
void message_free(struct message *m);
struct message *message_new(void) __attribute__((malloc(message_free)));
void *allocate(int size) __attribute__((malloc));

int condition(void);

void never_bad(void) {
  worker_pool *pool = wp_new(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]
  wp_push(pool, 1);
}

void early_return_bad(void) {
  worker_pool *pool = wp_new(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path [poolguard-unreleased-pool]
  if (condition())
    return;
  wp_free(pool);
}

void freed_ok(void) {
  worker_pool *pool = wp_new(4);
  if (!pool)
    return;
  wp_push(pool, 1);
  wp_free(pool);
}

void abandoned_ok(void) {
  worker_pool *pool = wp_new(4);
  wp_abandon(0, pool);
}

void twice_bad(void) {
  worker_pool *pool = wp_new(4);
  wp_free(pool);
  wp_abandon(0, pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is released twice [poolguard-double-release]
}

worker_pool *returned_ok(void) { return wp_new(4); }

void message_ok(void) {
  struct message *m = message_new();
  void *memory = allocate(4);
}
