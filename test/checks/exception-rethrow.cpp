// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// `throw;` throws again what the handler caught.
#include <exception>
#include <glib.h>

bool ready();
bool late();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {};
struct Derived : Error {};
struct Other {};

void released_before_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw 1;
  } catch (...) {
    FREE(p);
    throw;
  }
  FREE(p);
}

void nested_ok() {
  GThreadPool *p = MAKE;
  try {
    try {
      if (ready())
        throw Derived();
    } catch (const Error &) {
      throw;
    }
  } catch (const Derived &) {
  }
  FREE(p);
}

void another_type_is_not_in_hand_ok() {
  GThreadPool *p = MAKE;
  try {
    try {
      if (ready())
        throw Derived();
    } catch (const Error &) {
      throw;
    }
  } catch (const Other &) {
    return; // Never entered.
  } catch (...) {
  }
  FREE(p);
}

static void check(int n) {
  try {
    if (n < 0)
      throw Error();
  } catch (const Error &) {
    throw;
  }
}

void callee_is_caught_ok(int n) {
  GThreadPool *p = MAKE;
  try {
    check(n);
  } catch (const Error &) {
  }
  FREE(p);
}

void keeps_it_for_later_ok() {
  std::exception_ptr later;
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Error();
  } catch (...) {
    later = std::current_exception();
  }
  FREE(p);
  if (later)
    std::rethrow_exception(later);
}

void open_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw 1;
  } catch (...) {
    throw;
  }
  FREE(p);
}

void sometimes_released_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Error();
  } catch (const Error &) {
    if (late())
      FREE(p);
    throw;
  }
  FREE(p);
}

void callee_bad(int n) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  check(n);
  FREE(p);
}

void rethrow_exception_bad(std::exception_ptr given) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  if (given)
    std::rethrow_exception(given);
  FREE(p);
}

void slicing_does_not_matter_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    try {
      if (ready())
        throw Derived();
    } catch (Error e) {
      throw e;
    }
  } catch (const Derived &) {
  }
  FREE(p);
}
