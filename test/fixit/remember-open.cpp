// RUN: %check_fix %s poolguard-* -- -std=c++17 -I %root/test/Inputs/glib
// The same in C++, where a jump may not pass a value.
#include <glib.h>
#include <pthread.h>

void *work(void *);
bool condition();
bool other();
void step();

void conjunction() {
  pthread_t t;
  bool ok = condition() && pthread_create(&t, nullptr, work, nullptr) == 0;
  if (ok && other())
    pthread_join(t, nullptr);
}

void only_started() {
  pthread_t t;
  if (condition() && pthread_create(&t, nullptr, work, nullptr) == 0)
    step();
}
// CHECK-FIXES-LABEL: void only_started
// CHECK-FIXES: int t_error = -1;
// CHECK-FIXES-NEXT: if (condition() && (t_error = pthread_create(&t, nullptr, work, nullptr)) == 0)
// CHECK-FIXES-NEXT: step();
// CHECK-FIXES-NEXT: if (t_error == 0) pthread_join(t, nullptr);

int jumps(int n) {
  if (n == 2)
    goto out;
  pthread_t t;
  if (condition() && pthread_create(&t, nullptr, work, nullptr) != 0) // no fix: the handle may not hold the pool where it is lost
    goto out;
  step();
out:
  return n;
}
