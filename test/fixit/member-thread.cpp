// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std
// Threads in members, which the destructor joins.
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void work();
struct Mutex {
  void lock();
  void unlock();
};
struct Lock {
  Mutex &m;
  explicit Lock(Mutex &m) : m(m) { m.lock(); }
  ~Lock() { m.unlock(); }
};

// What others do is not seen; the thread can be asked.
class Seen {
  std::thread t_;

public:
  Seen() : t_([this] { loop(); }) {}
  void loop();
  ~Seen() {}
};
// CHECK-FIXES-LABEL: class Seen {
// CHECK-FIXES: ~Seen() {
// CHECK-FIXES-NEXT:     if (t_.joinable())
// CHECK-FIXES-NEXT:       t_.join();
// CHECK-FIXES-NEXT:   }

class Commented {
  std::thread t_;

public:
  // Starts.
  explicit Commented(int) : t_(work) {} // at once
  int n() const { return 1; }
};
// CHECK-FIXES-LABEL: class Commented {
// CHECK-FIXES: {} // at once
// CHECK-FIXES-NEXT:   ~Commented() {
// CHECK-FIXES: int n() const

struct Open {
  std::thread t{work};
};
// CHECK-FIXES-LABEL: struct Open {
// CHECK-FIXES-NEXT: std::thread t{work};
// CHECK-FIXES-EMPTY:
// CHECK-FIXES-NEXT: ~Open() {

struct InOneLine { std::thread t{work}; };
// CHECK-FIXES-LABEL: struct InOneLine {
// CHECK-FIXES: ~InOneLine() { if (t.joinable()) t.join(); } };

class OnlyPrivate {
  std::thread t{work};
};
// CHECK-FIXES-LABEL: class OnlyPrivate {
// CHECK-FIXES-NEXT: std::thread t{work};
// CHECK-FIXES-EMPTY:
// CHECK-FIXES-NEXT: public:
// CHECK-FIXES-NEXT: ~OnlyPrivate() {

class Section {
  std::thread t{work};

public:
  int n = 0;
};
// CHECK-FIXES-LABEL: class Section {
// CHECK-FIXES: public:
// CHECK-FIXES-NEXT: ~Section() {

class Defaulted {
  std::thread t{work};

public:
  ~Defaulted() = default;
};
// CHECK-FIXES-LABEL: class Defaulted {
// CHECK-FIXES: ~Defaulted() {
// CHECK-FIXES-NEXT: if (t.joinable())

class Pointer {
  std::unique_ptr<std::thread> t_;

public:
  Pointer() : t_(new std::thread(work)) {}
  ~Pointer() {}
};
// CHECK-FIXES-LABEL: class Pointer {
// CHECK-FIXES: if (t_ && t_->joinable())
// CHECK-FIXES-NEXT: t_->join();

class Raw {
  std::thread *t_;

public:
  Raw() : t_(new std::thread(work)) {}
  ~Raw() {
    delete t_;
  }
};
// CHECK-FIXES-LABEL: class Raw {
// CHECK-FIXES: if (t_ && t_->joinable()) t_->join();
// CHECK-FIXES-NEXT: delete t_;

class Lost {
  std::thread *t_ = nullptr;

public:
  void start() { t_ = new std::thread(work); }
  ~Lost() {}
};
// CHECK-FIXES-LABEL: class Lost {
// CHECK-FIXES: if (t_ && t_->joinable()) { t_->join(); delete t_; }

class Vector {
  std::vector<std::thread> v_;

public:
  explicit Vector(int n) {
    for (int i = 0; i < n; ++i)
      v_.emplace_back(work);
  }
};
// CHECK-FIXES-LABEL: class Vector {
// CHECK-FIXES: for (auto &each : v_)
// CHECK-FIXES-NEXT: if (each.joinable())
// CHECK-FIXES-NEXT: each.join();

class Array {
  std::thread t_[4];

public:
  void start() {
    for (int i = 0; i < 4; i++)
      t_[i] = std::thread(work);
  }
  ~Array() {
    work();
  }
};
// CHECK-FIXES-LABEL: class Array {
// CHECK-FIXES: for (auto &each : t_)

// One destructor for both; the last one first.
class Two {
  std::thread a_, b_;

public:
  Two() : a_(work), b_(work) {}
};
// CHECK-FIXES-LABEL: class Two {
// CHECK-FIXES: ~Two() {
// CHECK-FIXES-NEXT: if (b_.joinable())
// CHECK-FIXES-NEXT: b_.join();
// CHECK-FIXES-NEXT: if (a_.joinable())
// CHECK-FIXES-NEXT: a_.join();
// CHECK-FIXES-NEXT: }

