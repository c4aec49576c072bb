// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-use-after-release -- -nostdinc++ -isystem %S/../Inputs/std -std=c++17
// Classes that are no pools to close, however much they look like one.
#include <memory>
#include <thread>
#include <vector>

// Its destructor may release.
class OwnDestructorPool {
public:
  OwnDestructorPool();
  ~OwnDestructorPool();
  void close();
};

class BasePool {
public:
  BasePool();
  ~BasePool();
};

class DerivedPool : public BasePool {
public:
  DerivedPool();
  void close();
};

struct Joiner {
  ~Joiner();
};

class MemberPool {
public:
  MemberPool();
  void close();

private:
  std::vector<Joiner> joiners;
};

class Hidden;

class SharedPool {
public:
  SharedPool();
  void close();

private:
  std::shared_ptr<Hidden> hidden;
};

class JthreadPool {
public:
  JthreadPool();
  void close();

private:
  std::vector<std::jthread> workers;
};

// Nothing closes the pool as a whole.
class StringPool {
public:
  StringPool();
  const char *intern(const char *text);
};

class SocketPool {
public:
  SocketPool();
  int open();
  void close(int socket);
};

class StringListPool {
public:
  StringListPool();
  struct string {
    const char *text;
  };
  string join() const;
};

class IdlePool {
public:
  IdlePool();
  void closeIdle();
  static void shutdown();

private:
  void stop();
};

// Not a pool, by the last word.
class ThreadPoolOptions {
public:
  ThreadPoolOptions();
  void close();
};

class PoolIterator {
public:
  PoolIterator();
  void stop();
};

// `spool` is no pool.
class PrintSpool {
public:
  PrintSpool();
  void close();
};

// Makes nothing, as can be seen.
class LazyPool {
public:
  LazyPool() = default;
  explicit LazyPool(int limit) : limit(limit) {}
  void close();

private:
  int limit = 0;
};

// All is visible: the bodies tell.
class VisiblePool {
public:
  VisiblePool() : size(new int) {}
  void close() { delete size; }

private:
  int *size;
};

enum class Pool { Large, Small };

template <typename T> struct is_pool {
  static constexpr bool value = false;
  void close();
};

void all_ok() {
  OwnDestructorPool own;
  DerivedPool derived;
  MemberPool member;
  SharedPool shared;
  JthreadPool jthread;
  StringPool strings;
  SocketPool sockets;
  StringListPool list;
  IdlePool idle;
  ThreadPoolOptions options;
  PoolIterator iterator;
  PrintSpool spool;
  LazyPool lazy, limited(3);
  is_pool<int> trait;
}

// A destructor that does nothing releases nothing.
class EmptyDestructorPool {
public:
  EmptyDestructorPool();
  virtual ~EmptyDestructorPool() {}
  void close();
};

void empty_destructor_bad() { EmptyDestructorPool pool; }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released; it is still open when destroyed [poolguard-unreleased-pool]

void empty_destructor_ok() {
  EmptyDestructorPool pool;
  pool.close();
}

// Whose threads would call std::terminate, if anything.
class ThreadsPool {
public:
  ThreadsPool();
  void close();

private:
  std::vector<std::thread> threads;
};

void threads_bad() { ThreadsPool pool; }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is never released; it is still open when destroyed [poolguard-unreleased-pool]

void threads_ok() {
  ThreadsPool pool;
  pool.close();
}
