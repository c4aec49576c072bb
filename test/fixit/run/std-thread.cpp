// REQUIRES: sanitizers, std
// RUN: %run_fixed %s --with=thread,address -- -std=c++17 -pthread
// A thread that is joinable when it is destroyed ends the program.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

static std::atomic<int> finished;

static void work(int n) noexcept { finished += n; }

static int early_return(bool stop) {
  std::thread t(work, 1);
  if (stop)
    return 1;
  t.join();
  return 0;
}

static int value_first(int n) {
  int cell = n;
  std::thread t([&cell]() noexcept { cell += 0; });
  if (n > 2)
    return n * 2;
  t.join();
  return cell;
}

static int end_of_scope(int n) {
  for (int i = 0; i < n; i++) {
    std::thread t(work, i);
    if (i == 1)
      continue;
    t.join();
  }
  return n;
}

static int two(bool stop) {
  std::thread a(work, 1);
  std::thread b(work, 2);
  if (stop) {
    a.join();
    return 3;
  }
  a.join();
  b.join();
  return finished;
}

int main(int count, char **arguments) {
  int result = -2;
  switch (count > 1 ? std::atoi(arguments[1]) : 0) {
  case 1:
    result = early_return(true);
    break;
  case 2:
    result = value_first(3);
    break;
  case 3:
    result = end_of_scope(3);
    break;
  case 4:
    result = two(true);
    break;
  }
  std::printf("result %d\n", result);
  return 0;
}
