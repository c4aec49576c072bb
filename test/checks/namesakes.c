// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release,poolguard-use-after-release --
// A function of one's own that has the name of a library's is not taken for it: the types and the
// number of the arguments tell.

typedef int gboolean;
typedef void *gpointer;

//===----------------------------------------------------------------------===//
// The library's own, in several spellings
//===----------------------------------------------------------------------===//

// GLib's struct has another name than its typedef, and the typedef may come later.
struct _GThread;
struct _GThread *g_thread_new(const char *name, gpointer (*f)(gpointer), gpointer data);
typedef struct _GThread GThread;
gpointer g_thread_join(GThread *thread);
typedef GThread *own_thread;
gpointer run(gpointer data);

void struct_tag_bad(void) {
  GThread *t = g_thread_new("a", run, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

void own_typedef_bad(void) {
  own_thread t = g_thread_new("a", run, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

void own_typedef_ok(void) {
  own_thread t = g_thread_new("a", run, 0);
  g_thread_join(t);
}

typedef unsigned long pthread_t;
int pthread_create(unsigned long *thread, const void *attributes, void *(*f)(void *), void *data);
int pthread_join(unsigned long thread, void **result);

void integer_handle_bad(void) {
  pthread_t t;
  pthread_create(&t, 0, run, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

void integer_handle_ok(void) {
  unsigned long t;
  if (pthread_create(&t, 0, run, 0) == 0)
    pthread_join(t, 0);
}

// Without a prototype only the result is known.
typedef struct mongoc_client_pool_t mongoc_client_pool_t;
mongoc_client_pool_t *mongoc_client_pool_new();

void no_prototype_bad(void) {
  mongoc_client_pool_t *p = mongoc_client_pool_new(0);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'p' is never released [poolguard-unreleased-pool]
}

//===----------------------------------------------------------------------===//
// Others of the same name
//===----------------------------------------------------------------------===//

typedef struct list {
  int n;
} list;

// A pool of numbers, by value.
typedef int pool;
pool g_thread_pool_new(int n);

void by_value_ok(void) {
  pool p = g_thread_pool_new(4);
}

// Another structure.
list *thpool_init(int n);
void thpool_destroy(list *l);

void other_structure_ok(void) {
  list *l = thpool_init(4);
}

void other_structure_twice_ok(list *l) {
  thpool_destroy(l);
  thpool_destroy(l);
}

// A `void *` may be anything, but not what a library with types returns.
void *ZSTD_createThreadPool(unsigned long n);

void untyped_ok(void) {
  void *p = ZSTD_createThreadPool(4);
}

// Defined here, with types of its own.
static list *hts_tpool_init(int n) {
  static list L;
  L.n = n;
  return &L;
}

void static_function_ok(void) {
  list *l = hts_tpool_init(4);
}

// One argument less: the variable that the handle goes to is not there.
int apr_thread_pool_create(int n);

void fewer_arguments_ok(void) {
  int rc = apr_thread_pool_create(1);
}

// A pointer where the library has a pointer to a pointer.
typedef struct apr_reslist_t apr_reslist_t;
int apr_reslist_create(list *l, int min, int smax, int hmax, long ttl, void *con, void *de, void *params, void *pool);

void another_out_ok(list *l) {
  apr_reslist_create(l, 1, 2, 3, 4, 0, 0, 0, 0);
}

//===----------------------------------------------------------------------===//
// Structures, void pointers and other numbers of parameters
//===----------------------------------------------------------------------===//

// The library returns a pointer to one.
struct rte_mempool {
  int size;
};
struct rte_mempool rte_mempool_create(int size);
void structure_by_value_ok(void) {
  struct rte_mempool m = rte_mempool_create(4);
  (void)m;
}

void *zmq_init(int threads, const char *name);
void other_parameters_ok(void) {
  void *c = zmq_init(4, "c");
  (void)c;
}

void *JxlThreadParallelRunnerCreate(void);
void no_parameters_ok(void) {
  void *r = JxlThreadParallelRunnerCreate();
  (void)r;
}

struct gen_pool {
  int size;
};
struct gen_pool *gen_pool_create(const char *name);
void one_parameter_ok(void) {
  struct gen_pool *p = gen_pool_create("p");
  (void)p;
}

int dispatch_queue_create(const char *name);
void number_for_queue_ok(void) {
  int q = dispatch_queue_create("q");
  (void)q;
}
