// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: an array of threads that is made under a condition.
#include <memory>
#include <thread>

void work();

void unique_ok(int n) {
  std::unique_ptr<std::thread[]> v;
  if (n > 1) {
    v = std::make_unique<std::thread[]>(n);
    for (int i = 0; i < n; i++)
      v[i] = std::thread(work);
  }
  if (v)
    for (int i = 0; i < n; i++)
      v[i].join();
}

void new_ok(int n) {
  std::thread *v = nullptr;
  if (n > 1) {
    v = new std::thread[n];
    for (int i = 0; i < n; i++)
      v[i] = std::thread(work);
  }
  if (v) {
    for (int i = 0; i < n; i++)
      v[i].join();
    delete[] v;
  }
}

void unique_bad(int n, bool quick) {
  std::unique_ptr<std::thread[]> v;
  if (n > 1) {
    v = std::make_unique<std::thread[]>(n);
    for (int i = 0; i < n; i++)
      v[i] = std::thread(work);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  }
  if (quick)
    return;
  if (v)
    for (int i = 0; i < n; i++)
      v[i].join();
}

void new_bad(int n) {
  std::thread *v = nullptr;
  if (n > 1) {
    v = new std::thread[n];
    for (int i = 0; i < n; i++)
      v[i] = std::thread(work);
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is never released
  }
  delete[] v;
}
