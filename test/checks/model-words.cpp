// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release --config="{CheckOptions: {Models: '%S/../Inputs/models/kernel-like.poolguard.yaml'}}" -- -std=c++17
// A handle that is stored through a reference.

namespace own {
class sessions {
public:
  explicit sessions(unsigned n);
  ~sessions();
  void close();
  bool try_lease(unsigned &index);
  void give_back(unsigned index);
};
} // namespace own
bool condition();

void by_reference_ok(own::sessions &pool) {
  unsigned index;
  if (!pool.try_lease(index))
    return;
  pool.give_back(index);
}

void by_reference_bad(own::sessions &pool) {
  unsigned index;
  if (!pool.try_lease(index))
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: leased object 'index' is not released on this path [poolguard-unreleased-pool]
    return;
  if (condition())
    return;
  pool.give_back(index);
}
