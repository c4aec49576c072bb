// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {PreferredRelease: close}}" -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib -I %root/test/Inputs/pthread
// A release before the statement that ends what holds the pool.
#include <pthread.h>
#include <stdlib.h>
#include <thread>
#include <vector>

void work(int) noexcept;
void *routine(void *) noexcept;
bool ask(int) noexcept;
void done(int) noexcept;

void cleared(int n) noexcept {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i);
  threads.clear();
}
// CHECK-FIXES-LABEL: void cleared(
// CHECK-FIXES: {{^}}  for (auto &each : threads) if (each.joinable()) each.join();
// CHECK-FIXES-NEXT: threads.clear();

int freed(int n) noexcept {
  pthread_t *t = static_cast<pthread_t *>(malloc(n * sizeof *t));
  if (!t)
    return -1;
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], nullptr, routine, nullptr);
  free(t);
  return 0;
}
// CHECK-FIXES-LABEL: int freed(
// CHECK-FIXES: {{^}}  for (int j = 0; j < n; j++) pthread_join(t[j], nullptr);
// CHECK-FIXES-NEXT: free(t);

void deleted() noexcept {
  auto *t = new std::thread(work, 1);
  delete t;
}
// CHECK-FIXES-LABEL: void deleted(
// CHECK-FIXES: {{^}}  t->join();
// CHECK-FIXES-NEXT: delete t;

void deleted_sometimes(int n) noexcept {
  auto *t = new std::thread(work, 1);
  if (ask(n)) {
    delete t;
    return;
  }
  t->join();
  delete t;
}
// CHECK-FIXES-LABEL: void deleted_sometimes(
// CHECK-FIXES: {{^}}    t->join();
// CHECK-FIXES-NEXT: delete t;
// CHECK-FIXES-NEXT: return;

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

// It does something with them besides.
void erased(int n) noexcept {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work, i); // no fix: the statement that loses the handle uses it, too
  while (!threads.empty())
    threads.pop_back();
}

// Some are joined already.
int freed_in_part(int n) noexcept {
  pthread_t *t = static_cast<pthread_t *>(malloc(n * sizeof *t));
  if (!t)
    return -1;
  for (int i = 0; i < n; i++)
    pthread_create(&t[i], nullptr, routine, nullptr); // no fix: which of the handles hold a pool is not known
  int half = n / 2;
  while (half > 0) {
    half--;
    if (ask(half))
      break;
    pthread_join(t[half], nullptr);
  }
  free(t);
  return 0;
}
