// REQUIRES: std
// RUN: %check_tidy %s poolguard-* -- -std=c++17 -pthread
// Objects of the library keep copies of what they are shown.
#include <thread>
#include <future>
#include <map>
#include <list>
#include <queue>
#include <any>
#include <variant>
#include <optional>
#include <tuple>
#include <array>
#include <functional>
#include <memory>
#include <set>
#include <atomic>
void work();
void f1(std::promise<std::thread> &pr) { std::thread t(work); pr.set_value(std::move(t)); }
void f2(std::map<int, std::thread> &m) { std::thread t(work); m.emplace(1, std::move(t)); }
void f3(std::list<std::thread> &m) { std::thread t(work); m.push_front(std::move(t)); }
void f4(std::queue<std::thread> &m) { std::thread t(work); m.push(std::move(t)); }
void f5(std::optional<std::thread> &m) { std::thread t(work); m = std::move(t); }
void f6(std::variant<int, std::thread> &m) { std::thread t(work); m = std::move(t); }
auto f7() { std::thread t(work); return std::async(std::launch::async, [](std::thread u) { u.join(); }, std::move(t)); }
std::shared_ptr<std::thread> f8() { std::thread t(work); return std::make_shared<std::thread>(std::move(t)); }
void f9(std::tuple<int, std::thread> &m) { std::thread t(work); std::get<1>(m) = std::move(t); }
void f10(std::array<std::thread, 4> &m) { std::thread t(work); m[1] = std::move(t); }
void f12(std::map<int, std::thread> &m) { std::thread t(work); m.insert_or_assign(1, std::move(t)); }
void f13(std::map<int, std::thread> &m) { std::thread t(work); m.try_emplace(1, std::move(t)); }
void f14(std::promise<std::shared_ptr<std::thread>> &p) { auto t = std::make_shared<std::thread>(work); p.set_value(t); }
void f15(std::packaged_task<void(std::thread)> &p) { std::thread t(work); p(std::move(t)); }
void f16(std::function<void(std::thread &&)> &p) { std::thread t(work); p(std::move(t)); }
void f17(std::atomic<std::thread *> &p) { auto *t = new std::thread(work); p.store(t); }
void f18(std::promise<std::thread *> &p) { auto *t = new std::thread(work); p.set_value(t); }
void f19(std::variant<int, std::thread> &m) { std::thread t(work); m.emplace<1>(std::move(t)); }
void f20(std::optional<std::thread> &m) { std::thread t(work); m.emplace(std::move(t)); }
void f21(std::set<std::shared_ptr<std::thread>> &m) { auto t = std::make_shared<std::thread>(work); m.insert(t); }
