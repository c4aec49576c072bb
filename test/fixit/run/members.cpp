// REQUIRES: sanitizers, std
// RUN: %run_fixed %s --with=thread,address -- -std=c++17 -pthread
// Members that no destructor joins.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

static std::atomic<int> finished;

static void work(int n) noexcept { finished += n; }

static void *routine(void *) {
  finished += 1;
  return nullptr;
}

class Server {
  int *data_ = new int(7);
  std::thread thread_;

public:
  Server() : thread_([this]() noexcept { work(*data_); }) {}
  ~Server() {
    delete data_;
  }
};

class Loop {
  std::atomic<bool> stop_{false};
  std::thread thread_;
  void loop() noexcept {
    while (!stop_)
      work(1);
  }

public:
  Loop() : thread_(&Loop::loop, this) {}
  ~Loop() { stop_ = true; }
};

class Movable {
  std::thread thread_;

public:
  Movable() : thread_(work, 1) {}
};

class Crowd {
  std::vector<std::thread> threads_;

public:
  void start(int n) {
    for (int i = 0; i < n; i++)
      threads_.emplace_back(work, i);
  }
};

class Posix {
  pthread_t thread_;
  bool running_ = false;

public:
  void start() {
    if (pthread_create(&thread_, nullptr, routine, nullptr) == 0)
      running_ = true;
  }
  void stop() {
    if (running_)
      pthread_join(thread_, nullptr);
    running_ = false;
  }
  ~Posix() { work(0); }
};

class Two {
  std::thread first_, second_;

public:
  Two() : first_(work, 1), second_(work, 2) {}
};

int main(int count, char **arguments) {
  int result = 1;
  switch (count > 1 ? std::atoi(arguments[1]) : 0) {
  case 1: {
    Server server;
    break;
  }
  case 2: {
    Loop loop;
    break;
  }
  case 3: {
    Movable first;
    Movable second(std::move(first));
    break;
  }
  case 4: {
    Crowd crowd;
    crowd.start(4);
    break;
  }
  case 5: {
    Posix stopped;
    stopped.start();
    stopped.stop();
    Posix posix;
    posix.start();
    break;
  }
  case 6: {
    Two two;
    break;
  }
  }
  std::printf("%d\n", result);
  return 0;
}
