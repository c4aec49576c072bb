// REQUIRES: sanitizers, std
// RUN: %run_fixed %s --with=thread,address -- -std=c++17 -pthread
// A thread that is joinable when it is destroyed ends the program.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>
#include <vector>

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

static int moved(bool stop) {
  std::thread a(work, 1), b;
  if (stop)
    b = std::move(a);
  if (a.joinable())
    a.join();
  return 4;
}

static int of_a_head(bool stop) {
  if (std::thread t(work, 1); stop)
    return 5;
  else
    t.join();
  return 6;
}

static int collected(int n) {
  std::vector<std::thread> all;
  for (int i = 0; i < n; i++) {
    std::thread t(work, i);
    all.push_back(std::move(t));
  }
  return n;
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
  case 5:
    result = moved(true);
    break;
  case 6:
    result = of_a_head(true);
    break;
  case 7:
    result = collected(3);
    break;
  }
  std::printf("result %d\n", result);
  return 0;
}
