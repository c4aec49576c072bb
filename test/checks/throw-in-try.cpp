// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c++17
// A throw inside a try block goes to the handlers that can take it. What it leaves open is another check's business.
#include <glib.h>

struct Error {
  virtual ~Error();
};

struct Derived : Error {};

struct Other {};

bool ready();
bool late();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

void same_type_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Error();
  } catch (const Error &) {
    FREE(p);
    return;
  }
  FREE(p);
}

void rethrown_ok() {
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

void first_match_wins_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Derived();
    FREE(p);
  } catch (const Derived &) {
    FREE(p);
  } catch (const Error &) {
    FREE(p);
  }
}

void another_type_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Other();
    FREE(p);
  } catch (const Error &) {
    ready();
  }
}

void inner_handler_of_another_type_ok() {
  GThreadPool *p = MAKE;
  try {
    try {
      if (ready())
        throw Other();
    } catch (const Error &) {
      return;
    }
    FREE(p);
  } catch (const Other &) {
    FREE(p);
  }
}

void left_open_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Error();
    FREE(p);
  } catch (const Error &) {
    ready();
  }
}

void left_open_by_base_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Derived();
    FREE(p);
  } catch (const Error &) {
    ready();
  }
}

void left_open_by_all_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw 1;
    FREE(p);
  } catch (...) {
    ready();
  }
}

void without_throwing_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  try {
    if (ready())
      throw Error();
  } catch (const Error &) {
    FREE(p);
  }
}

void behind_the_handlers_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  try {
    if (ready())
      throw Error();
  } catch (const Error &) {
    FREE(p);
    return;
  }
  if (late())
    return;
  FREE(p);
}

void return_in_try_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  try {
    if (late())
      return;
    if (ready())
      throw Other();
    FREE(p);
  } catch (const Other &) {
    FREE(p);
  }
}
