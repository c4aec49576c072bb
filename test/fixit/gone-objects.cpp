// REQUIRES: std
// RUN: %check_fix %s poolguard-* -- -std=c++17
// What went elsewhere on some way is not ended as if it were still here.
#include <thread>
#include <vector>
#include <future>
#include <memory>
#include <mutex>
void work();
void logit(const char *);
void swapped(bool b, std::thread &out) {
  std::thread t(work);
  if (b)
    std::swap(out, t);
  else
    logit("x");
}
// CHECK-FIXES-LABEL: void swapped
// CHECK-FIXES: if (t.joinable()) t.join();

void promised(bool b, std::promise<std::thread> &pr) {
  std::thread t(work);
  if (b)
    pr.set_value(std::move(t));
  else
    logit("x");
}
// CHECK-FIXES-LABEL: void promised
// CHECK-FIXES: if (t.joinable()) t.join();

struct W2 {
  bool stop_ = false;
  std::thread t_;
  void start() { t_ = std::thread([] { work(); }); }
  void stop() { stop_ = true; if (t_.joinable()) t_.join(); }
};
void moved_object(bool b, std::vector<std::unique_ptr<W2>> &out) {
  auto w = std::make_unique<W2>();
  w->start(); // no fix: the pool is not made by this function
  if (b)
    out.push_back(std::move(w));
  else
    logit("no");
}
class W9 {
  std::mutex m_;
  std::thread t_;
public:
  void start() { t_ = std::thread([this] { std::lock_guard<std::mutex> l(m_); work(); }); }
  void stop() { std::lock_guard<std::mutex> g(m_); t_.join(); }
};
void under_its_lock() {
  W9 w;
  w.start(); // no fix: the pool is not made by this function
}
void future_in_a_capture(bool b) {
  std::promise<void> p;
  std::thread t([f = p.get_future()]() mutable { f.wait(); }); // no fix: what the tasks wait for may not come by then
  if (b)
    return;
  p.set_value();
  t.join();
}
