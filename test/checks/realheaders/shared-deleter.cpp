// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: a std::shared_ptr whose deleter joins the thread.
#include <memory>
#include <thread>

void work();

static void finish(std::thread *t) {
  t->join();
  delete t;
}

static void drop(std::thread *t) { delete t; }

void lambda_ok(bool quick) {
  std::shared_ptr<std::thread> p(new std::thread(work), [](std::thread *t) {
    t->join();
    delete t;
  });
  if (quick)
    return;
}

void function_ok() {
  std::shared_ptr<std::thread> p(new std::thread(work), finish);
}

void reset_ok() {
  std::shared_ptr<std::thread> p;
  p.reset(new std::thread(work), finish);
}

void none_bad() {
  std::shared_ptr<std::thread> p(new std::thread(work));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'p' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

void only_deletes_bad() {
  std::shared_ptr<std::thread> p(new std::thread(work), drop);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'p' is never released
}
