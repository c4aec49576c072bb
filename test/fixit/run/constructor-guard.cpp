// REQUIRES: sanitizers, std
// RUN: %run_fixed %s --with=thread,address -- -std=c++11 -pthread
// Objects whose constructor throws when a thread of theirs runs.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

static std::atomic<int> finished;

static void work(int n) noexcept { finished += n; }

static void check(int n) {
  if (n > 2)
    throw n;
}

struct Worker {
  std::thread worker;
  explicit Worker(int n) : worker(work, n) { check(n); }
  ~Worker() { worker.join(); }
};

struct Workers {
  std::vector<std::thread> workers;
  explicit Workers(int n) {
    for (int i = 0; i < n; ++i)
      workers.emplace_back(work, 1);
    check(n);
  }
  ~Workers() {
    for (std::thread &each : workers)
      each.join();
  }
};

struct Later {
  std::thread worker;
  explicit Later(int n) {
    worker = std::thread(work, n);
    check(n);
  }
  ~Later() { worker.join(); }
};

int main(int count, char **arguments) {
  int result = 1;
  try {
    switch (count > 1 ? std::atoi(arguments[1]) : 0) {
    case 1: {
      { Worker well(1); }
      Worker bad(3);
      break;
    }
    case 2: {
      { Workers well(2); }
      Workers bad(4);
      break;
    }
    case 3: {
      { Later well(2); }
      Later bad(5);
      break;
    }
    }
  } catch (int thrown) {
    result = 10 * thrown;
  }
  std::printf("result %d, %d\n", result, finished.load());
  return 0;
}
