// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// Elements reached from the end: by index, by iterator, by taking them off.
#include <glib.h>
#include <thread>
#include <vector>

bool ready();
void work();
void run(gpointer data, gpointer user_data);

#define MAKE g_thread_pool_new(run, nullptr, 4, FALSE, nullptr)
#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)

void index_ok() {
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back(work);
  size_t n = v.size();
  while (n) {
    --n;
    v[n].join();
  }
}

void index_in_condition_ok() {
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back(work);
  for (size_t i = v.size(); i-- > 0;)
    v[i].join();
}

void from_end_ok() {
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back(work);
  for (auto it = v.end(); it != v.begin();)
    (--it)->join();
}

void from_end_first_ok() {
  std::vector<GThreadPool *> v;
  for (int i = 0; i < 4; i++)
    v.push_back(MAKE);
  auto it = v.end();
  while (it != v.begin()) {
    --it;
    FREE(*it);
  }
}

void taken_off_ok() {
  std::vector<GThreadPool *> v;
  for (int i = 0; i < 4; i++)
    v.push_back(MAKE);
  while (!v.empty()) {
    GThreadPool *p = v.back();
    v.pop_back();
    FREE(p);
  }
}

class Crew {
public:
  ~Crew() { stop(); }
  void start() {
    for (int i = 0; i < 4; i++) {
      Pools[Count] = MAKE;
      if (Pools[Count])
        Count++;
    }
  }
  void stop() {
    while (Count > 0) {
      Count--;
      FREE(Pools[Count]);
    }
  }

private:
  GThreadPool *Pools[4];
  int Count = 0;
};

void members_ok() {
  Crew crew;
  crew.start();
}

void members_early_ok() {
  Crew crew;
  crew.start();
  if (ready())
    return;
  crew.stop();
}

struct Gang {
  void start() {
    for (int i = 0; i < 4; i++) {
      pools[count] = MAKE;
      if (pools[count])
        count++;
    }
  }
  void stop() {
    while (count > 0)
      FREE(pools[--count]);
  }
  GThreadPool *pools[4];
  int count = 0;
};

void stopped_ok() {
  Gang gang;
  gang.start();
  gang.stop();
}

void stopped_late_bad() {
  Gang gang;
  gang.start();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'gang.pools' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    return;
  gang.stop();
}

void from_end_bad() {
  std::vector<GThreadPool *> v;
  for (int i = 0; i < 4; i++)
    v.push_back(MAKE);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'v' is not released on this path [poolguard-unreleased-pool]
  if (ready())
    return;
  for (auto it = v.end(); it != v.begin();) {
    --it;
    FREE(*it);
  }
}

void index_bad() {
  std::vector<std::thread> v;
  for (int i = 0; i < 4; i++)
    v.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'v' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (ready())
    return;
  size_t n = v.size();
  while (n) {
    --n;
    v[n].join();
  }
}
