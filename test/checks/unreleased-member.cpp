// RUN: %check_tidy %s poolguard-unreleased-member,poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// What a class keeps in its members when its objects are gone.
#include <glib.h>
#include <memory>
#include <thread>
#include <vector>

void work();
void run(gpointer, gpointer);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

class Never_bad {
  GThreadPool *pool_;

public:
  Never_bad() : pool_(MAKE) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool_' is never released; 'Never_bad' has no destructor that releases it [poolguard-unreleased-member]
  void push() { g_thread_pool_push(pool_, nullptr, nullptr); }
};
class Ok {
  GThreadPool *pool_;

public:
  Ok() : pool_(MAKE) {}
  ~Ok() { FREE(pool_); }
};
class Forgets_bad {
  GThreadPool *pool_;
  int n;

public:
  Forgets_bad() : pool_(MAKE) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool_' is never released by '~Forgets_bad' [poolguard-unreleased-member]
  ~Forgets_bad() { n = 0; }
};
class Thread_bad {
  std::thread t_;

public:
  Thread_bad() : t_([this] { loop(); }) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't_' is never released by '~Thread_bad'; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
  void loop();
  ~Thread_bad() {}
};
class Thread_ok {
  std::thread t_;

public:
  Thread_ok() : t_([this] { loop(); }) {}
  void loop();
  ~Thread_ok() {
    if (t_.joinable())
      t_.join();
  }
};
class Start_bad {
  std::thread t_;
  bool running_ = false;

public:
  void start() {
    running_ = true;
    t_ = std::thread(&Start_bad::loop, this);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't_' is never released by '~Start_bad'; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
  }
  void loop();
  ~Start_bad() {
    if (!running_)
      t_.join();
  }
};
class Start_ok {
  std::thread t_;
  bool running_ = false;

public:
  void start() {
    running_ = true;
    t_ = std::thread(&Start_ok::loop, this);
  }
  void loop();
  ~Start_ok() {
    if (running_)
      t_.join();
  }
};
class Hand_ok {
  std::thread t_;

public:
  void start() { t_ = std::thread(work); }
  void stop() { t_.join(); }
};
class Own_ok {
  GThreadPool *pool_;
  bool own_;

public:
  Own_ok() : pool_(MAKE), own_(true) {}
  explicit Own_ok(GThreadPool *p) : pool_(p), own_(false) {}
  ~Own_ok() {
    if (own_)
      FREE(pool_);
  }
};
class Ptr_ok {
  std::unique_ptr<std::thread> t_;

public:
  Ptr_ok() : t_(new std::thread(work)) {}
  ~Ptr_ok() { t_->join(); }
};
class Ptr_bad {
  std::unique_ptr<std::thread> t_;

public:
  Ptr_bad() : t_(new std::thread(work)) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't_' is never released by '~Ptr_bad'; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
  ~Ptr_bad() {}
};
class Vec_ok {
  std::vector<std::thread> v_;

public:
  Vec_ok(int n) {
    for (int i = 0; i < n; ++i)
      v_.emplace_back(work);
  }
  ~Vec_ok() {
    for (auto &t : v_)
      t.join();
  }
};
class Vec_bad {
  std::vector<std::thread> v_;

public:
  Vec_bad(int n) {
    for (int i = 0; i < n; ++i)
      v_.emplace_back([this] { loop(); });
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v_' is never released by '~Vec_bad'; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
  }
  void loop();
  ~Vec_bad() { work(); }
};
class Get_ok {
  GThreadPool *pool_;

public:
  Get_ok() : pool_(MAKE) {}
  GThreadPool *pool() { return pool_; }
};
class Base {
protected:
  std::thread t;
  void stop() {
    if (t.joinable())
      t.join();
  }
};
class Der_ok : public Base {
public:
  Der_ok() { t = std::thread(work); }
  ~Der_ok() { stop(); }
};
class Impl_ok {
  struct I {
    std::thread t;
    ~I() { t.join(); }
  };
  std::unique_ptr<I> i_;

public:
  Impl_ok() : i_(new I) { i_->t = std::thread(work); }
};
class User_ok {
  GThreadPool *pool_;

public:
  User_ok() { pool_ = g_thread_pool_new(run, this, 4, FALSE, nullptr); }
  ~User_ok() { FREE(pool_); }
};
class User_bad {
  GThreadPool *pool_;

public:
  User_bad() { pool_ = g_thread_pool_new(run, this, 4, FALSE, nullptr); }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool_' is never released by '~User_bad' [poolguard-unreleased-member]
  ~User_bad() { work(); }
};
class Unseen_ok {
  GThreadPool *pool_;

public:
  Unseen_ok() : pool_(MAKE) {}
  ~Unseen_ok();
};
class Unseen2_ok {
  GThreadPool *pool_;
  void close();

public:
  Unseen2_ok() : pool_(MAKE) {}
  ~Unseen2_ok() { close(); }
};

// The class is told once, not each of its objects.
void use_ok() {
  Never_bad n;
  n.push();
}

void closed_ok() {
  Hand_ok h;
  h.start();
  h.stop();
}

void not_closed_bad() {
  Hand_ok h;
  h.start();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'h.t_' is never released; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
}

// Members that others can get at are others' to release.
class Friend_ok {
  GThreadPool *pool_;
  friend void close(Friend_ok &);

public:
  Friend_ok() : pool_(MAKE) {}
};

struct Open_ok {
  GThreadPool *pool;
  Open_ok() : pool(MAKE) {}
};

// One object for the life of the process.
class Single_ok {
  GThreadPool *pool_;
  Single_ok() : pool_(MAKE) {}

public:
  static Single_ok &instance() {
    static Single_ok single;
    return single;
  }
  void push() { g_thread_pool_push(pool_, nullptr, nullptr); }
};

template <class T> class Template_bad {
  std::thread t_;

public:
  explicit Template_bad(T f) : t_(f) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't_' is never released by '~Template_bad'; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-member]
  ~Template_bad() {}
};
template class Template_bad<void (*)()>;

class Delegating_ok {
  GThreadPool *pool_;

public:
  explicit Delegating_ok(int) : pool_(MAKE) {}
  Delegating_ok() : Delegating_ok(4) {}
  ~Delegating_ok() { FREE(pool_); }
};

class OnePath_bad {
  GThreadPool *pool_;
  bool quick_;

public:
  explicit OnePath_bad(bool quick) : pool_(MAKE), quick_(quick) {}
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool_' is not released on every path through '~OnePath_bad' [poolguard-unreleased-member]
  ~OnePath_bad() {
    if (quick_)
      return;
    FREE(pool_);
  }
};

// The guard is made with the member it joins, in a class that nobody makes here.
class Joined_ok {
  struct Joiner {
    std::thread &thread;
    explicit Joiner(std::thread &t) : thread(t) {}
    ~Joiner() {
      if (thread.joinable())
        thread.join();
    }
  };
  std::thread t_;
  Joiner joiner_{t_};

public:
  void start() { t_ = std::thread(work); }
};