// Behind what ends the loop.
class Told {
  std::thread t_;
  bool stop_ = false;
  void loop() {
    while (!stop_)
      work();
  }

public:
  Told() : t_(&Told::loop, this) {}
  ~Told() {
    stop_ = true;
    work();
  }
};
// CHECK-FIXES-LABEL: class Told {
// CHECK-FIXES: stop_ = true;
// CHECK-FIXES-NEXT: if (t_.joinable()) t_.join();
// CHECK-FIXES-NEXT: work();

class ToldUnderLock {
  std::thread t_;
  Mutex m_;
  bool stop_ = false;
  void loop() {
    while (!stop_)
      work();
  }

public:
  ToldUnderLock() : t_([this] { loop(); }) {}
  ~ToldUnderLock() {
    {
      Lock lock(m_);
      stop_ = true;
    }
    work();
  }
};
// CHECK-FIXES-LABEL: class ToldUnderLock {
// CHECK-FIXES: stop_ = true;
// CHECK-FIXES-NEXT: }
// CHECK-FIXES-NEXT: if (t_.joinable())

class BeforeTheLock {
  std::thread t_;
  Mutex m_;

public:
  BeforeTheLock() : t_(work) {}
  ~BeforeTheLock() {
    Lock lock(m_);
    work();
  }
};
// CHECK-FIXES-LABEL: class BeforeTheLock {
// CHECK-FIXES: ~BeforeTheLock() {
// CHECK-FIXES-NEXT: if (t_.joinable()) t_.join();
// CHECK-FIXES-NEXT: Lock lock(m_);

template <class T> class Template {
  std::thread t_;

public:
  explicit Template(T f) : t_(f) {}
  ~Template() {}
};
template class Template<void (*)()>;
// CHECK-FIXES-LABEL: class Template {
// CHECK-FIXES: ~Template() {
// CHECK-FIXES-NEXT: if (t_.joinable())

template <class T> class TemplateWithout {
  std::thread t_;

public:
  explicit TemplateWithout(T f) : t_(f) {}
};
template class TemplateWithout<void (*)()>;
// CHECK-FIXES-LABEL: class TemplateWithout {
// CHECK-FIXES: ~TemplateWithout() {

class Base {
public:
  virtual ~Base() = default;
};
class Derived : public Base {
  std::thread t_;

public:
  Derived() : t_(work) {}
};
// CHECK-FIXES-LABEL: class Derived
// CHECK-FIXES: ~Derived() override {

// The first destructor would take the moves away.
class Moved {
  std::thread t_;

public:
  Moved() : t_(work) {}
  int n = 0;
};
void moves() {
  Moved a;
  Moved b(std::move(a));
}
// CHECK-FIXES-LABEL: class Moved {
// CHECK-FIXES: Moved() : t_(work) {}
// CHECK-FIXES-NEXT: Moved(Moved &&) = default;
// CHECK-FIXES-NEXT: Moved &operator=(Moved &&) = default;
// CHECK-FIXES-NEXT: ~Moved() {

void local() {
  class Local {
    std::thread t_;

  public:
    Local() : t_(work) {}
  };
  Local l;
}
// CHECK-FIXES-LABEL: void local
// CHECK-FIXES: ~Local() {

// Nobody tells the routine to end yet.
class Polls {
  bool stop_ = false;
  std::thread t_;

public:
  Polls() : t_([this] { while (!stop_) work(); }) {}
};
// CHECK-FIXES-LABEL: class Polls {
// CHECK-FIXES: ~Polls() {
// CHECK-FIXES-NEXT: stop_ = true;
// CHECK-FIXES-NEXT: if (t_.joinable())
// CHECK-FIXES-NEXT: t_.join();

class Runs {
  bool running_ = true;
  std::vector<std::thread> t_;
  std::thread other_;
  void loop() {
    for (;;) {
      if (!running_)
        break;
      work();
    }
  }

public:
  Runs() : other_(&Runs::loop, this) {
    for (int i = 0; i < 3; i++)
      t_.emplace_back(&Runs::loop, this);
  }
  ~Runs() {
    work();
  }
};
// CHECK-FIXES-LABEL: class Runs {
// CHECK-FIXES: ~Runs() {
// CHECK-FIXES-NEXT: running_ = false;
// CHECK-FIXES-NEXT: if (other_.joinable()) other_.join();
// CHECK-FIXES-NEXT: for (auto &each : t_) if (each.joinable()) each.join();
// CHECK-FIXES-NEXT: work();

class Explained {
  std::thread t_;

public:
  Explained() : t_(work) {}
  ~Explained() { /* nothing yet */ }
};
// CHECK-FIXES-LABEL: class Explained {
// CHECK-FIXES: ~Explained() { /* nothing yet */ if (t_.joinable()) t_.join(); }
