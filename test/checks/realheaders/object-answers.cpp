// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// Objects of the library that are asked twice, and objects that are changed in between.
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

void work();
bool condition();
std::string name();
std::optional<int> number();
std::function<void()> callback();

void optional_ok() {
  std::optional<int> x = number();
  std::thread t;
  if (x)
    t = std::thread(work);
  work();
  if (x.has_value())
    t.join();
}

void function_ok() {
  std::function<void()> f = callback();
  std::thread t;
  if (f)
    t = std::thread(work);
  if (f != nullptr)
    t.join();
}

void string_ok() {
  const std::string s = name();
  std::thread t;
  if (!s.empty())
    t = std::thread(work);
  if (s.size() > 0)
    t.join();
}

void text_ok(const std::string &mode) {
  std::thread t;
  if (mode == "threads")
    t = std::thread(work);
  if (mode != "threads")
    return;
  t.join();
}

void vector_ok(std::vector<int> v) {
  std::thread t;
  const bool none = v.empty();
  if (!none)
    t = std::thread(work);
  if (v.size())
    t.join();
}

void future_ok(std::future<int> f) {
  std::thread t;
  if (f.valid())
    t = std::thread(work);
  if (f.valid())
    t.join();
}

void id_ok(std::thread::id id) {
  std::thread t;
  if (id == std::thread::id())
    t = std::thread(work);
  if (id == std::thread::id())
    t.join();
}

void key_ok(std::map<std::string, int> options) {
  std::thread t;
  if (options.find("threads") != options.end())
    t = std::thread(work);
  if (options.count("threads"))
    t.join();
}

void set_optional_ok() {
  std::optional<bool> x;
  std::thread t;
  if (condition()) {
    t = std::thread(work);
    x = false;
  }
  if (x)
    t.join();
}

void reset_optional_ok() {
  std::optional<int> x = 1;
  std::thread t;
  if (condition())
    x.reset();
  else
    t = std::thread(work);
  if (x)
    t.join();
}

void set_pointer_ok() {
  std::shared_ptr<int> x;
  std::unique_ptr<int> y;
  std::thread t, u;
  if (condition()) {
    x = std::make_shared<int>(1);
    t = std::thread(work);
    y = std::make_unique<int>(2);
    u = std::thread(work);
  }
  if (x)
    t.join();
  if (y)
    u.join();
}

void set_function_ok() {
  std::function<void()> f;
  std::thread t;
  if (condition()) {
    t = std::thread(work);
    f = [] { work(); };
  }
  if (f)
    t.join();
}

void set_string_ok() {
  std::string s;
  std::thread t;
  if (condition()) {
    s = "up";
    t = std::thread(work);
  }
  if (!s.empty())
    t.join();
}

void added_ok() {
  std::vector<int> v;
  std::thread t;
  if (condition()) {
    v.push_back(1);
    t = std::thread(work);
  }
  if (!v.empty())
    t.join();
}

void got_future_ok() {
  std::promise<int> p;
  std::future<int> f;
  std::thread t;
  if (condition()) {
    f = p.get_future();
    t = std::thread(work);
  }
  if (f.valid())
    t.join();
}

void got_id_ok() {
  std::thread::id id;
  std::thread t;
  if (condition()) {
    t = std::thread(work);
    id = t.get_id();
  }
  if (id != std::thread::id())
    t.join();
}

void cleared_bad() {
  std::string s = name();
  std::thread t;
  if (!s.empty())
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  s.clear();
  if (!s.empty())
    t.join();
}

void another_string_bad() {
  std::string s = name();
  std::thread t;
  if (!s.empty())
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  s = name();
  if (!s.empty())
    t.join();
}

void no_function_bad() {
  std::function<void()> f = callback();
  std::thread t;
  if (f)
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
  f = nullptr;
  if (f)
    t.join();
}

void popped_bad(std::vector<int> v) {
  std::thread t;
  if (!v.empty())
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  v.pop_back();
  if (!v.empty())
    t.join();
}

void erased_bad(std::map<std::string, int> options) {
  std::thread t;
  if (options.count("threads"))
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  options.erase("threads");
  if (options.count("threads"))
    t.join();
}

void other_key_bad(const std::map<std::string, int> &options) {
  std::thread t;
  if (options.count("threads"))
    t = std::thread(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (options.count("workers"))
    t.join();
}

void asked_once_bad(std::optional<int> x) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path
  if (x)
    t.join();
}
