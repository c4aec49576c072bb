// RUN: %check_tidy %s poolguard-unreleased-on-exception -- -isystem %S/../../Inputs/glib -std=c++17
// libstdc++: what is documented to throw, and what is not.
#include <glib.h>
#include <algorithm>
#include <any>
#include <array>
#include <bitset>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <regex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

namespace fs = std::filesystem;

bool ready();
void run(gpointer data, gpointer user_data);
void consume(int n);

struct Pool {
  GThreadPool *pool;
  ~Pool() { g_thread_pool_free(pool, FALSE, TRUE); }
};
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)
// Each function is a pool with one thing between.
#define BETWEEN(NAME, PARAMETERS, ...)                                         \
  void NAME PARAMETERS {                                                       \
    GThreadPool *p = MAKE;                                                     \
    __VA_ARGS__;                                                               \
    FREE(p);                                                                   \
  }

struct Rough {
  Rough() = default;
  explicit Rough(int n) {
    if (n < 0)
      throw std::invalid_argument("negative");
  }
};

// Documented, and met in practice.
BETWEEN(vector_at_bad, (std::vector<int> & v), consume(v.at(1)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(array_at_bad, (std::array<int, 4> & v, int i), consume(v.at(i)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(map_at_bad, (std::map<int, int> & m), consume(m.at(1)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(hash_at_bad, (const std::unordered_map<int, int> &m), consume(m.at(1)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(string_at_bad, (const std::string &s), consume(s.at(1)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(substr_bad, (const std::string &s, int n), consume(s.substr(n).size()))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(view_substr_bad, (std::string_view s, int n), consume(s.substr(n).size()))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(stoi_bad, (const std::string &s), consume(std::stoi(s)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(stoul_bad, (const std::string &s), consume(std::stoul(s)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(stod_bad, (const std::string &s), consume(std::stod(s)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(optional_bad, (std::optional<int> o), consume(o.value()))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(variant_bad, (std::variant<int, char> v), consume(std::get<int>(v)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(any_bad, (std::any a), consume(std::any_cast<int>(a)))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(future_bad, (std::future<int> & f), consume(f.get()))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(shared_future_bad, (std::shared_future<int> f), consume(f.get()))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(remove_bad, (const fs::path &at), fs::remove(at))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(directory_bad, (const fs::path &at), for (auto &e : fs::directory_iterator(at)) consume(1))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(regex_bad, (const std::string &pattern), std::regex r(pattern))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(weak_bad, (std::weak_ptr<int> w), std::shared_ptr<int> s(w))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]

// What is passed to run.
BETWEEN(for_each_bad, (std::vector<int> & v), std::for_each(v.begin(), v.end(), [](int n) { if (n < 0) throw n; }))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(invoke_bad, (int n), std::invoke([n] { if (n < 0) throw n; }))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(once_bad, (std::once_flag & once), std::call_once(once, [] { if (ready()) throw 1; }))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(sort_bad, (std::vector<int> & v), std::sort(v.begin(), v.end(), [](int a, int b) { if (a < 0) throw a; return a < b; }))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(visit_bad, (std::variant<int, char> & v), std::visit([](auto n) { if (n < 0) throw 1; }, v))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(make_unique_bad, (int n), std::make_unique<Rough>(n))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
BETWEEN(emplace_bad, (std::vector<Rough> & v, int n), v.emplace_back(n))
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]

// Exhaustion, misuse, other ways to tell, and what is plainly fine.
BETWEEN(push_back_ok, (std::vector<int> & v), v.push_back(1))
BETWEEN(subscript_ok, (std::map<int, int> & m), consume(m[1]))
BETWEEN(string_ok, (const std::string &s), std::string t = s + "x"; t.append(s); consume(t.find('x')))
BETWEEN(substr_from_start_ok, (const std::string &s, int n), consume(s.substr(0, n).size()))
BETWEEN(erase_iterator_ok, (std::string & s), s.erase(s.begin()))
BETWEEN(value_or_ok, (std::optional<int> o), consume(o.value_or(1) + *o))
BETWEEN(get_if_ok, (std::variant<int, char> v), consume(*std::get_if<int>(&v)))
BETWEEN(any_pointer_ok, (std::any a), consume(*std::any_cast<int>(&a)))
BETWEEN(tuple_ok, (std::pair<int, char> t), consume(std::get<0>(t)))
BETWEEN(error_code_ok, (const fs::path &at, std::error_code &ec), fs::remove(at, ec))
BETWEEN(path_ok, (const fs::path &at), consume((at / "x").string().size()))
BETWEEN(fixed_pattern_ok, (), std::regex r("[a-z]+"))
BETWEEN(lock_ok, (std::mutex & m), std::lock_guard<std::mutex> l(m))
BETWEEN(promise_ok, (std::promise<int> & r), r.set_value(1))
BETWEEN(function_ok, (const std::function<void()> &f), f())
BETWEEN(lock_weak_ok, (std::weak_ptr<int> w), auto s = w.lock())
BETWEEN(quiet_for_each_ok, (std::vector<int> & v), std::for_each(v.begin(), v.end(), [](int n) { consume(n); }))
BETWEEN(quiet_visit_ok, (std::variant<int, char> & v), std::visit([](auto n) { consume(n); }, v))
BETWEEN(unique_ok, (), auto u = std::make_unique<Rough>())
BETWEEN(own_thread_ok, (), std::thread([] { throw 1; }).join())

void caught_by_type_ok(const std::string &s) {
  GThreadPool *p = MAKE;
  try {
    consume(std::stoi(s));
  } catch (const std::invalid_argument &) {
  } catch (const std::out_of_range &) {
  }
  FREE(p);
}

void caught_by_base_ok(const std::string &s) {
  GThreadPool *p = MAKE;
  try {
    consume(std::stoi(s));
    fs::remove(s);
  } catch (const std::exception &) {
  }
  FREE(p);
}

void half_caught_bad(const std::string &s) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    consume(std::stoi(s));
  } catch (const std::invalid_argument &) {
  }
  FREE(p);
}

void other_error_bad(const std::string &s) {
  GThreadPool *p = MAKE;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  try {
    consume(std::stoi(s));
  } catch (const std::runtime_error &) {
  }
  FREE(p);
}
