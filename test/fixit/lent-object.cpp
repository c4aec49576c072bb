// RUN: %check_fix %s poolguard-unreleased-pool -- -std=c++17 -isystem %root/test/Inputs/poco
// What was lent goes back to whom it was got from: as an argument of a method.
#include <Poco/ObjectPool.h>

bool ready() noexcept;

namespace Poco {
template <class C> class SharedPtr {
public:
  SharedPtr() = default;
  SharedPtr(const SharedPtr &) noexcept;
  ~SharedPtr() {}
  C *operator->() const noexcept;
  bool operator!() const noexcept;
};
} // namespace Poco

struct Item {
  void touch() noexcept;
};
using Pool = Poco::ObjectPool<Item, Poco::SharedPtr<Item>>;

int early(Pool &p) {
  auto s = p.borrowObject(500);
  if (!s)
    return 1;
  s->touch();
  if (ready())
    return 2;
  p.returnObject(s);
  return 0;
}
// CHECK-FIXES-LABEL: int early(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: p.returnObject(s);
// CHECK-FIXES-NEXT: return 2;

class Service {
  Pool pool_;

public:
  int of_a_member() {
    auto s = pool_.borrowObject(500);
    if (!s)
      return 1;
    if (ready())
      return 2;
    pool_.returnObject(s);
    return 0;
  }
};
// CHECK-FIXES-LABEL: int of_a_member(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: pool_.returnObject(s);
// CHECK-FIXES-NEXT: return 2;

int by_pointer(Pool *p) {
  auto s = p->borrowObject(500);
  if (!s)
    return 1;
  return 0;
}
// CHECK-FIXES-LABEL: int by_pointer(
// CHECK-FIXES: return 1;
// CHECK-FIXES-NEXT: p->returnObject(s);
// CHECK-FIXES-NEXT: return 0;

Pool *next(Pool *);
int another_by_then(Pool *p) {
  auto s = p->borrowObject(500); // no fix: no release can be written here
  p = next(p);
  if (!s)
    return 1;
  return 0;
}

Pool &only() noexcept;
int by_a_call() {
  auto s = only().borrowObject(500); // no fix: no release can be written here
  if (!s)
    return 1;
  return 0;
}

int returned_ok(Pool &p) {
  auto s = p.borrowObject(500);
  if (s->touch(), ready())
    s->touch();
  p.returnObject(s);
  return 0;
}
