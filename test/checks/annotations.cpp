// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release,poolguard-double-release -- -std=c++17
// [[clang::annotate("poolguard::...")]] says what no attribute can.

#define POOLGUARD(what) [[clang::annotate("poolguard::" what)]]

struct engine;
POOLGUARD("acquire") engine *engine_new(int n);
void engine_end(int how, engine *e POOLGUARD("release"));
POOLGUARD("release(terminate, idempotent)") void engine_kill(engine *e);
POOLGUARD("take") void engine_add(engine *e);
POOLGUARD("borrow") void engine_join_group(engine *e);
POOLGUARD("use") void engine_use(engine *e);
POOLGUARD("borrowed") engine *engine_new_default();
int engine_make(engine **out POOLGUARD("acquire"));
// A number, and not 0 or -1 if it is good.
POOLGUARD("acquire(connection-pool)") int hub_open(const char *name);
POOLGUARD("release") void hub_close(int hub);

// An object that the caller lends.
struct Context {
  int data;
};
int context_init(Context *c POOLGUARD("acquire"));
void context_fini(Context *c POOLGUARD("release"));

bool condition();

void never_bad() {
  engine *e = engine_new(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is never released [poolguard-unreleased-pool]
  engine_use(e);
}

void ended_ok() {
  engine *e = engine_new(4);
  if (!e)
    return;
  engine_use(e);
  engine_end(1, e);
}

void added_ok() { engine_add(engine_new(4)); }

// Unlike its name would say.
void joined_group_bad() {
  engine *e = engine_new(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is never released [poolguard-unreleased-pool]
  engine_join_group(e);
}

void used_late_bad() {
  engine *e = engine_new(4);
  engine_end(1, e);
  engine_use(e);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is used after it was released [poolguard-use-after-release]
}

void twice_bad() {
  engine *e = engine_new(4);
  engine_end(1, e);
  engine_end(1, e);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is released twice [poolguard-double-release]
}

void killed_again_ok() {
  engine *e = engine_new(4);
  engine_end(1, e);
  engine_kill(e);
}

void borrowed_ok() { engine_use(engine_new_default()); }

void out_bad() {
  engine *e;
  if (engine_make(&e) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is not released on this path [poolguard-unreleased-pool]
    return;
  if (condition())
    return;
  engine_end(1, e);
}

void out_ok() {
  engine *e;
  if (engine_make(&e) != 0)
    return;
  engine_end(1, e);
}

void number_bad() {
  int hub = hub_open("a");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'hub' is never released [poolguard-unreleased-pool]
  if (hub < 0)
    return;
}

void number_ok() {
  int hub = hub_open("a");
  if (hub < 0)
    return;
  hub_close(hub);
}

void object_bad() {
  Context c;
  if (context_init(&c) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'c' is not released on this path [poolguard-unreleased-pool]
    return;
  if (condition())
    return;
  context_fini(&c);
}

void object_ok() {
  Context c;
  if (context_init(&c) != 0)
    return;
  context_fini(&c);
}

// A class: its constructors open it, its destructor is known not to close it.
class POOLGUARD("pool(connection-pool)") Hub {
public:
  Hub();
  ~Hub();
  POOLGUARD("release") void leave();
  POOLGUARD("submit") void hand(int job);
};

void class_bad() {
  Hub hub;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'hub' is never released; it is still open when destroyed [poolguard-unreleased-pool]
  hub.hand(1);
}

void class_ok() {
  Hub hub;
  hub.hand(1);
  hub.leave();
}

void class_too_late_bad() {
  Hub hub;
  hub.leave();
  hub.hand(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: connection pool 'hub' is used after it was released [poolguard-use-after-release]
}

// Methods by name, where none is annotated.
template <typename T> class POOLGUARD("pool") Crew {
public:
  explicit Crew(int n);
  ~Crew();
  void dismiss_all();
  void shutdown();
};

void crew_bad() { Crew<int> crew(3); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'crew' is never released; it is still open when destroyed [poolguard-unreleased-pool]

void crew_ok() {
  Crew<int> crew(3);
  crew.shutdown();
}

// Only a method opens it.
class Engine {
public:
  Engine();
  POOLGUARD("acquire") bool ignite();
  POOLGUARD("release") void halt();
};

void method_bad() {
  Engine e;
  if (!e.ignite())
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is not released on this path [poolguard-unreleased-pool]
    return;
  if (condition())
    return;
  e.halt();
}

void method_ok() {
  Engine e;
  if (condition())
    return;
  if (e.ignite())
    e.halt();
}

// Its destructor releases, by means that cannot be seen.
class POOLGUARD("guard") SafePool {
public:
  SafePool();
  void close();
};

// The other sort of pool.
class POOLGUARD("no-pool") CardPool {
public:
  CardPool();
  void close();
};

void neither_ok() {
  SafePool safe;
  CardPool cards;
}

// A pool that can be misused, but not forgotten.
class POOLGUARD("pool") POOLGUARD("guard") Guarded {
public:
  Guarded();
  ~Guarded();
  POOLGUARD("release") void finish();
  POOLGUARD("submit") void hand(int job);
};

void guarded_ok() {
  Guarded g;
  g.hand(1);
}

void guarded_bad() {
  Guarded g;
  g.finish();
  g.hand(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'g' is used after it was released [poolguard-use-after-release]
}
