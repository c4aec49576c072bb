// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Handles that are empty where they hold some constant, or a flag says so.
#include <pthread.h>
#include <utility>
#include <vector>

void *work(void *arg);
bool ready();

class Thread {
public:
  Thread() = default;
  static Thread make() {
    Thread made;
    pthread_t id;
    if (pthread_create(&id, nullptr, work, nullptr) == 0)
      made.Id = (long)id;
    return made;
  }
  Thread(Thread &&other) noexcept : Id(other.Id) { other.Id = -1; }
  Thread &operator=(Thread &&other) noexcept {
    if (this != &other) {
      join();
      Id = other.Id;
      other.Id = -1;
    }
    return *this;
  }
  ~Thread() { join(); }
  void join() {
    if (Id != -1)
      pthread_join((pthread_t)Id, nullptr);
    Id = -1;
  }
  long release() {
    long id = Id;
    Id = -1;
    return id;
  }

private:
  long Id = -1;
};

static void take(Thread t) {}

void moved_ok() {
  Thread a = Thread::make();
  Thread b(std::move(a));
}

void assigned_ok() {
  Thread a = Thread::make();
  Thread b = Thread::make();
  b = std::move(a);
}

void passed_ok() {
  Thread a = Thread::make();
  take(std::move(a));
}

void moved_on_one_path_ok() {
  Thread a = Thread::make();
  if (ready())
    Thread b(std::move(a));
}

void joined_by_hand_ok() {
  Thread a = Thread::make();
  pthread_join((pthread_t)a.release(), nullptr);
}

Thread returned_ok() {
  Thread a = Thread::make();
  return a;
}

// What a discarded number was is not asked.
void FN_forgotten() {
  Thread a = Thread::make();
  a.release();
}

struct Owned {
  Owned() = default;
  explicit Owned(int) { owns = pthread_create(&id, nullptr, work, nullptr) == 0; }
  Owned(Owned &&other) : id(other.id), owns(other.owns) { other.owns = false; }
  ~Owned() {
    if (owns)
      pthread_join(id, nullptr);
  }
  pthread_t id;
  bool owns = false;
};

void flag_ok() {
  Owned a(1);
  Owned b(std::move(a));
}

void flag_cleared_bad() {
  Owned a(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'a.id' is never released [poolguard-unreleased-pool]
  a.owns = false;
}

struct Careless {
  explicit Careless(int) {
    pthread_t made;
    if (pthread_create(&made, nullptr, work, nullptr) == 0)
      id = (long)made;
  }
  Careless(Careless &&other) : id(other.id) {}
  ~Careless() {
    if (id != -1)
      pthread_join((pthread_t)id, nullptr);
  }
  long id = -1;
};

void alone_ok() { Careless a(1); }

void not_emptied_bad() {
  Careless a(1);
  Careless b(std::move(a));
}
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'made' is released twice [poolguard-double-release]
