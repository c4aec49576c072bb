// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17 -isystem %S/../Inputs/poco
// Leases in the smart pointers of a library, and how it is asked for null.
#include <Poco/ObjectPool.h>

namespace Poco {
template <class C> class SharedPtr {
public:
  SharedPtr() = default;
  SharedPtr(const SharedPtr &);
  SharedPtr &operator=(const SharedPtr &);
  ~SharedPtr() {}
  C *operator->();
  const C *operator->() const;
  C &operator*();
  C *get();
  const C *get() const;
  operator C *();
  bool operator!() const;
  bool isNull() const;
  bool operator==(const SharedPtr &) const;
  bool operator==(const C *) const;
  bool operator!=(const C *) const;
  void reset();
};
template <class C> class Handle {
public:
  explicit operator bool() const;
  C *operator->() const;
};
} // namespace Poco

struct Item {
  void touch();
};
using Pool = Poco::ObjectPool<Item, Poco::SharedPtr<Item>>;
using Other = Poco::ObjectPool<Item, Poco::Handle<Item>>;
bool ready();

void asked_ok(Pool &p) {
  auto s = p.borrowObject(500);
  if (!s)
    return;
  s->touch();
  p.returnObject(s);
}

void if_there_ok(Pool &p) {
  auto s = p.borrowObject(500);
  if (s)
    p.returnObject(s);
}

void is_null_ok(Pool &p) {
  auto s = p.borrowObject(500);
  if (s.isNull())
    return;
  p.returnObject(s);
}

void got_ok(Pool &p) {
  auto s = p.borrowObject(500);
  if (s.get() == nullptr)
    return;
  p.returnObject(s);
}

void compared_ok(Pool &p) {
  auto s = p.borrowObject(500);
  if (s != nullptr)
    p.returnObject(s);
}

void explicit_ok(Other &p) {
  auto s = p.borrowObject(500);
  if (!s)
    return;
  p.returnObject(s);
}

void asked_bad(Pool &p) {
  auto s = p.borrowObject(500);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 's' is not released on this path [poolguard-unreleased-pool]
  if (!s)
    return;
  s->touch();
  if (ready())
    return;
  p.returnObject(s);
}

void wrong_way_round_bad(Pool &p) {
  auto s = p.borrowObject(500);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 's' is never released
  if (!s.isNull())
    return;
  p.returnObject(s);
}

// Who else has it is not known.
void replaced_ok(Pool &p, Pool &q) {
  auto s = p.borrowObject(500);
  if (!s)
    s = q.borrowObject(500);
  if (!s)
    return;
  p.returnObject(s);
}
