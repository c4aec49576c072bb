// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// Members that no destructor may release.
#include <glib.h>
#include <memory>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

void work();
void *routine(void *);
void run(gpointer, gpointer);
#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
struct Mutex {
  void lock();
  void unlock();
};
struct Lock {
  Mutex &m;
  explicit Lock(Mutex &m) : m(m) { m.lock(); }
  ~Lock() { m.unlock(); }
};

class Unknown {
  pthread_t t_;

public:
  void start() { pthread_create(&t_, nullptr, routine, this); } // no fix: the member may not hold the pool when the object goes
  ~Unknown() { work(); }
};

class Borrowed {
  GThreadPool *pool_;

public:
  Borrowed() : pool_(MAKE) {} // no fix: the member may not hold the pool when the object goes
  explicit Borrowed(GThreadPool *other) : pool_(other) {}
  ~Borrowed() { work(); }
};

class Copied {
  GThreadPool *pool_;

public:
  Copied() : pool_(MAKE) {} // no fix: objects of the class are copied
};
void take(Copied c);
void copies() {
  Copied c;
  take(c);
}

class Elements {
  GThreadPool *pool_;

public:
  Elements() : pool_(MAKE) {} // no fix: objects of the class are copied
};
void in_container() {
  std::vector<Elements> v;
  v.push_back(Elements());
}

class OwnCopy {
  GThreadPool *pool_;

public:
  OwnCopy() : pool_(MAKE) {} // no fix: a copy of the object would release the pool, too
  OwnCopy(const OwnCopy &o) : pool_(o.pool_) {}
  ~OwnCopy() {}
};

class OwnMove {
  GThreadPool *pool_;

public:
  OwnMove() : pool_(MAKE) {} // no fix: an object that was moved from would release, too
  OwnMove(OwnMove &&o) : pool_(o.pool_) {}
  ~OwnMove() {}
};

class Stopped {
  GThreadPool *pool_;
  int n;

public:
  Stopped() : pool_(MAKE) {} // no fix: a release in the destructor would be wrong after a method
  void stop() { g_thread_pool_free(pool_, FALSE, TRUE); }
  ~Stopped() { n = 0; }
};

class Unseen {
  GThreadPool *pool_;

public:
  Unseen() : pool_(MAKE) {} // no fix: 'stop' is not seen here
  void stop();
  ~Unseen() { work(); }
};

class Locked {
  std::thread t_;
  Mutex m_;
  bool stop_ = false;
  void loop() {
    while (!stop_)
      work();
  }

public:
  Locked() : t_([this] { loop(); }) {} // no fix: 'lock' is held where the release would wait
  ~Locked() {
    Lock lock(m_);
    stop_ = true;
  }
};

class NotTold {
  std::thread t_;
  bool stop_ = false;
  int n_ = 0;
  void loop() {
    while (!stop_ && n_ < 100)
      work();
  }

public:
  NotTold() : t_([this] { loop(); }) {} // no fix: the routine ends after a change of 'n_' only
  ~NotTold() { work(); }
};

// Who sleeps has to be woken.
struct Event {
  void wait(Mutex &m);
};
class Sleeps {
  std::thread t_;
  Mutex m_;
  Event event_;
  bool stop_ = false;
  void loop() {
    while (!stop_)
      event_.wait(m_);
  }

public:
  Sleeps() : t_(&Sleeps::loop, this) {} // no fix: the routine ends after a change of 'stop_' only
  ~Sleeps() {}
};

class Forever {
  std::thread t_;

public:
  Forever() : t_([] { for (;;) work(); }) {} // no fix: the routine never ends
  ~Forever() {}
};

class FreesFirst {
  std::thread t_;
  int *data_ = new int;
  bool stop_ = false;
  void loop() {
    while (!stop_)
      work();
  }

public:
  FreesFirst() : t_(&FreesFirst::loop, this) {} // no fix: data that the tasks may use are gone by then
  ~FreesFirst() {
    delete data_;
    stop_ = true;
  }
};

class Shared {
  std::shared_ptr<std::thread> t_;

public:
  Shared() : t_(new std::thread(work)) {} // no fix: others may share what 't_' points to
  ~Shared() {}
};

class Hidden {
  std::thread t_;

public:
  Hidden() : t_(work) {} // no fix: several variables have the handle's name
  ~Hidden() {
    int t_ = 0;
    (void)t_;
  }
};

class ByTry {
  std::thread t_;

public:
  ByTry() : t_(work) {} // no fix: the destructor has no plain body
  ~ByTry() try { work(); } catch (...) {
  }
};

#define CLASS(Name)                                                            \
  class Name {                                                                 \
    std::thread t_;                                                            \
                                                                               \
  public:                                                                      \
    Name() : t_(work) {}                                                       \
  }
CLASS(Macro); // no fix: the class is a macro's

struct {
  std::thread t{work}; // no fix: the class has no name
} anonymous;

class Base {
protected:
  GThreadPool *pool_ = nullptr;
};
class Derived : public Base {
public:
  Derived() { pool_ = MAKE; } // no fix: a base class may release the pool
  ~Derived() { work(); }
};

struct Public {
  GThreadPool *pool;
  Public() : pool(MAKE) {} // no fix: code outside of the class may release the pool
  ~Public() { work(); }
};

class Overwrites {
  GThreadPool *pool;

public:
  Overwrites() : pool(MAKE) {} // no fix: a method loses the pool
  void restart() { pool = MAKE; }
  ~Overwrites() { g_thread_pool_free(pool, FALSE, TRUE); }
};

class ByTemplate {
  GThreadPool *pool_;

public:
  ByTemplate() : pool_(MAKE) {} // no fix: 'stop' is not seen here
  template <class T> void stop(T) { g_thread_pool_free(pool_, FALSE, TRUE); }
  ~ByTemplate() { work(); }
};

template <class T> class Instances {
  GThreadPool *pool_;

public:
  Instances() : pool_(MAKE) {} // no fix: objects of the class are copied
  ~Instances() {}
};
template class Instances<char>;
void instances() {
  Instances<int> a;
  Instances<int> b(a);
}

// How many there are is known to the class alone.
class Filled {
  pthread_t t_[4];
  int n_ = 0;

public:
  explicit Filled(int n) {
    for (; n_ < n; n_++)
      pthread_create(&t_[n_], nullptr, routine, nullptr); // no fix: how many of the handles hold a pool is not known
  }
  ~Filled() { work(); }
};

class Mixed {
  std::vector<GThreadPool *> pools_;

public:
  void add() { pools_.push_back(MAKE); } // no fix: how many of the handles hold a pool is not known
  void add(GThreadPool *given) { pools_.push_back(given); }
  ~Mixed() { work(); }
};

class Setter {
  GThreadPool *pool_ = nullptr;

public:
  void start() { pool_ = MAKE; } // no fix: the member may not hold the pool when the object goes
  void set(GThreadPool *p) { pool_ = p; }
  ~Setter() { work(); }
};

void keep(GThreadPool *);
class Shares {
  GThreadPool *pool_;

public:
  Shares() : pool_(MAKE) {} // no fix: somebody else may own the pool where it is released
  void share() { keep(pool_); }
  ~Shares() { work(); }
};
