// RUN: %check_fix %s poolguard-unreleased-pool -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std
// A method starts what is in an object: the one that ends it is called where it
// is missing.
#include <memory>
#include <thread>
#include <vector>

void work() noexcept;
bool ready() noexcept;

//===----------------------------------------------------------------------===//
// Methods and functions that end it
//===----------------------------------------------------------------------===//

class Worker {
  std::thread t_;

public:
  ~Worker() {}
  void start() { t_ = std::thread(work); }
  void stop() { t_.join(); }
};

int early() {
  Worker w;
  w.start();
  if (ready())
    return 1;
  w.stop();
  return 0;
}
// CHECK-FIXES-LABEL: int early(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: w.stop();
// CHECK-FIXES-NEXT: return 1;

void at_scope_end() {
  {
    Worker w;
    w.start();
    work();
  }
  work();
}
// CHECK-FIXES-LABEL: void at_scope_end(
// CHECK-FIXES: work();
// CHECK-FIXES-NEXT: w.stop();
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: work();

void by_pointer() {
  auto w = std::make_unique<Worker>();
  w->start();
  if (ready())
    return;
  w->stop();
}
// CHECK-FIXES-LABEL: void by_pointer(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: w->stop();
// CHECK-FIXES-NEXT: return;

void deleted() {
  Worker *w = new Worker;
  w->start();
  delete w;
}
// CHECK-FIXES-LABEL: void deleted(
// CHECK-FIXES: w->start();
// CHECK-FIXES-NEXT: w->stop();
// CHECK-FIXES-NEXT: delete w;

class Task {
  std::thread t_;

public:
  explicit Task(int) : t_(work) {}
  void join() { t_.join(); }
};

void by_constructor() { Task t(1); }
// CHECK-FIXES: void by_constructor() { Task t(1); t.join(); }

class Crew {
  std::vector<std::thread> ts_;

public:
  void start(int n) {
    for (int i = 0; i < n; ++i)
      ts_.emplace_back(work);
  }
  void join() {
    for (auto &t : ts_)
      t.join();
  }
};

int many(int n) {
  Crew c;
  c.start(n);
  if (ready())
    return 1;
  c.join();
  return 0;
}
// CHECK-FIXES-LABEL: int many(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: c.join();
// CHECK-FIXES-NEXT: return 1;

class Server {
  std::thread t_;
  bool done_ = false;

public:
  void start() {
    t_ = std::thread([this] {
      while (!done_)
        work();
    });
  }
  void join() { t_.join(); }
  void stop() {
    done_ = true;
    join();
  }
};

void the_one_that_tells() {
  Server s;
  s.start();
}
// CHECK-FIXES-LABEL: void the_one_that_tells(
// CHECK-FIXES: s.start();
// CHECK-FIXES-NEXT: s.stop();

class Asking {
  std::thread t_;

public:
  void start() { t_ = std::thread(work); }
  void stop() {
    if (t_.joinable())
      t_.join();
  }
  void close() { t_.join(); }
};

int the_one_used_here() {
  Asking a;
  a.start();
  if (ready())
    return 1;
  a.close();
  return 0;
}
// CHECK-FIXES-LABEL: int the_one_used_here(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: a.close();
// CHECK-FIXES-NEXT: return 1;

int asks_itself(bool b) {
  Worker w;
  if (b)
    w.start();
  if (ready())
    return 1;
  if (b)
    w.stop();
  return 0;
}
// CHECK-FIXES-LABEL: int asks_itself(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: if (b) w.stop();
// CHECK-FIXES-NEXT: return 1;

namespace lib {
struct Job {
  std::thread t;
};
inline void start(Job &j) { j.t = std::thread(work); }
inline void finish(Job &j) { j.t.join(); }
} // namespace lib

int of_a_namespace() {
  lib::Job j;
  lib::start(j);
  if (ready())
    return 1;
  lib::finish(j);
  return 0;
}
// CHECK-FIXES-LABEL: int of_a_namespace(
// CHECK-FIXES: if (ready()) {
// CHECK-FIXES-NEXT: lib::finish(j);
// CHECK-FIXES-NEXT: return 1;

//===----------------------------------------------------------------------===//
// Not what is meant
//===----------------------------------------------------------------------===//

void which_of_them() {
  Asking a;
  a.start(); // no fix: there are several ways to end the object
}

class Own {
  std::thread t_;

public:
  void start() { t_ = std::thread(work); }
  void stop() {
    t_.join();
    delete this;
  }
};

int ends_itself() {
  Own *o = new Own;
  o->start(); // no fix: the pool is not made by this function
  if (ready())
    return 1;
  o->stop();
  return 0;
}

class Answering {
  std::thread t_;

public:
  void start() { t_ = std::thread(work); }
  int result() {
    t_.join();
    return 1;
  }
};

int no_end_by_name() {
  Answering a;
  a.start(); // no fix: the pool is not made by this function
  if (ready())
    return 1;
  return a.result();
}

class Private {
  std::thread t_;
  void stop() { t_.join(); }

public:
  void start() { t_ = std::thread(work); }
};

void not_for_others() {
  Private p;
  p.start(); // no fix: the pool is not made by this function
}

class Sometimes {
  std::thread t_;

public:
  void start() { t_ = std::thread(work); }
  void stop() {
    if (ready())
      t_.join();
  }
};

void on_some_ways() {
  Sometimes s;
  s.start(); // no fix: the handle may not hold the pool where it is lost
}

class Untold {
  std::thread t_;
  bool done_ = false;

public:
  void start() {
    t_ = std::thread([this] {
      while (!done_)
        work();
    });
  }
  void done() { done_ = true; }
  void join() { t_.join(); }
};

int not_told() {
  Untold u;
  u.start(); // no fix: the routine ends after a change of 'done_' only
  if (ready())
    return 1;
  u.done();
  u.join();
  return 0;
}

int ended_before(bool b) {
  Worker w;
  w.start();
  if (b)
    w.stop();
  return 0;
}
// CHECK-FIXES-LABEL: int ended_before(
// CHECK-FIXES: else
// CHECK-FIXES-NEXT: w.stop();
// CHECK-FIXES-NEXT: return 0;
