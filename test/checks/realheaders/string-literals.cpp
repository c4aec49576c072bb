// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- %glib_flags -std=c++17
// REQUIRES: glib
// A string that is given now this literal, now that one.
#include <glib.h>
#include <string>
#include <string_view>

void run(gpointer data, gpointer user_data);
bool ready();

#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

void changed_ok(bool pooled) {
  std::string mode = "none";
  GThreadPool *p = nullptr;
  if (pooled) {
    mode = "pool";
    p = MAKE;
  }
  if (mode == "pool")
    FREE(p);
}

void asked_of_two_ok(bool pooled) {
  std::string mode = "none";
  GThreadPool *p = nullptr;
  if (pooled)
    mode = "pool";
  if (mode == "pool")
    p = MAKE;
  if (mode != "none")
    FREE(p);
}

void from_elsewhere_ok(const std::string &given) {
  std::string mode = given;
  GThreadPool *p = nullptr;
  if (mode == "pool")
    p = MAKE;
  if (mode == "none")
    return;
  FREE(p);
}

void changed_back_ok(bool early) {
  std::string mode = "pool";
  GThreadPool *p = MAKE;
  if (early) {
    FREE(p);
    mode = "none";
  }
  if (mode == "pool")
    FREE(p);
}

void view_ok(bool pooled) {
  std::string_view mode = "none";
  GThreadPool *p = nullptr;
  if (pooled) {
    mode = "pool";
    p = MAKE;
  }
  if (mode == "pool")
    FREE(p);
}

void other_literal_bad(bool pooled) {
  std::string mode = "none";
  GThreadPool *p = nullptr;
  if (pooled) {
    mode = "pool";
    p = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  }
  if (mode == "none")
    FREE(p);
}

void changed_in_between_bad() {
  std::string mode = "pool";
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    mode = "none";
  if (mode == "pool")
    FREE(p);
}

void released_twice_bad(bool early) {
  std::string mode = "pool";
  GThreadPool *p = MAKE;
  if (early)
    FREE(p);
  if (mode != "none")
    FREE(p);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is released twice [poolguard-double-release]
}
