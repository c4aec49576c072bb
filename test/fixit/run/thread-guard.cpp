// REQUIRES: sanitizers, std
// RUN: %run_fixed %s --with=thread,address -- -std=c++11 -pthread
// Threads that an exception or a macro's return would leave joinable, without a std::jthread.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>
#include <vector>

static std::atomic<int> finished;

static void work(int n) noexcept { finished += n; }

static void check(int n) {
  if (n > 2)
    throw n;
}

#define REQUIRE(condition)                                                                                             \
  if (!(condition))                                                                                                    \
  return -1

static int thrown_past(int n) {
  int cell = 1;
  std::thread t([&cell]() noexcept { cell += 1; });
  check(n);
  t.join();
  return cell;
}

static int left_by_macro(bool well) {
  std::thread worker(work, 2);
  REQUIRE(well);
  worker.join();
  return finished;
}

static int many(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back(work, i);
  check(n);
  for (std::thread &each : threads)
    each.join();
  return finished;
}

static int moved(int n, std::vector<std::thread> &owner) {
  std::thread t(work, 5);
  check(n);
  owner.push_back(std::move(t));
  return 4;
}

static int started_later(bool well, int n) {
  std::thread first, second(work, 1);
  if (well)
    first = std::thread(work, 1);
  check(n);
  if (first.joinable())
    first.join();
  second.join();
  return finished;
}

int main(int count, char **arguments) {
  int result = -2;
  std::vector<std::thread> owner;
  try {
    switch (count > 1 ? std::atoi(arguments[1]) : 0) {
    case 1:
      result = thrown_past(3);
      break;
    case 2:
      result = left_by_macro(false);
      break;
    case 3:
      result = many(3);
      break;
    case 4:
      result = moved(1, owner);
      for (std::thread &each : owner)
        each.join();
      owner.clear();
      result += moved(3, owner);
      break;
    case 5:
      result = started_later(true, 3);
      break;
    }
  } catch (int thrown) {
    result = 10 * thrown;
  }
  std::printf("result %d\n", result);
  return 0;
}
