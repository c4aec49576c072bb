// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release --
// ownership_returns, ownership_takes, ownership_holds of a module named for a pool.

struct context;
struct context *tasks_new(int n) __attribute__((ownership_returns(task_pool)));
void tasks_end(struct context *c) __attribute__((ownership_takes(task_pool, 1)));
void tasks_give(int to, struct context *c)
    __attribute__((ownership_holds(task_pool, 2)));
void tasks_push(struct context *c, int job);

// The type's name says it as well.
struct thread_pool;
struct thread_pool *tp_make(void) __attribute__((ownership_returns(acme)));
void tp_unmake(struct thread_pool *p) __attribute__((ownership_takes(acme, 1)));

// Neither of these is a pool.
char *text_new(void) __attribute__((ownership_returns(text)));
void *memory_new(void) __attribute__((ownership_returns(malloc)));

int condition(void);

void never_bad(void) {
  struct context *c = tasks_new(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c' is never released [poolguard-unreleased-pool]
  tasks_push(c, 1);
}

void ended_ok(void) {
  struct context *c = tasks_new(4);
  tasks_push(c, 1);
  tasks_end(c);
}

void held_ok(void) {
  struct context *c = tasks_new(4);
  tasks_give(1, c);
}

void twice_bad(void) {
  struct context *c = tasks_new(4);
  tasks_end(c);
  tasks_end(c);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c' is released twice [poolguard-double-release]
}

void no_memory_ok(void) {
  struct context *c = tasks_new(4);
  if (!c)
    return;
  tasks_end(c);
}

void by_type_bad(void) {
  struct thread_pool *p = tp_make();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (condition())
    return;
  tp_unmake(p);
}

void by_type_ok(void) {
  struct thread_pool *p = tp_make();
  tp_unmake(p);
}

void others_ok(void) {
  char *text = text_new();
  void *memory = memory_new();
}
