// RUN: %check_fix %s poolguard-* -- -std=c++20 -nostdinc++ -isystem %root/test/Inputs/std
// Nobody waits for a thread that waits for something that does not come.
#include <functional>
#include <thread>
#include <utility>

namespace std {
class mutex {};
template <typename M> class unique_lock {
public:
  explicit unique_lock(M &m) noexcept;
  ~unique_lock();
};
template <typename M> class lock_guard {
public:
  explicit lock_guard(M &m) noexcept;
  ~lock_guard();
};
class condition_variable {
public:
  void wait(unique_lock<mutex> &lock) noexcept;
  template <typename P> void wait(unique_lock<mutex> &lock, P predicate) noexcept {
    while (!predicate())
      wait(lock);
  }
  void notify_one() noexcept;
  void notify_all() noexcept;
};
template <typename T> class queue {
public:
  bool empty() const noexcept;
  void push(T t) noexcept;
  void pop() noexcept;
  T &front() noexcept;
};
template <typename T> class future {
public:
  void wait() noexcept;
};
template <typename T> class promise {
public:
  future<T> get_future() noexcept;
  void set_value() noexcept;
};
} // namespace std

bool ask() noexcept;
void step() noexcept;

int predicate() {
  bool done = false;
  std::mutex m;
  std::condition_variable changed;
  std::thread t([&]() noexcept { // no fix: the routine ends after a change of 'done' only
    std::unique_lock<std::mutex> l(m);
    changed.wait(l, [&]() noexcept { return done; });
  });
  if (ask())
    return 1;
  {
    std::lock_guard<std::mutex> l(m);
    done = true;
  }
  changed.notify_one();
  t.join();
  return 0;
}

int until_it_is_empty() {
  bool done = false;
  std::mutex m;
  std::queue<int> q;
  std::condition_variable changed;
  std::thread t([&]() noexcept { // no fix: the routine ends after a change of 'done' only
    std::unique_lock<std::mutex> l(m);
    while (!done || !q.empty()) {
      changed.wait(l, [&]() noexcept { return done || !q.empty(); });
      while (!q.empty())
        q.pop();
    }
  });
  if (ask())
    return 1;
  {
    std::lock_guard<std::mutex> l(m);
    done = true;
  }
  changed.notify_one();
  t.join();
  return 0;
}

class Queue {
public:
  void push(int n) noexcept {
    std::lock_guard<std::mutex> l(m);
    items.push(n);
    changed.notify_one();
  }
  void close() noexcept {
    std::lock_guard<std::mutex> l(m);
    closed = true;
    changed.notify_all();
  }
  bool pop(int &n) noexcept {
    std::unique_lock<std::mutex> l(m);
    changed.wait(l, [&]() noexcept { return closed || !items.empty(); });
    if (items.empty())
      return false;
    n = items.front();
    items.pop();
    return true;
  }

private:
  std::mutex m;
  std::condition_variable changed;
  std::queue<int> items;
  bool closed = false;
};

int closed_later() {
  Queue q;
  std::thread t([&]() noexcept { // no fix: the tasks may wait for what is done to 'q' later
    int n;
    while (q.pop(n))
      step();
  });
  q.push(3);
  if (ask())
    return 1;
  q.close();
  t.join();
  return 0;
}

static void consume(Queue &q) noexcept {
  int n;
  while (q.pop(n))
    step();
}

int closed_first() {
  Queue q;
  std::thread t(consume, std::ref(q));
  q.push(3);
  q.close();
  if (ask())
    return 1;
  t.join();
  return 0;
}
// CHECK-FIXES-LABEL: int closed_first()
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: t.join();
// CHECK-FIXES-NEXT: return 1;

int promised() {
  std::promise<void> p;
  std::future<void> f = p.get_future();
  std::thread t([&f]() noexcept { f.wait(); }); // no fix: what the tasks wait for may not come by then
  if (ask())
    return 1;
  p.set_value();
  t.join();
  return 0;
}

int kept_promise() {
  std::promise<void> p;
  std::future<void> f = p.get_future();
  std::thread t([&f]() noexcept { f.wait(); });
  p.set_value();
  if (ask())
    return 1;
  t.join();
  return 0;
}
// CHECK-FIXES-LABEL: int kept_promise()
// CHECK-FIXES: if (ask()) {
// CHECK-FIXES-NEXT: t.join();
// CHECK-FIXES-NEXT: return 1;

//===----------------------------------------------------------------------===//
// Asked to stop
//===----------------------------------------------------------------------===//

// The destructor would ask the rest to stop.
void needs_its_join(bool cancel) noexcept {
  std::jthread t([](std::stop_token stop) noexcept {
    while (!stop.stop_requested())
      step();
  });
  if (cancel) {
    t.request_stop();
    t.join();
  }
  t.join();
}
// CHECK-FIXES-LABEL: void needs_its_join
// CHECK-FIXES: t.request_stop();
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: t.join();

void needs_no_join(bool cancel) noexcept {
  std::jthread t([]() noexcept { step(); });
  if (cancel)
    t.join();
  t.join();
}
// CHECK-FIXES-LABEL: void needs_no_join
// CHECK-FIXES: t.join();
// CHECK-FIXES-NOT: t.join();
