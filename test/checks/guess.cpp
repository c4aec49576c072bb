// RUN: %check_tidy %s poolguard-unreleased-pool --config="{CheckOptions: {Guess: true}}" -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17 -I %S/../Inputs/guess
// In C++, pairs in namespaces; deleters that release.

#include <acme_pool.h>
#include <memory>

void never_bad() {
  acme::net_pool *p = acme::make_net_pool();
  // CHECK-NOTES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  // CHECK-NOTES: :[[@LINE+2]]:{{[0-9]+}}: note: leaves the function here with thread pool 'p' open
  // CHECK-NOTES: :[[@LINE-3]]:{{[0-9]+}}: note: that this is a pool is guessed from 'make_net_pool' and 'free_net_pool'
}

void released_ok() {
  acme::net_pool *p = acme::make_net_pool();
  acme::free_net_pool(p);
}

void guarded_ok() {
  std::unique_ptr<acme_pool, decltype(&acme_pool_destroy)> p(acme_pool_create(4), acme_pool_destroy);
}
