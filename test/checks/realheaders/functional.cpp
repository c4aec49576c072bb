// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: callables around a thread.
#include <functional>
#include <future>
#include <thread>

void work();
void add(int &sum);
bool condition();

void reference_argument_ok() {
  int sum = 0;
  std::thread t(add, std::ref(sum));
  t.join();
}

void reference_argument_bad() {
  int sum = 0;
  std::thread t(add, std::ref(sum));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released{{.*}} [poolguard-unreleased-pool]
}

void function_ok() {
  std::function<void()> f = work;
  std::thread t(f);
  t.join();
}

void packaged_task_ok() {
  std::packaged_task<int()> task([] { return 1; });
  std::future<int> result = task.get_future();
  std::thread t(std::move(task));
  result.get();
  t.join();
}

// The result is there; the thread still has to be joined.
void packaged_task_bad() {
  std::packaged_task<int()> task([] { return 1; });
  std::future<int> result = task.get_future();
  std::thread t(std::move(task));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  result.get();
}

struct Worker {
  void run();
};

void member_ok(Worker &w) {
  std::thread t(&Worker::run, &w);
  t.join();
}

void member_bad(Worker &w) {
  std::thread t(&Worker::run, &w);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (condition())
    return;
  t.join();
}
