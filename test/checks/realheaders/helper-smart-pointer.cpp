// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -std=c++17
// Visible helpers that take a thread in a smart pointer or std::optional and look whether there is one.
#include <memory>
#include <optional>
#include <thread>

void work();
bool ready();

using Owner = std::unique_ptr<std::thread>;

static void byValueIf(Owner t) {
  if (t)
    t->join();
}

static void byValue(Owner t) {
  t->join();
}

static void byReferenceIf(Owner &t) {
  if (t)
    t->join();
}

static void byReference(Owner &t) {
  t->join();
}

static void ifJoinable(Owner &t) {
  if (t && t->joinable())
    t->join();
}

static void byConstReferenceIf(const Owner &t) {
  if (t)
    t->join();
}

static void byRvalueIf(Owner &&t) {
  if (t)
    t->join();
}

static void onlyJoinable(Owner &t) {
  if (t->joinable())
    t->join();
}

static void joinAndReset(Owner &t) {
  if (t && t->joinable())
    t->join();
  t.reset();
}

static void byPointerIf(std::thread *t) {
  if (t)
    t->join();
}

static void sometimes(Owner &t) {
  if (ready())
    t->join();
}

static void look(const Owner &t) {
  if (t)
    t->get_id();
}

static void joinAndDelete(std::thread *t) {
  if (t) {
    t->join();
    delete t;
  }
}

void by_value_if_ok() {
  auto t = std::make_unique<std::thread>(work);
  byValueIf(std::move(t));
}

void by_value_ok() {
  auto t = std::make_unique<std::thread>(work);
  byValue(std::move(t));
}

void by_reference_if_ok() {
  auto t = std::make_unique<std::thread>(work);
  byReferenceIf(t);
}

void by_reference_ok() {
  auto t = std::make_unique<std::thread>(work);
  byReference(t);
}

void if_joinable_ok() {
  auto t = std::make_unique<std::thread>(work);
  ifJoinable(t);
}

void if_joinable_twice_ok() {
  auto t = std::make_unique<std::thread>(work);
  ifJoinable(t);
  ifJoinable(t);
}

void by_const_reference_if_ok() {
  auto t = std::make_unique<std::thread>(work);
  byConstReferenceIf(t);
}

void by_rvalue_if_ok() {
  auto t = std::make_unique<std::thread>(work);
  byRvalueIf(std::move(t));
}

void only_joinable_ok() {
  auto t = std::make_unique<std::thread>(work);
  onlyJoinable(t);
}

void reset_twice_ok() {
  auto t = std::make_unique<std::thread>(work);
  joinAndReset(t);
  joinAndReset(t);
}

void get_ok() {
  auto t = std::make_unique<std::thread>(work);
  byPointerIf(t.get());
}

void deleted_ok() {
  auto *t = new std::thread(work);
  joinAndDelete(t);
  joinAndDelete(nullptr);
}

void sometimes_bad() {
  auto t = std::make_unique<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  sometimes(t);
}

void only_looked_at_bad() {
  auto t = std::make_unique<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  look(t);
}

void early_return_bad() {
  auto t = std::make_unique<std::thread>(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  byValueIf(std::move(t));
}

void joined_again_bad() {
  auto t = std::make_unique<std::thread>(work);
  byReference(t);
  byReference(t);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is released twice [poolguard-double-release]
}

static void optionalIf(std::optional<std::thread> &o) {
  if (o)
    o->join();
}

static void optionalIfJoinable(std::optional<std::thread> &o) {
  if (o && o->joinable())
    o->join();
}

static void optionalReset(std::optional<std::thread> &o) {
  if (o) {
    o->join();
    o.reset();
  }
}

void optional_ok() {
  std::optional<std::thread> o;
  o.emplace(work);
  optionalIf(o);
}

void optional_if_joinable_ok() {
  std::optional<std::thread> o;
  o.emplace(work);
  optionalIfJoinable(o);
}

void optional_reset_ok() {
  std::optional<std::thread> o;
  o.emplace(work);
  optionalReset(o);
  optionalReset(o);
}

void optional_early_return_bad() {
  std::optional<std::thread> o;
  o.emplace(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'o' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  optionalIf(o);
}
