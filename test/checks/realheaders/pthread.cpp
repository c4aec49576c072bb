// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// pthread_t in C++, among libstdc++'s containers.
#include <memory>
#include <pthread.h>
#include <vector>

void *work(void *arg);

void vector_ok(int n) {
  std::vector<pthread_t> threads(n);
  for (auto &t : threads)
    pthread_create(&t, nullptr, work, nullptr);
  for (auto &t : threads)
    pthread_join(t, nullptr);
}

void vector_bad(int n) {
  std::vector<pthread_t> threads(n);
  for (auto &t : threads)
    pthread_create(&t, nullptr, work, nullptr);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread{{.*}} is never released{{.*}} [poolguard-unreleased-pool]
}

void vector_index_ok(int n) {
  std::vector<pthread_t> threads(n);
  for (int i = 0; i < n; ++i)
    pthread_create(&threads[i], nullptr, work, nullptr);
  for (int i = 0; i < n; ++i)
    pthread_join(threads[i], nullptr);
}

void array_ok(int n) {
  auto threads = std::make_unique<pthread_t[]>(n);
  for (int i = 0; i < n; ++i)
    pthread_create(&threads[i], nullptr, work, nullptr);
  for (int i = 0; i < n; ++i)
    pthread_join(threads[i], nullptr);
}

void single_bad() {
  pthread_t t;
  if (pthread_create(&t, nullptr, work, nullptr) != 0)
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released
    return;
}
