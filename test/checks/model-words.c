// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release --config="{CheckOptions: {Models: '%S/../Inputs/models/kernel-like.poolguard.yaml'}}" --
// Success, names and handles of the rarer sorts: see the model file.

typedef _Bool bool;
bool condition(void);

//===----------------------------------------------------------------------===//
// ok: not-err-ptr
//===----------------------------------------------------------------------===//

struct task;
struct task *task_create(void (*f)(void));
void task_stop(struct task *t);
void body(void);
#define unlikely(x) __builtin_expect(!!(x), 0)
#define IS_ERR_VALUE(x) unlikely((unsigned long)(void *)(x) >= (unsigned long)-4095)
static inline bool IS_ERR(const void *p) { return IS_ERR_VALUE((unsigned long)p); }
bool IS_ERR_OR_NULL(const void *p);
static inline long PTR_ERR(const void *p) { return (long)p; }

int error_pointer_ok(void) {
  struct task *t = task_create(body);
  if (IS_ERR(t))
    return (int)PTR_ERR(t);
  task_stop(t);
  return 0;
}

int error_pointer_spelt_out_ok(void) {
  struct task *t = task_create(body);
  if (IS_ERR_VALUE(t))
    return -1;
  task_stop(t);
  return 0;
}

int error_pointer_or_null_ok(void) {
  struct task *t = task_create(body);
  if (unlikely(IS_ERR_OR_NULL(t)))
    return -1;
  task_stop(t);
  return 0;
}

int error_pointer_bad(void) {
  struct task *t = task_create(body);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path [poolguard-unreleased-pool]
  if (IS_ERR(t))
    return -1;
  if (condition())
    return -2;
  task_stop(t);
  return 0;
}

int error_pointer_inverted_bad(void) {
  struct task *t = task_create(body);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
  if (!IS_ERR(t))
    return -1;
  return 0;
}

//===----------------------------------------------------------------------===//
// ok: not-minus-one
//===----------------------------------------------------------------------===//

typedef void *HANDLE;
#define INVALID_HANDLE ((HANDLE)(long)-1)
HANDLE port_open(int n);
void port_close(HANDLE h);

int minus_one_ok(void) {
  HANDLE h = port_open(1);
  if (h == INVALID_HANDLE)
    return 1;
  port_close(h);
  return 0;
}

int minus_one_or_null_ok(void) {
  HANDLE h = port_open(1);
  if (!h || h == INVALID_HANDLE)
    return 1;
  port_close(h);
  return 0;
}

int minus_one_bad(void) {
  HANDLE h = port_open(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: io queue 'h' is never released [poolguard-unreleased-pool]
  if (h == INVALID_HANDLE)
    return 1;
  return 0;
}

//===----------------------------------------------------------------------===//
// fn-prefix
//===----------------------------------------------------------------------===//

typedef struct encoder encoder;
encoder *encoder_open_164(int n);
encoder *encoder_open_file(const char *name);
#define encoder_open encoder_open_164
void encoder_close(encoder *e);

void build_number_ok(void) {
  encoder *e = encoder_open(1);
  encoder_close(e);
}

void build_number_bad(void) {
  encoder *e = encoder_open(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: runtime 'e' is never released [poolguard-unreleased-pool]
}

void another_function_ok(void) {
  encoder *e = encoder_open_file("x");
}

//===----------------------------------------------------------------------===//
// ok: no-error
//===----------------------------------------------------------------------===//

typedef struct PreparedPool PreparedPool;
struct error;
void pool_prepare(PreparedPool *p, struct error **error);
void pool_cleanup(PreparedPool *p);
void pool_count(const PreparedPool *p);
PreparedPool *own_pool(void);

void no_error_ok(void) {
  PreparedPool *p = own_pool();
  struct error *e = 0;
  pool_prepare(p, &e);
  if (e)
    return;
  pool_count(p);
  pool_cleanup(p);
}

void no_error_bad(void) {
  PreparedPool *p = own_pool();
  struct error *e = 0;
  pool_prepare(p, &e);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  if (e)
    return;
  pool_count(p);
}

//===----------------------------------------------------------------------===//
// handle: any
//===----------------------------------------------------------------------===//

typedef int proc_t;
proc_t proc_fork(void);
proc_t proc_wait(proc_t p, int *status);
proc_t proc_wait_some(int *status);
void proc_exec(void) __attribute__((noreturn));

void own_child_ok(void) {
  proc_t p = proc_fork();
  if (p < 0)
    return;
  if (p == 0)
    proc_exec();
  proc_wait(p, 0);
}

void any_child_ok(void) {
  proc_t p = proc_fork();
  if (p == 0)
    proc_exec();
  proc_wait_some(0);
}

void any_child_by_number_ok(void) {
  proc_t p = proc_fork();
  if (p == 0)
    proc_exec();
  while (proc_wait(-1, 0) > 0)
    ;
}

void children_ok(void) {
  proc_t p[4];
  for (int i = 0; i < 4; i++) {
    p[i] = proc_fork();
    if (p[i] == 0)
      proc_exec();
  }
  for (int i = 0; i < 4; i++)
    proc_wait_some(0);
}

// Whoever waits for any above may mean this one.
void FN_child(void) {
  proc_t p = proc_fork();
  if (p == 0)
    proc_exec();
}

//===----------------------------------------------------------------------===//
// A release of several families
//===----------------------------------------------------------------------===//

struct apool;
struct bpool;
struct apool *apool_new(void);
struct bpool *bpool_new(void);
void object_unref(void *object);

void shared_release_ok(void) {
  struct apool *a = apool_new();
  struct bpool *b = bpool_new();
  object_unref(a);
  object_unref(b);
}

void shared_release_bad(void) {
  struct apool *a = apool_new();
  struct bpool *b = bpool_new();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'b' is never released [poolguard-unreleased-pool]
  object_unref(a);
}

void shared_release_twice_bad(void) {
  struct apool *a = apool_new();
  object_unref(a);
  object_unref(a);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a' is released twice [poolguard-double-release]
}

//===----------------------------------------------------------------------===//
// Numbers that the caller chose
//===----------------------------------------------------------------------===//

int core_launch(void (*f)(void), unsigned core);
void core_wait(unsigned core);
void core_wait_all(void);

void core_ok(unsigned core) {
  if (core_launch(body, core) != 0)
    return;
  core_wait(core);
}

void core_bad(unsigned core) {
  if (core_launch(body, core) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'core' is not released on this path [poolguard-unreleased-pool]
    return;
  if (condition())
    return;
  core_wait(core);
}

void cores_ok(void) {
  for (unsigned core = 1; core < 4; core++)
    core_launch(body, core);
  for (unsigned core = 1; core < 4; core++)
    core_wait(core);
}

void all_cores_ok(unsigned core) {
  core_launch(body, core);
  core_wait_all();
}

//===----------------------------------------------------------------------===//
// Two libraries with a function of one name: that which is declared counts
//===----------------------------------------------------------------------===//

struct qpool;
struct qpool *qpool_create(void);
void qpool_destroy(struct qpool *p);

void of_one_library_ok(void) {
  struct qpool *p = qpool_create();
  qpool_destroy(p);
}

void of_one_library_bad(void) {
  struct qpool *p = qpool_create();
  qpool_destroy(p);
  qpool_destroy(p);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}
