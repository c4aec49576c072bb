// RUN: %check_tidy %s poolguard-unreleased-pool -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -std=c++17
// A pool, or an object that has one, in an optional.
#include <glib.h>
#include <optional>
#include <pthread.h>

void work(gpointer data, gpointer user_data);
void *run(void *arg);
bool condition();

static GThreadPool *make() {
  return g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
}
static void close(GThreadPool *p) { g_thread_pool_free(p, FALSE, TRUE); }

struct Holder {
  GThreadPool *pool;
  void close() { g_thread_pool_free(pool, FALSE, TRUE); }
};

void dereferenced_ok() {
  std::optional<GThreadPool *> p(make());
  close(*p);
}

void asked_ok() {
  std::optional<GThreadPool *> p;
  if (condition())
    p = make();
  if (p)
    close(*p);
}

void value_ok() {
  std::optional<GThreadPool *> p = make();
  if (p.has_value())
    close(p.value());
}

void never_bad() {
  std::optional<GThreadPool *> p(make());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  g_thread_pool_push(*p, nullptr, nullptr);
}

void path_bad() {
  std::optional<GThreadPool *> p(make());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (condition())
    close(*p);
}

void emptied_bad() {
  std::optional<GThreadPool *> p(make());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is never released [poolguard-unreleased-pool]
  p = std::nullopt;
}

void emptied_after_ok() {
  std::optional<GThreadPool *> p(make());
  close(*p);
  p = std::nullopt;
  if (p)
    close(*p);
}

static std::optional<GThreadPool *> maybe() {
  if (!condition())
    return std::nullopt;
  return make();
}

void returned_ok() {
  if (auto p = maybe())
    close(*p);
}

void returned_bad() {
  auto p = maybe();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (p && condition())
    close(*p);
}

static std::optional<pthread_t> start() {
  pthread_t t;
  if (pthread_create(&t, nullptr, run, nullptr) != 0)
    return std::nullopt;
  return t;
}

void thread_ok() {
  if (auto t = start())
    pthread_join(*t, nullptr);
}

void object_ok() {
  std::optional<Holder> h;
  h = Holder{make()};
  if (h)
    h->close();
}

void object_member_ok() {
  std::optional<Holder> h;
  h.emplace();
  h->pool = make();
  close(h->pool);
}

void object_bad() {
  std::optional<Holder> h(Holder{make()});
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'h.pool' is not released on this path [poolguard-unreleased-pool]
  if (condition())
    h->close();
}

void object_sometimes_ok() {
  std::optional<Holder> h;
  if (condition())
    h = Holder{make()};
  if (h)
    (*h).close();
}

// A constructor of the class takes it.
struct Owner {
  explicit Owner(GThreadPool *p);
  ~Owner();
};

void owner_ok() {
  std::optional<Owner> o;
  o.emplace(make());
}
