// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release,poolguard-use-after-release -- -std=c++17
// In C++, functions and classes of other namespaces and classes are others; inline namespaces do not count.

extern "C" {
typedef struct _GThread GThread;
GThread *g_thread_new(const char *name, void *(*f)(void *), void *data);
void *g_thread_join(GThread *thread);
}
void *run(void *data);

//===----------------------------------------------------------------------===//
// The library's own
//===----------------------------------------------------------------------===//

namespace library {
inline namespace v1 {
using ::g_thread_new;
} // namespace v1
} // namespace library

void using_declaration_bad() {
  GThread *t = library::g_thread_new("a", run, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

void wrapped_in_auto_bad() {
  auto t = ::g_thread_new("a", run, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

#define START(f) g_thread_new("a", f, nullptr)
void by_macro_bad() {
  auto *t = START(run);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}
void by_macro_ok() {
  auto *t = START(run);
  g_thread_join(t);
}

namespace boost {
namespace asio {
inline namespace v12 {
class thread_pool {
public:
  explicit thread_pool(unsigned n);
  ~thread_pool();
  void stop();
  void join();
};
} // namespace v12
} // namespace asio
} // namespace boost

void inline_namespace_bad() {
  auto *p = new boost::asio::thread_pool(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
}
void inline_namespace_ok() { boost::asio::thread_pool p(4); }

//===----------------------------------------------------------------------===//
// Others of the same name
//===----------------------------------------------------------------------===//

namespace mine {
struct GThread;
GThread *g_thread_new(const char *name, void *(*f)(void *), void *data);
class Factory {
public:
  ::GThread *g_thread_new(const char *name);
  static ::GThread *g_thread_try_new(const char *name, void *(*f)(void *), void *data, void **error);
};
} // namespace mine

void other_namespace_ok() {
  mine::GThread *t = mine::g_thread_new("a", run, nullptr);
}

void method_ok(mine::Factory &f) {
  GThread *t = f.g_thread_new("a");
  GThread *u = mine::Factory::g_thread_try_new("a", run, nullptr, nullptr);
}

namespace {
struct GThreadPool;
GThreadPool *g_thread_pool_new(int n);
} // namespace

void anonymous_namespace_ok() {
  GThreadPool *p = g_thread_pool_new(4);
}

// An overload beside the library's: another handle.
mine::GThread *g_thread_new(int n);

void overload_ok() {
  mine::GThread *t = g_thread_new(4);
}

// The type has the same name, but the arguments are others.
struct threadpool;
threadpool *thpool_init(int threads, int queue);

void other_arguments_ok() {
  threadpool *p = thpool_init(4, 16);
}

// A class of another namespace, and one of the library's name without its methods.
namespace own {
class thread {
public:
  template <class F> explicit thread(F f);
};
} // namespace own
namespace boost {
class thread {
public:
  explicit thread(int number);
  void print();
};
} // namespace boost

void other_class_ok() {
  own::thread t(run);
  boost::thread u(4);
}
