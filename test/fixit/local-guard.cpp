// RUN: %check_fix %s poolguard-* -- -std=c++11 -nostdinc++ -isystem %root/test/Inputs/std
// Before C++20 a thread stays what it is and has its guard beside it.
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void work();
void work_on(int);
void add_to(int &);
void use(std::thread &);
bool ready() noexcept;

static void fails() {
  if (ready())
    throw 1;
}

void joined() {
  std::thread t(work);
  fails();
  t.join();
}
// CHECK-FIXES-LABEL: void joined
// CHECK-FIXES-NEXT: {{^}}  std::thread t(work);
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(&t, [](std::thread *each) { if (each->joinable()) each->join(); });
// CHECK-FIXES-NEXT: {{^}}  fails();
// CHECK-FIXES-NEXT: {{^}}  t.join();

void assigned_later(bool b) {
  std::thread worker; // Not yet.
  if (b)
    worker = std::thread(work);
  fails();
  if (worker.joinable())
    worker.join();
}
// CHECK-FIXES-LABEL: void assigned_later
// CHECK-FIXES-NEXT: {{^}}  std::thread worker; // Not yet.
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<std::thread, void (*)(std::thread *)> worker_guard(&worker, [](std::thread *each) { if (each->joinable()) each->join(); });

void deduced() {
  auto Worker = std::thread(work_on, 3);
  fails();
  Worker.join();
}
// CHECK-FIXES-LABEL: void deduced
// CHECK-FIXES: std::unique_ptr<std::thread, void (*)(std::thread *)> WorkerGuard(&Worker, [](std::thread *each) { if (each->joinable()) each->join(); });

using Background = std::thread;
void other_name() {
  Background t(work);
  fails();
  t.join();
}
// CHECK-FIXES-LABEL: void other_name
// CHECK-FIXES: std::unique_ptr<Background, void (*)(Background *)> t_guard(&t, [](Background *each) { if (each->joinable()) each->join(); });

void container(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(work_on, i);
  fails();
  for (std::thread &t : threads)
    t.join();
}
// CHECK-FIXES-LABEL: void container
// CHECK-FIXES-NEXT: {{^}}  std::vector<std::thread> threads;
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<std::vector<std::thread>, void (*)(std::vector<std::thread> *)> threads_guard(&threads, [](std::vector<std::thread> *all) { for (auto &each : *all) if (each.joinable()) each.join(); });

