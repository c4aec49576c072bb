// RUN: %check_tidy %s poolguard-join-before-close --config="{CheckOptions: {Models: '%S/../Inputs/models/awaited-pool.poolguard.yaml'}}" -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/boost -std=c++17
// A join that never returns, because the workers wait for more work.
#include <boost/asio/thread_pool.hpp>
#include <boost/thread/executors/basic_thread_pool.hpp>
#include <thread>

namespace own {
class Awaited {
public:
  explicit Awaited(int threads);
  ~Awaited();
  void close();
  void terminate();
  void join();
  void submit(void (*f)());
};
} // namespace own

void work();
bool ready();
void use_pool(boost::basic_thread_pool &pool);
void look(const boost::basic_thread_pool &pool);

void joined_bad() {
  boost::basic_thread_pool pool(4);
  pool.submit([] { work(); });
  pool.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
}

void closed_ok() {
  boost::basic_thread_pool pool(4);
  pool.submit([] { work(); });
  pool.close();
  pool.join();
}

void interrupted_ok() {
  boost::basic_thread_pool pool(4);
  pool.interrupt();
  pool.join();
}

void at_once_ok() {
  boost::basic_thread_pool pool(4);
  pool.interrupt_and_join();
}

void joined_twice_ok() {
  boost::basic_thread_pool pool(4);
  pool.close();
  pool.join();
  pool.join();
}

void closed_too_late_bad() {
  boost::basic_thread_pool pool(4);
  pool.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
  pool.close();
}

void closed_on_one_path_bad() {
  boost::basic_thread_pool pool(4);
  if (ready())
    pool.close();
  pool.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
}

void flag_ok() {
  boost::basic_thread_pool pool(4);
  bool closed = ready();
  if (closed)
    pool.close();
  if (closed)
    pool.join();
}

// Whoever sees the pool may close it.
void lent_ok() {
  boost::basic_thread_pool pool(4);
  use_pool(pool);
  pool.join();
}

void of_the_caller_ok(boost::basic_thread_pool &pool) { pool.join(); }

void closed_by_a_job_ok() {
  boost::basic_thread_pool pool(4);
  pool.submit([&pool] { pool.close(); });
  pool.join();
}

void closed_by_a_thread_ok() {
  boost::basic_thread_pool pool(4);
  std::thread closer([&] { pool.close(); });
  pool.join();
  closer.join();
}

// This join drains and ends by itself.
void asio_ok() {
  boost::asio::thread_pool pool(4);
  pool.join();
}

void thread_ok() {
  std::thread t(work);
  t.join();
}

void own_bad() {
  own::Awaited pool(4);
  pool.submit(work);
  pool.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
}

void own_ok() {
  own::Awaited pool(4);
  pool.submit(work);
  pool.close();
  pool.join();
}

class Server {
  boost::basic_thread_pool pool;

public:
  void stop_ok() { pool.join(); }
};

class Runs_bad {
  boost::basic_thread_pool pool{4};

public:
  void run() {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
    pool.submit([] { work(); });
    pool.join();
  }
};

class Ends_bad {
  boost::basic_thread_pool pool{4};

public:
  void run() { pool.submit([] { work(); }); }
  ~Ends_bad() { pool.join(); }
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
};

class Ends_ok {
  boost::basic_thread_pool pool{4};

public:
  void run() { pool.submit([] { work(); }); }
  ~Ends_ok() {
    pool.close();
    pool.join();
  }
};

// Its users know the order.
class Closable_ok {
  boost::basic_thread_pool pool{4};

public:
  void close() { pool.close(); }
  void join() { pool.join(); }
};

class Shown_ok {
  boost::basic_thread_pool pool{4};

public:
  boost::basic_thread_pool &get() { return pool; }
  ~Shown_ok() { pool.join(); }
};

struct Open_ok {
  boost::basic_thread_pool pool{4};
  ~Open_ok() { pool.join(); }
};
void close_it(Open_ok &open) { open.pool.close(); }

static void join_only(boost::basic_thread_pool &pool) { pool.join(); }

static void close_and_join(boost::basic_thread_pool &pool) {
  pool.close();
  pool.join();
}

void by_helper_bad() {
  boost::basic_thread_pool pool(4);
  join_only(pool);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'pool' is waited for before it is closed; nothing has told its workers to finish [poolguard-join-before-close]
}

void by_helper_ok() {
  boost::basic_thread_pool pool(4);
  close_and_join(pool);
}

void closed_first_ok() {
  boost::basic_thread_pool pool(4);
  pool.close();
  join_only(pool);
}
