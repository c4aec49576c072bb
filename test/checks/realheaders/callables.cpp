// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++20
// libstdc++: functions that run a callable.
#include <coroutine>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <tuple>
#include <variant>

void work();
void join_it(std::thread &t) { t.join(); }
void look_at(const std::thread &t);
bool condition();

void invoke_ok() {
  std::thread t(work);
  std::invoke(join_it, t);
}

void invoke_method_ok() {
  std::thread t(work);
  std::invoke(&std::thread::join, t);
}

void invoke_method_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (condition())
    std::invoke(&std::thread::join, t);
}

void invoke_lambda_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  std::invoke([&](bool really) {
    if (really)
      t.join();
  }, condition());
}

void apply_ok() {
  std::thread t(work);
  std::apply([&](int, int) { t.join(); }, std::make_tuple(1, 2));
}

void apply_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  std::apply([&](int a, int b) {
    if (a < b)
      t.join();
  }, std::make_tuple(1, 2));
}

void visit_ok(std::variant<int, char> v) {
  std::thread t(work);
  std::visit([&](auto) { t.join(); }, v);
}

void function_ok() {
  std::thread t(work);
  std::function<void()> join = [&t] { t.join(); };
  join();
}

void function_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  std::function<void()> join = [&t] { t.join(); };
  if (condition())
    join();
}

void once_ok(std::once_flag &flag) {
  std::thread t(work);
  std::call_once(flag, [&] { t.join(); });
}

void async_ok() {
  std::thread t(work);
  auto done = std::async(std::launch::async, [&] { t.join(); });
  done.wait();
}

void async_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  auto done = std::async(std::launch::async, [&] { look_at(t); });
  done.wait();
}

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};

Task coroutine_ok() {
  std::thread t(work);
  co_await std::suspend_always();
  t.join();
}

Task coroutine_bad() {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  co_await std::suspend_always();
  if (condition())
    co_return;
  t.join();
}