void two() {
  std::thread a(work);
  std::thread b(work);
  fails();
  a.join();
  b.join();
}
// CHECK-FIXES-LABEL: void two
// CHECK-FIXES-NEXT: {{^}}  std::thread a(work);
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<std::thread, void (*)(std::thread *)> a_guard(
// CHECK-FIXES-NEXT: {{^}}  std::thread b(work);
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<std::thread, void (*)(std::thread *)> b_guard(

void one_line() { std::thread t(work); fails(); t.join(); }
// CHECK-FIXES-LABEL: void one_line
// CHECK-FIXES-SAME: std::thread t(work); std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(&t, [](std::thread *each) { if (each->joinable()) each->join(); }); fails(); t.join(); }

// A place for the release is in the macro alone.
#define CHECK_OR_LEAVE(x) \
  if (!(x))               \
  return
void left_by_macro() {
  std::thread t(work);
  CHECK_OR_LEAVE(ready());
  t.join();
}
// CHECK-FIXES-LABEL: void left_by_macro
// CHECK-FIXES: std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(
// CHECK-FIXES-NEXT: CHECK_OR_LEAVE(ready());

void name_taken() {
  int t_guard = 0, each = 1;
  std::thread t(work_on, t_guard + each);
  fails();
  t.join();
}
// CHECK-FIXES-LABEL: void name_taken
// CHECK-FIXES: t_closer(&t, [](std::thread *guarded) { if (guarded->joinable()) guarded->join(); });

// The owner has it, and the guard finds nothing.
void moved_away(std::vector<std::thread> &owner) {
  std::thread t(work);
  fails();
  owner.push_back(std::move(t));
}
// CHECK-FIXES-LABEL: void moved_away
// CHECK-FIXES: std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(

void shares_earlier() {
  int sum = 0;
  std::thread t(add_to, std::ref(sum));
  fails();
  t.join();
  work_on(sum);
  sum = 0;
}
// CHECK-FIXES-LABEL: void shares_earlier
// CHECK-FIXES: std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(

//===----------------------------------------------------------------------===//
// None
//===----------------------------------------------------------------------===//

void shares_later() {
  std::thread t;
  int sum = 0;
  t = std::thread(add_to, std::ref(sum)); // no fix: 'sum', which the tasks may use, does not outlive a guard
  fails();
  t.join();
}

void another_shares_later() {
  std::vector<std::thread> threads;
  threads.emplace_back(work); // no fix: 'sum', which the tasks may use, does not outlive a guard
  int sum = 0;
  threads.emplace_back(add_to, std::ref(sum)); // no fix: 'sum', which the tasks may use, does not outlive a guard
  fails();
  for (auto &each : threads)
    each.join();
}

// The returned object may be the guarded one.
std::thread returned() {
  std::thread t(work); // no fix: somebody else may own the pool where it is released
  fails();
  return t;
}

void detached(bool b) {
  std::thread t(work); // no fix: the thread may be detached
  fails();
  if (b)
    t.detach();
  else
    t.join();
}

void native() {
  std::thread t(work); // no fix: the thread's native handle is asked for
  t.native_handle();
  fails();
  t.join();
}

void lent() {
  std::thread t(work); // no fix: the handle's address is taken
  std::thread *same = &t;
  fails();
  same->join();
}

void by_lambda() {
  std::thread t(work); // no fix: the object is used by a lambda
  auto end = [&] { t.join(); };
  fails();
  end();
}

#define START(name) std::thread name(work)
void in_macro() {
  START(t); // no fix: the handle is declared in a macro
  fails();
  t.join();
}

void configured() {
  std::thread t(work); // no fix: the function depends on the configuration
  fails();
#ifdef WITHOUT_THREADS
  t.detach();
#endif
  t.join();
}

// It ends when it is told to, and who would tell it is passed by.
void told_by_flag() {
  bool stop = false;
  std::thread t([&stop] { // no fix: the routine ends after a change of 'stop' only
    while (!stop)
      work();
  });
  fails();
  stop = true;
  t.join();
}

struct Server {
  void run();
  void stop();
};
void told_by_call() {
  Server server;
  std::thread t([&server] { server.run(); }); // no fix: the tasks may wait for what is done to 'server' later
  fails();
  server.stop();
  t.join();
}
void told_by_pointer(Server *server) {
  std::thread t([=] { server->run(); }); // no fix: the tasks may wait for what is done to 'server' later
  fails();
  server->stop();
  t.join();
}
void told_by_shared_pointer(std::shared_ptr<Server> server) {
  std::thread t(&Server::run, server); // no fix: the tasks may wait for what is done to 'server' later
  fails();
  server->stop();
  t.join();
}
static bool stopped;
void told_by_global() {
  std::thread t(work); // no fix: the tasks may wait for what is done later
  fails();
  stopped = true;
  t.join();
}
void stop_all();
void told_by_function() {
  std::thread t(work); // no fix: the tasks may wait for what is done later
  fails();
  stop_all();
  t.join();
}
void told_afterwards() {
  std::thread t(work);
  fails();
  t.join();
  stop_all();
}
// CHECK-FIXES-LABEL: void told_afterwards
// CHECK-FIXES: std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(
struct Owner {
  Server server;
  void told_by_member() {
    std::thread t([this] { server.run(); }); // no fix: the tasks may wait for what is done to 'server' later
    fails();
    server.stop();
    t.join();
  }
};

struct Mutex {
  void lock();
  void unlock();
};
void locked(Mutex &mutex) {
  mutex.lock();
  std::thread t(work); // no fix: 'mutex' is held where the release would wait
  fails();
  mutex.unlock();
  t.join();
}
