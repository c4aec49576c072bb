// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release --
// acquire_handle, release_handle and use_handle of handles named for a pool.

#define POOL "worker_pool"
int wp_create(int *pool __attribute__((acquire_handle(POOL))));
int wp_open(void) __attribute__((acquire_handle(POOL)));
typedef int wp_handle __attribute__((acquire_handle(POOL)));
wp_handle wp_get(int n);
void wp_close(int pool __attribute__((release_handle(POOL))));
void wp_push(int pool __attribute__((use_handle(POOL))));

int file_open(void) __attribute__((acquire_handle("file")));

void created_bad(void) {
  int pool;
  if (wp_create(&pool) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]
    return;
  wp_push(pool);
}

void created_ok(void) {
  int pool;
  if (wp_create(&pool) != 0)
    return;
  wp_push(pool);
  wp_close(pool);
}

void opened_bad(void) {
  int pool = wp_open();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]
  if (pool < 0)
    return;
  wp_push(pool);
}

void opened_ok(void) {
  int pool = wp_open();
  if (pool == -1)
    return;
  wp_close(pool);
}

void zero_is_none_ok(void) {
  int pool = wp_open();
  if (!pool)
    return;
  wp_close(pool);
}

void typedef_bad(void) {
  int pool = wp_get(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released [poolguard-unreleased-pool]
  wp_push(pool);
}

void typedef_ok(void) { wp_close(wp_get(3)); }

void too_late_bad(void) {
  int pool = wp_open();
  wp_close(pool);
  wp_push(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is used after it was released [poolguard-use-after-release]
}

void file_ok(void) { int file = file_open(); }
