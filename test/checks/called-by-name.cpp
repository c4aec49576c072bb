// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/pybind11 -std=c++17
// The object that is called has the name of what it does: `p.attr("close")()`.
#include <pybind11/pybind11.h>

namespace py = pybind11;
bool ready();
const char *which();

static py::object make(int workers) {
  return py::module_::import("multiprocessing").attr("Pool")(workers);
}

void closed_ok() {
  py::object pool = py::module_::import("multiprocessing").attr("Pool")(4);
  pool.attr("map")(1, 2);
  pool.attr("close")();
  pool.attr("join")();
}

void factory_ok() {
  py::object pool = make(4);
  pool.attr("terminate")();
}

void executor_ok() {
  auto pool = py::module_::import("concurrent.futures").attr("ThreadPoolExecutor")(4);
  pool.attr("submit")(1);
  pool.attr("shutdown")(true);
}

void name_unknown_ok() {
  py::object pool = make(4);
  pool.attr(which())();
}

void called_later_ok() {
  py::object pool = make(4);
  auto close = pool.attr("close");
  close();
}

void kept_ok(py::object &self) {
  py::object pool = make(4);
  self.attr("pool") = pool;
}

void appended_ok(py::list &pools) {
  py::object pool = make(4);
  pools.append(pool);
}

void copied_ok() {
  py::object pool = make(4);
  py::object other = pool;
  other.attr("close")();
}

void moved_ok() {
  py::object pool = make(4);
  py::object other = std::move(pool);
  other.attr("close")();
}

void other_object_ok() {
  py::object file = py::module_::import("io").attr("open")("name");
  file.attr("close")();
}

class Guard {
public:
  explicit Guard(int n) : Pool(make(n)) {}
  ~Guard() {
    Pool.attr("terminate")();
    Pool.attr("join")();
  }
  void map() { Pool.attr("map")(1, 2); }

private:
  py::object Pool;
};

void guarded_ok() {
  Guard guard(4);
  guard.map();
}

void forgotten_bad() {
  py::object pool = py::module_::import("multiprocessing").attr("Pool")(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process pool 'pool' is never released; it is still open when destroyed [poolguard-unreleased-pool]
  pool.attr("map")(1, 2);
}

void only_joined_bad() {
  py::object pool = make(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process pool 'pool' is never released; it is still open when destroyed [poolguard-unreleased-pool]
  pool.attr("join")();
}

void left_bad() {
  py::object pool = make(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process pool 'pool' is not released on this path; it is still open when destroyed [poolguard-unreleased-pool]
  if (ready())
    return;
  pool.attr("close")();
}

void executor_bad() {
  auto pool = py::module_::import("concurrent").attr("futures").attr("ProcessPoolExecutor")();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process pool 'pool' is never released; it is still open when destroyed [poolguard-unreleased-pool]
  pool.attr("submit")(1);
}

void mapped_too_late_bad() {
  py::object pool = make(4);
  pool.attr("close")();
  pool.attr("map")(1, 2);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: process pool 'pool' is used after it was released [poolguard-use-after-release]
}
