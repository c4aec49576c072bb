// RUN: %check_tidy %s poolguard-unreleased-on-exception -- -isystem %S/../Inputs/glib -std=c++17
// Functions that let no exception out, by any way of saying so.
#include <glib.h>

bool ready();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {};

static void fails() {
  if (ready())
    throw Error();
}
static void quiet() noexcept { fails(); }
static void empty_list() throw() { fails(); }
__attribute__((nothrow)) static void attribute() { fails(); }
template <bool Safe> void conditional() noexcept(Safe) { fails(); }
template <typename T> void as_its_type() noexcept(noexcept(T())) { fails(); }

struct Loud {
  Loud() { fails(); }
};
struct Silent {
  ~Silent() { fails(); }
};
struct Rough {
  ~Rough() noexcept(false) { fails(); }
};

void own_end_ok() noexcept {
  GThreadPool *p = MAKE;
  fails();
  FREE(p);
}

void throw_in_noexcept_ok() noexcept {
  GThreadPool *p = MAKE;
  if (ready())
    throw Error();
  FREE(p);
}

void caught_in_noexcept_bad() noexcept {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    fails();
  } catch (const Error &) {
    return;
  }
  FREE(p);
}

void noexcept_callee_ok() {
  GThreadPool *p = MAKE;
  quiet();
  FREE(p);
}

void empty_list_ok() {
  GThreadPool *p = MAKE;
  empty_list();
  FREE(p);
}

void attribute_ok() {
  GThreadPool *p = MAKE;
  attribute();
  FREE(p);
}

void conditional_ok() {
  GThreadPool *p = MAKE;
  conditional<true>();
  FREE(p);
}

void as_its_type_ok() {
  GThreadPool *p = MAKE;
  as_its_type<int>();
  FREE(p);
}

void destructor_ok() {
  GThreadPool *p = MAKE;
  {
    Silent s;
  }
  FREE(p);
}

void through_pointer_ok(void (*callback)() noexcept) {
  GThreadPool *p = MAKE;
  callback();
  FREE(p);
}

void lambda_ok() {
  GThreadPool *p = MAKE;
  auto check = []() noexcept { fails(); };
  check();
  FREE(p);
}

int main() {
  GThreadPool *p = MAKE;
  fails(); // The process ends.
  FREE(p);
}

void conditional_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  conditional<false>();
  FREE(p);
}

void as_its_type_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  as_its_type<Loud>();
  FREE(p);
}

void callee_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  fails();
  FREE(p);
}
