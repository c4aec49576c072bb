// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-unreleased-member -- -std=c++17
// Members that are asked in the constructor and again in the destructor.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>

void work();

class Optioned {
public:
  explicit Optioned(std::map<std::string, int> o) : options(std::move(o)) {
    if (options.count("background"))
      thread = std::thread(work);
  }
  ~Optioned() {
    if (options.count("background"))
      thread.join();
  }

private:
  std::map<std::string, int> options;
  std::thread thread;
};

void optioned_ok(std::map<std::string, int> o) { Optioned object(std::move(o)); }

class Named {
public:
  explicit Named(std::string n) : name(std::move(n)) {
    if (!name.empty())
      thread = std::thread(work);
  }
  ~Named() {
    if (!name.empty())
      thread.join();
  }

private:
  std::string name;
  std::thread thread;
};

void named_ok(const std::string &n) { Named object(n); }

class Called {
public:
  explicit Called(std::function<void()> f) : callback(std::move(f)) {
    if (callback)
      thread = std::thread(work);
  }
  ~Called() {
    if (callback)
      thread.join();
  }

private:
  std::function<void()> callback;
  std::thread thread;
};

void called_ok() { Called object(work); }

struct Settings {
  bool background() const;
};

class Configured {
public:
  explicit Configured(Settings s) : settings(s) {
    if (settings.background())
      thread = std::thread(work);
  }
  ~Configured() {
    if (settings.background())
      thread.join();
  }

private:
  Settings settings;
  std::thread thread;
};

void configured_ok(Settings s) { Configured object(s); }

class Renamed {
public:
  explicit Renamed(std::string n) : name(std::move(n)) {
    if (!name.empty())
      thread = std::thread(work);
  }
  void rename(std::string n) { name = std::move(n); }
  ~Renamed() {
    if (!name.empty())
      thread.join();
  }

private:
  std::string name;
  std::thread thread;
};

void renamed_bad(const std::string &n) {
  Renamed object(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'object.thread' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  object.rename(std::string());
}
