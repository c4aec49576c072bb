// RUN: %check_fix %s poolguard-* -- -std=c++17 -fexceptions
// What the tasks use is taken away in more ways than by its end: the wait comes before, or not at all.
#include <memory>
#include <string>
#include <thread>
#include <vector>

bool ask();

int set_to_null() {
  auto buffer = std::make_unique<int>(3);
  std::thread t([&buffer] { *buffer = 1; });
  if (ask()) {
    buffer = nullptr;
    return 1;
  }
  t.join();
  return 0;
}
// CHECK-FIXES-LABEL: int set_to_null
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: t.join();
// CHECK-FIXES-NEXT: buffer = nullptr;

int emptied() {
  std::vector<int> out(9);
  std::thread t([&out] { out[0] = 1; });
  if (ask()) {
    out.clear();
    out.shrink_to_fit();
    return 1;
  }
  t.join();
  return 0;
}
// CHECK-FIXES-LABEL: int emptied
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: t.join();
// CHECK-FIXES-NEXT: out.clear();

// A copy of the pointer is the thread's own.
int copied() {
  int *buffer = new int(3);
  int *other = buffer;
  std::thread t([buffer] { *buffer = 1; });
  if (ask()) {
    buffer = nullptr;
    return *other;
  }
  t.join();
  delete buffer;
  return 0;
}
// CHECK-FIXES-LABEL: int copied
// CHECK-FIXES: buffer = nullptr;

int moved() {
  auto buffer = std::make_unique<int>(3);
  std::thread t([p = buffer.get(), &buffer] { *p = buffer ? 1 : 2; });
  if (ask()) {
    auto other = std::move(buffer);
    return *other;
  }
  t.join();
  return 0;
}
// CHECK-FIXES-LABEL: int moved
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: t.join();
// CHECK-FIXES-NEXT: auto other = std::move(buffer);

// A guard waits behind the handler.
int freed_in_handler(const std::string &text) {
  int *buffer = new int[10];
  std::thread t([buffer] { buffer[0] = 1; }); // no fix: data that the tasks may use are gone by then
  int n;
  try {
    n = std::stoi(text);
  } catch (...) {
    delete[] buffer;
    return -1;
  }
  t.join();
  delete[] buffer;
  return n;
}
