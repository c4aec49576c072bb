// REQUIRES: sanitizers, std
// RUN: %run_fixed %s --with=thread,address -- -std=c++17 -pthread
// What threads make is returned when they have made it.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <thread>
#include <vector>

static int twice(int n) noexcept {
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  return 2 * n;
}

static int of_one(int n) noexcept {
  int results[2] = {0, 0};
  std::thread t([&results, n]() noexcept { results[1] = twice(n); });
  return results[0] + results[1];
}

static int summed(int n) noexcept {
  int results[2] = {0, 0};
  std::thread t([&results, n]() noexcept { results[0] = results[1] = twice(n); });
  int sum = 0;
  for (int each : results)
    sum += each;
  return sum;
}

int main(int count, char **arguments) {
  int result = -2;
  std::printf("begin\n");
  std::fflush(stdout);
  switch (count > 1 ? std::atoi(arguments[1]) : 0) {
  case 1:
    result = of_one(7);
    break;
  case 2:
    result = summed(7) / 2;
    break;
  }
  return result != 14;
}
