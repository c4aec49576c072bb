// RUN: %check_fix %s poolguard-* -- -std=c++20 -nostdinc++ -isystem %root/test/Inputs/std
// A thread that an exception would leave joinable becomes a std::jthread.
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void work();
void work_on(int);
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
// CHECK-FIXES: std::jthread t(work);
// CHECK-FIXES: t.join();

void assigned_later(bool b) {
  std::thread t;
  if (b)
    t = std::thread(work);
  fails();
  if (t.joinable())
    t.join();
}
// CHECK-FIXES-LABEL: void assigned_later
// CHECK-FIXES: std::jthread t;
// CHECK-FIXES: t = std::jthread(work);

void deduced() {
  auto t = std::thread(work_on, 3);
  fails();
  t.join();
}
// CHECK-FIXES-LABEL: void deduced
// CHECK-FIXES: auto t = std::jthread(work_on, 3);

void container() {
  std::vector<std::thread> v;
  v.reserve(2);
  v.emplace_back(work);
  v.push_back(std::thread(work));
  fails();
  for (std::thread &t : v)
    t.join();
}
// CHECK-FIXES-LABEL: void container
// CHECK-FIXES: std::vector<std::jthread> v;
// CHECK-FIXES: v.emplace_back(work);
// CHECK-FIXES-NEXT: v.push_back(std::jthread(work));
// CHECK-FIXES: for (std::jthread &t : v)

void container_by_index(unsigned n) {
  std::vector<std::thread> v;
  for (unsigned i = 0; i < n; ++i)
    v.emplace_back(work_on, 1);
  fails();
  for (unsigned i = 0; i < v.size(); ++i)
    v[i].join();
}
// CHECK-FIXES-LABEL: void container_by_index
// CHECK-FIXES: std::vector<std::jthread> v;
// CHECK-FIXES: v[i].join();

// What it uses is there longer than the thread.
void shares_earlier() {
  int sum = 0;
  std::thread t([&sum] { sum = 1; });
  fails();
  t.join();
}
// CHECK-FIXES-LABEL: void shares_earlier
// CHECK-FIXES: std::jthread t([&sum] { sum = 1; });

void shares_later() {
  std::thread t;
  int sum = 0;
  t = std::thread([&sum] { sum = 1; }); // no fix: 'sum', which the thread uses, does not outlive it
  fails();
  t.join();
}

void containers_share_later() {
  std::vector<std::thread> v;
  int sum = 0;
  v.emplace_back(work_on, std::ref(sum)); // no fix: 'sum', which the thread uses, does not outlive it
  fails();
  for (auto &t : v)
    t.join();
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

void generic_function() {
  std::thread t([](auto... all) { work_on(sizeof...(all)); });
  fails();
  t.join();
}
// A stop token would be given to it.
// CHECK-FIXES-LABEL: void generic_function
// CHECK-FIXES: std::thread t([](auto... all) { work_on(sizeof...(all)); });
// CHECK-FIXES-NEXT: std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(&t, [](std::thread *each) { if (each->joinable()) each->join(); });

using Worker = std::thread;
void other_name() {
  Worker t(work);
  fails();
  t.join();
}
// CHECK-FIXES-LABEL: void other_name
// CHECK-FIXES: Worker t(work);
// CHECK-FIXES-NEXT: std::unique_ptr<Worker, void (*)(Worker *)> t_guard(

#define START(name) std::thread name(work)
void in_macro() {
  START(t); // no fix: the type is written in a macro
  fails();
  t.join();
}

template <typename T> void pattern() {
  std::thread t(work);
  fails();
  t.join();
}
template void pattern<int>();
// Another routine could take a stop token.
// CHECK-FIXES-LABEL: void pattern
// CHECK-FIXES: std::thread t(work);
// CHECK-FIXES-NEXT: std::unique_ptr<std::thread, void (*)(std::thread *)> t_guard(

void swapped() {
  std::thread t(work), u; // no fix: the type is that of several variables
  t.swap(u);
  fails();
  u.join();
}

void on_the_heap() {
  std::thread *t = new std::thread(work);
  fails();
  t->join();
  delete t;
}
// CHECK-FIXES-LABEL: void on_the_heap
// CHECK-FIXES-NEXT: auto t = std::make_unique<std::jthread>(work);
// CHECK-FIXES-NEXT: fails();
// CHECK-FIXES-NEXT: t->join();
// CHECK-FIXES-NEXT: {{^}}}

void detached_on_the_heap() {
  std::thread *t = new std::thread(work); // no fix: the handle is not a local variable's
  fails();
  t->detach();
  delete t;
}
