// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// libstdc++: threads in the members of objects that live longer.
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

void work();

class Server {
  std::thread listener;
  std::vector<std::thread> workers;
  std::atomic<bool> stopping{false};
  std::mutex mutex;

public:
  void start_ok(int n) {
    std::lock_guard<std::mutex> lock(mutex);
    listener = std::thread([this] { run(); });
    for (int i = 0; i < n; ++i)
      workers.emplace_back(&Server::run, this);
  }
  void stop_ok() {
    stopping = true;
    if (listener.joinable())
      listener.join();
    for (auto &t : workers)
      t.join();
    workers.clear();
  }
  void local_bad() {
    std::lock_guard<std::mutex> lock(mutex);
    std::thread t(&Server::run, this);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path{{.*}} [poolguard-unreleased-pool]
    if (stopping)
      return;
    listener = std::move(t);
  }
  void run();
};

static std::thread background;

void in_global_ok() { background = std::thread(work); }

void local_bad() {
  std::thread background(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'background' is never released
}
