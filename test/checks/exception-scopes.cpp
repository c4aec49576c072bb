// RUN: %check_tidy %s poolguard-unreleased-on-exception,poolguard-unreleased-pool,poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++20
// What is destroyed on the way of an exception: what is alive where it is thrown, innermost first, and nothing else.
#include <glib.h>
#include <memory>
#include <thread>
#include <vector>

bool ready();
bool late();
void work();
void run(gpointer data, gpointer user_data);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

struct Error {
  ~Error();
};
struct Other {};
struct Freer {
  void operator()(GThreadPool *p) const { FREE(p); }
};
using Owner = std::unique_ptr<GThreadPool, Freer>;
struct Text {
  Text(const char *);
  ~Text();
};
static int checked(int n) {
  if (n < 0)
    throw Error();
  return n;
}
static Owner make() { return Owner(MAKE); }
static void both(int, Owner) {}
static int count(const Owner &) { return 1; }

void inner_block_ok(int n) {
  Text text("");
  {
    Owner pool(MAKE);
    checked(n);
  }
}

void declared_in_if_ok(int n) {
  if (Owner pool(MAKE); n > 1)
    checked(n);
  else
    checked(-n);
}

void condition_ok(int n) {
  if (auto pool = make())
    checked(n);
  while (auto pool = make())
    checked(n);
  for (Owner pool(MAKE); auto other = make();)
    checked(n);
}

void switch_ok(int n) {
  switch (Owner pool(MAKE); checked(n)) {
  case 1: {
    Owner inner(MAKE);
    checked(n);
    break;
  }
  default:
    checked(n);
  }
}

void range_ok(std::vector<int> &numbers) {
  Owner pool(MAKE);
  for (int n : numbers) {
    Owner inner(MAKE);
    checked(n);
  }
}

void same_declaration_ok(int n) {
  Owner first(MAKE), second(checked(n) ? MAKE : nullptr), third(MAKE);
  checked(n);
}

void kept_by_reference_ok(int n) {
  const Owner &pool = make();
  checked(n + count(pool));
}

void array_ok(int n) {
  Owner pools[2] = {make(), make()};
  checked(n);
}

void in_label_ok(int n) {
again:
  Owner pool(MAKE);
  checked(n);
  if (late())
    goto again;
}

void in_try_ok(int n) {
  try {
    Owner pool(MAKE);
    checked(n);
  } catch (const Error &) {
    ready();
  }
}

void in_handler_ok(int n) {
  try {
    checked(n);
  } catch (const Error &) {
    Owner pool(MAKE);
    checked(n);
  }
}

void statement_expression_ok(int n) {
  int k = ({
    Owner pool(MAKE);
    checked(n);
  });
  checked(k);
}

// What a temporary holds is not followed past a throw.
void argument_ok(int n) {
  both(checked(n), make());
  both(checked(n), Owner(MAKE));
}

void joined_by_scope_ok(int n) {
  std::jthread worker(work);
  checked(n);
}

void ended_scope_ok(int n) {
  {
    std::thread worker(work);
    worker.join();
  }
  checked(n);
}

void handler_destroys_nothing_twice_ok(int n) {
  GThreadPool *pool = MAKE;
  try {
    Text text("");
    checked(n);
  } catch (const Error &) {
    FREE(pool);
    throw;
  }
  FREE(pool);
}

// A lambda's body is another function's.
void lambda_ok(int n) {
  GThreadPool *pool = MAKE;
  auto later = [](int k) {
    Text text("");
    throw Error();
  };
  FREE(pool);
  later(n);
}

void thread_in_inner_block_bad(int n) {
  try {
    std::thread worker(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
    checked(n);
    worker.join();
  } catch (const Error &) {
    ready();
  }
}

void thread_in_condition_bad(int n) {
  if (std::thread worker(work); n > 1) {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
    checked(-n);
    worker.join();
  } else {
    worker.join();
  }
}

void thread_beside_owner_bad(int n) {
  Owner pool(MAKE);
  std::thread worker(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'worker' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  Owner other(MAKE);
  checked(n);
  worker.join();
}

void raw_beside_owner_bad(int n) {
  Owner owner(MAKE);
  GThreadPool *pool = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  Owner other(MAKE);
  checked(n);
  FREE(pool);
}

void own_initialiser_bad(int n) {
  std::thread first(work), second(checked(n) ? std::thread(work) : std::thread());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'first' is still joinable when an exception is thrown, which calls std::terminate [poolguard-unreleased-on-exception]
  first.join();
  if (second.joinable())
    second.join();
}

void in_range_bad(std::vector<int> &numbers) {
  for (int n : numbers) {
    GThreadPool *pool = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    checked(n);
    FREE(pool);
  }
}

void released_owner_bad(int n) {
  Owner owner(MAKE);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'owner' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  GThreadPool *pool = owner.release();
  checked(n);
  FREE(pool);
}

void made_by_handler_bad(int n) {
  try {
    checked(n);
  } catch (const Error &) {
    GThreadPool *pool = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released when an exception is thrown [poolguard-unreleased-on-exception]
    checked(n);
    FREE(pool);
  }
}

// No exception is in flight here: it was over before the pool was made.
void left_by_handler_bad(int n) {
  try {
    checked(n);
  } catch (const Error &) {
    GThreadPool *pool = MAKE;
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path [poolguard-unreleased-pool]
    if (late())
      return;
    FREE(pool);
  }
}

void after_handler_bad(int n) {
  try {
    checked(n);
  } catch (...) {
  }
  GThreadPool *pool = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is not released on this path [poolguard-unreleased-pool]
  if (late())
    return;
  FREE(pool);
}
