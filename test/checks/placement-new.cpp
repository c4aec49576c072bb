// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// An object put into memory is known by that memory, too.
#include <new>
#include <thread>

void work();
bool condition();
void *memory();

void pointer_ok() {
  alignas(std::thread) char storage[sizeof(std::thread)];
  auto *t = new (storage) std::thread(work);
  t->join();
  t->~thread();
}

void pointer_bad() {
  alignas(std::thread) char storage[sizeof(std::thread)];
  auto *t = new (storage) std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread
  (void)t;
}

void pointer_early_bad() {
  alignas(std::thread) char storage[sizeof(std::thread)];
  auto *t = new (&storage) std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread
  if (condition())
    return;
  t->join();
}

void by_memory_ok() {
  alignas(std::thread) char storage[sizeof(std::thread)];
  new (storage) std::thread(work);
  reinterpret_cast<std::thread *>(storage)->join();
}

void by_memory_bad() {
  alignas(std::thread) char storage[sizeof(std::thread)];
  new (storage) std::thread(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread
  if (condition())
    reinterpret_cast<std::thread *>(storage)->join();
}

struct Slot {
  alignas(std::thread) char storage[sizeof(std::thread)];
  void start_ok() { new (storage) std::thread(work); }
  void start_by_address_ok() { ::new (static_cast<void *>(&storage)) std::thread(work); }
};

void foreign_memory_ok(void *where) { new (where) std::thread(work); }

std::thread *given_memory_ok() { return new (memory()) std::thread(work); }

void other_placement_ok() {
  auto *t = new (std::nothrow) std::thread(work);
  if (!t)
    return;
  t->join();
  delete t;
}

union Either {
  int number;
  std::thread thread;
  Either() {}
  ~Either() {}
};

void union_ok() {
  Either e;
  new (&e.thread) std::thread(work);
  e.thread.join();
  e.thread.~thread();
}

class Lazy {
  alignas(std::thread) unsigned char storage[sizeof(std::thread)];
  bool started = false;
  std::thread &get() { return *reinterpret_cast<std::thread *>(storage); }

public:
  void start() {
    new (storage) std::thread(work);
    started = true;
  }
  ~Lazy() {
    if (started)
      get().join();
  }
};

void lazy_ok() {
  Lazy l;
  l.start();
}

void array_ok(int n) {
  alignas(std::thread) unsigned char storage[4][sizeof(std::thread)];
  for (int i = 0; i < n; ++i)
    new (storage[i]) std::thread(work);
  for (int i = 0; i < n; ++i)
    reinterpret_cast<std::thread *>(storage[i])->join();
}
