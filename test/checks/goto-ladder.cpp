// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// goto out of a scope runs destructors.
#include <thread>

void work();
bool condition();

int leaves_scope_bad() {
  {
    std::thread t(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
    if (condition())
      goto fail;
    t.join();
  }
  return 0;
fail:
  return -1;
}

int leaves_scope_ok() {
  {
    std::thread t(work);
    if (condition()) {
      t.join();
      goto fail;
    }
    t.join();
  }
  return 0;
fail:
  return -1;
}

int same_scope_ok() {
  int ret = -1;
  std::thread t(work);
  if (condition())
    goto done;
  ret = 0;
done:
  t.join();
  return ret;
}
