// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++14
// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++20
// libstdc++: what is made in the place of a copy is not destroyed twice, in no
// version of the language.
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void work();

std::thread made_ok() { return std::thread(work); }

std::thread named_ok() {
  std::thread t = std::thread(work);
  return t;
}

void joined_ok() {
  std::thread t = std::thread(work);
  t.join();
}

void forgotten_bad() {
  auto t = std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

struct Initialised_ok {
  std::thread t;
  Initialised_ok() : t(std::thread(work)) {}
  ~Initialised_ok() { t.join(); }
};

struct ByDefault_ok {
  std::thread t = std::thread(work);
  ~ByDefault_ok() { t.join(); }
};

struct ByDefault {
  std::thread t = std::thread(work);
};

void members_ok() {
  Initialised_ok one;
  ByDefault_ok other;
}

void member_ok() {
  ByDefault object;
  object.t.join();
}

void member_bad() {
  ByDefault object;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'object.t' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

std::unique_ptr<std::thread> pointer_ok() { return std::unique_ptr<std::thread>(new std::thread(work)); }

std::thread lambda_ok() {
  auto make = [] { return std::thread(work); };
  return make();
}

void element_ok() {
  std::vector<std::thread> v;
  v.push_back(std::thread(work));
  for (auto &t : v)
    t.join();
}

void temporary_bad() {
  std::thread{work};
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}
