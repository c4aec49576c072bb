// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool -- -isystem %S/../Inputs/glib -std=c++17
// A callee throws if its visible body does.
#include <glib.h>

bool ready();
void unseen();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {};
struct Other {};

static void fails() {
  if (ready())
    throw Error();
}
static void passes_on() { fails(); }
static void catches() {
  try {
    fails();
  } catch (const Error &) {
  }
}
static void catches_another() {
  try {
    fails();
  } catch (const Other &) {
  }
}
static void translates() {
  try {
    fails();
  } catch (...) {
    throw Other();
  }
}
static void calls_unseen() { unseen(); }

static void even(int n);
static void odd(int n) {
  if (n > 1)
    even(n - 1);
}
static void even(int n) {
  odd(n - 1);
  if (n < 0)
    throw Error();
}
static int harmless(int n) { return n ? harmless(n - 1) : 0; }

[[noreturn]] void stop(const char *text);
[[noreturn]] static void fail(const char *) { throw Error(); }
[[noreturn]] void throw_error(const char *text);

struct Loud {
  Loud() { fails(); }
  void quiet() {}
  void loud() { fails(); }
  int operator[](int i) {
    if (i < 0)
      throw Error();
    return i;
  }
  virtual void method() {}
  virtual void rough() { fails(); }
};
struct Holder {
  Loud loud;
};
struct Local {
  int n = (fails(), 1);
};
template <typename T> void use(T t) { t.loud(); }

void unseen_ok() {
  GThreadPool *p = MAKE;
  unseen();
  FREE(p);
}

void calls_unseen_ok() {
  GThreadPool *p = MAKE;
  calls_unseen();
  FREE(p);
}

void catches_ok() {
  GThreadPool *p = MAKE;
  catches();
  FREE(p);
}

void translated_ok() {
  GThreadPool *p = MAKE;
  try {
    translates();
  } catch (const Other &) {
  }
  FREE(p);
}

void recursion_ok() {
  GThreadPool *p = MAKE;
  harmless(3);
  FREE(p);
}

void noreturn_ok() {
  GThreadPool *p = MAKE;
  if (ready())
    stop("it ends");
  FREE(p);
}

void method_ok(Loud &l) {
  GThreadPool *p = MAKE;
  l.quiet();
  l.method();
  FREE(p);
}

void unevaluated_ok() {
  GThreadPool *p = MAKE;
  int n = sizeof(new Loud) + noexcept(fails());
  FREE(p);
}

void lambda_not_called_ok() {
  GThreadPool *p = MAKE;
  auto later = [] { throw Error(); };
  FREE(p);
  later();
}

void callee_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  passes_on();
  FREE(p);
}

void catches_another_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  catches_another();
  FREE(p);
}

void translates_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    translates();
  } catch (const Error &) {
  }
  FREE(p);
}

void recursion_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  odd(7);
  FREE(p);
}

void throwing_noreturn_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  if (ready())
    fail("no");
  FREE(p);
}

void named_thrower_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  if (ready())
    throw_error("no");
  FREE(p);
}

void constructor_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  Loud l;
  FREE(p);
}

void member_constructor_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  Holder h;
  FREE(p);
}

void default_initialiser_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  Local l;
  FREE(p);
}

void new_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  Loud *l = new Loud();
  FREE(p);
  delete l;
}

void operator_bad(Loud &l) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  l[-1];
  FREE(p);
}

void virtual_bad(Loud &l) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  l.rough();
  FREE(p);
}

void template_bad(Loud &l) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  use<Loud &>(l);
  FREE(p);
}

void lambda_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  auto check = [] {
    if (ready())
      throw Error();
  };
  check();
  FREE(p);
}

// Whichever of the two is evaluated first.
void argument_bad(int (&f)(GThreadPool *, int), Loud &l) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  int n = l[-1];
  FREE(p);
}

void cast_bad(Loud &l) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  struct Special : Loud {};
  Special &s = dynamic_cast<Special &>(l);
  FREE(p);
}

void pointer_cast_ok(Loud *l) {
  GThreadPool *p = MAKE;
  struct Special : Loud {};
  Special *s = dynamic_cast<Special *>(l);
  FREE(p);
}
