// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c++17
// Which handler an exception enters is decided by its type.
#include <glib.h>

bool ready();
void log(const char *text);
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {
  virtual ~Error();
};
struct Derived : Error {};
struct Secret : private Error {};
struct Left : Error {};
struct Right : Error {};
struct Both : Left, Right {};
struct Other {};
enum Code { Bad };

void same_type_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Error();
  } catch (Error) {
    FREE(p);
    return;
  }
  FREE(p);
}

void reference_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Error();
  } catch (const Error &) {
  }
  FREE(p);
}

void base_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Derived();
  } catch (const Error &) {
    log("cannot go on");
  }
  FREE(p);
}

void everything_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw 1;
  } catch (...) {
  }
  FREE(p);
}

void pointer_ok(Derived *what) {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw what;
  } catch (const Error *) {
  }
  FREE(p);
}

void void_pointer_ok(Derived *what) {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw what;
  } catch (void *) {
  }
  FREE(p);
}

void text_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw "no";
  } catch (const char *) {
  }
  FREE(p);
}

void second_handler_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Other();
  } catch (const Error &) {
    return;
  } catch (const Other &) {
  }
  FREE(p);
}

void first_match_wins_ok() {
  GThreadPool *p = MAKE;
  try {
    if (ready())
      throw Derived();
  } catch (const Derived &) {
    FREE(p);
    return;
  } catch (const Error &) {
    return;
  }
  FREE(p);
}

void outer_handler_ok() {
  GThreadPool *p = MAKE;
  try {
    try {
      if (ready())
        throw Other();
    } catch (const Error &) {
      return;
    }
  } catch (const Other &) {
    FREE(p);
    return;
  }
  FREE(p);
}

void handler_of_handler_ok() {
  GThreadPool *p = MAKE;
  try {
    try {
      if (ready())
        throw Other();
    } catch (const Other &) {
      throw Error();
    }
  } catch (const Error &) {
  }
  FREE(p);
}

void never_entered_ok() {
  GThreadPool *p = MAKE;
  try {
    log("nothing here throws");
  } catch (...) {
    return;
  }
  FREE(p);
}

void returns_from_handler_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Error();
  } catch (const Error &) {
    return;
  }
  FREE(p);
}

void second_of_handlers_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Other();
  } catch (const Error &) {
    FREE(p);
    return;
  } catch (...) {
    return;
  }
  FREE(p);
}

void another_type_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Other();
  } catch (const Error &) {
  }
  FREE(p);
}

void derived_handler_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Error();
  } catch (const Derived &) {
  }
  FREE(p);
}

void private_base_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Secret();
  } catch (const Error &) {
  }
  FREE(p);
}

void ambiguous_base_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Both();
  } catch (const Error &) {
  }
  FREE(p);
}

void no_conversions_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Bad;
  } catch (int) {
  }
  FREE(p);
}

void qualifiers_lost_bad(const Error *what) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw what;
  } catch (Error *) {
  }
  FREE(p);
}

void thrown_by_handler_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Error();
  } catch (const Error &) {
    throw Other();
  }
  FREE(p);
}

void handler_of_same_try_bad() {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    if (ready())
      throw Error();
  } catch (const Error &) {
    throw Other();
  } catch (const Other &) {
    FREE(p);
    return;
  }
  FREE(p);
}

void made_in_try_bad() {
  try {
    GThreadPool *p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    if (ready())
      throw Error();
    FREE(p);
  } catch (const Error &) {
    log("the pool is out of reach here");
  }
}

void made_outside_kept_in_reach_ok() {
  GThreadPool *p = nullptr;
  try {
    p = MAKE;
    if (ready())
      throw Error();
  } catch (const Error &) {
    log("it goes on");
  }
  if (p)
    FREE(p);
}

void released_twice_bad() {
  GThreadPool *p = MAKE;
  try {
    FREE(p);
    if (ready())
      throw Error();
  } catch (const Error &) {
    FREE(p);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
  }
}
