// RUN: %check_fix %s poolguard-* -- -std=c++17 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
// A handle that an exception would lose becomes a std::unique_ptr.
#include <glib.h>
#include <memory>

void job(gpointer, gpointer);
bool ready() noexcept;
void keep(GThreadPool *);
void set_up(GThreadPool **);

static void fails() {
  if (ready())
    throw 1;
}

void pushed(gpointer item) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  g_thread_pool_push(p, item, nullptr);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void pushed
// CHECK-FIXES-NEXT: std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr), [](GThreadPool *handle) { g_thread_pool_free(handle, FALSE, TRUE); });
// CHECK-FIXES-NEXT: g_thread_pool_push(p.get(), item, nullptr);
// CHECK-FIXES-NEXT: fails();
// CHECK-FIXES-NEXT: {{^}}}

int released_before_the_end(gpointer item) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
  return ready();
}
// CHECK-FIXES-LABEL: int released_before_the_end
// CHECK-FIXES: fails();
// CHECK-FIXES-NEXT: {{^}}  p.reset();
// CHECK-FIXES-NEXT: return ready();

void released_otherwise(bool b) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  if (b)
    g_thread_pool_free(p, TRUE, TRUE);
  else
    g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void released_otherwise
// CHECK-FIXES: g_thread_pool_free(p.release(), TRUE, TRUE);
// CHECK-FIXES-NEXT: else
// CHECK-FIXES-NEXT: p.reset();

void asked() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  if (!p)
    return;
  fails();
  if (p != nullptr)
    g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void asked
// CHECK-FIXES: if (!p)
// CHECK-FIXES: if (p != nullptr)
// CHECK-FIXES-NEXT: p.reset();

void made_later(bool b) {
  GThreadPool *p = nullptr;
  if (b)
    p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  if (p)
    g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void made_later
// CHECK-FIXES: p(nullptr, [](GThreadPool *handle) { g_thread_pool_free(handle, FALSE, TRUE); });
// CHECK-FIXES: p.reset(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr));
// CHECK-FIXES: if (p)
// CHECK-FIXES-NEXT: p.reset();

GThreadPool *returned() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  return p;
}
// CHECK-FIXES-LABEL: GThreadPool *returned
// CHECK-FIXES: return p.release();

void kept() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  keep(p);
}
// CHECK-FIXES-LABEL: void kept
// CHECK-FIXES: keep(p.release());

void kept_and_used(gpointer item) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: somebody else may own the pool where it is released
  fails();
  keep(p);
  g_thread_pool_push(p, item, nullptr);
}

void uses_later_data() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: 'sum', which the tasks may use, does not outlive a guard
  int sum = 0;
  g_thread_pool_push(p, &sum, nullptr);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}

void uses_earlier_data() {
  int sum = 0;
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  g_thread_pool_push(p, &sum, nullptr);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void uses_earlier_data
// CHECK-FIXES: g_thread_pool_push(p.get(), &sum, nullptr);

void referred_to() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: a reference to the handle is made
  GThreadPool *&q = p;
  g_thread_pool_get_max_threads(q);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}

#define FREE(pool) g_thread_pool_free(pool, FALSE, TRUE)
template <typename T> void pattern() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}
template void pattern<int>();
// CHECK-FIXES-LABEL: void pattern
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p(

void two_in_a_line() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr), *q = nullptr; // no fix: the handle's declaration cannot be changed
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
  (void)q;
}

// The name the deleter would have is taken.
void names(GThreadPool *handle) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
  (void)handle;
}
// CHECK-FIXES-LABEL: void names
// CHECK-FIXES: [](GThreadPool *guarded) { g_thread_pool_free(guarded, FALSE, TRUE); }
// CHECK-FIXES: p.reset();

// On a normal path, too.
void never_released() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  g_thread_pool_get_max_threads(p);
}
// CHECK-FIXES-LABEL: void never_released
// CHECK-FIXES: std::unique_ptr<GThreadPool
// CHECK-FIXES: g_thread_pool_get_max_threads(p.get());

void released_by_macro() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  FREE(p);
}
// CHECK-FIXES-LABEL: void released_by_macro
// CHECK-FIXES: FREE(p.release());

#define DROP(pool) do { if (pool) g_thread_pool_free(pool, FALSE, TRUE); } while (0)
void macro_asks_first() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: a macro does several things with the handle
  fails();
  DROP(p);
}

static void close_pool(GThreadPool *p) { g_thread_pool_free(p, FALSE, TRUE); }
void released_by_helper() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  fails();
  close_pool(p);
}
// CHECK-FIXES-LABEL: void released_by_helper
// CHECK-FIXES: close_pool(p.release());

void released_by_lambda(bool b) {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  auto finish = [&] { g_thread_pool_free(p, FALSE, TRUE); };
  fails();
  finish();
}
// CHECK-FIXES-LABEL: void released_by_lambda
// CHECK-FIXES: auto finish = [&] { p.reset(); };

// The handle is mentioned where nobody compiles it, or for its type alone.
void not_compiled_here() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: the handle is mentioned in code that is not seen
  fails();
#ifdef OTHER_SYSTEM
  g_thread_pool_set_max_threads(p, 4, nullptr);
#endif
  g_thread_pool_free(p, FALSE, TRUE);
}

void for_its_type() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: the handle is mentioned in code that is not seen
  decltype(p) other = nullptr;
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
  (void)other;
}

void captured_by_name() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  auto size = [&p] { return g_thread_pool_get_max_threads(p); };
  fails();
  size();
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void captured_by_name
// CHECK-FIXES: auto size = [&p] { return g_thread_pool_get_max_threads(p.get()); };

void list_initialised() {
  GThreadPool *p = {g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)};
  fails();
  g_thread_pool_free(p, FALSE, TRUE);
}
// CHECK-FIXES-LABEL: void list_initialised
// CHECK-FIXES-NEXT: {{^}}  GThreadPool *p = {g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)};
// CHECK-FIXES-NEXT: {{^}}  std::unique_ptr<GThreadPool, void (*)(GThreadPool *)> p_guard(p,
// CHECK-FIXES-NEXT: {{^}}  fails();
// CHECK-FIXES-NEXT: {{^}}}

void caught_here() {
  GThreadPool *p = nullptr;
  try {
    p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
    fails();
    g_thread_pool_free(p, FALSE, TRUE);
  } catch (int) {
  }
}
// CHECK-FIXES-LABEL: void caught_here
// CHECK-FIXES: p.reset(g_thread_pool_new(job, nullptr, 4, FALSE, nullptr));
// CHECK-FIXES: p.reset();
// CHECK-FIXES-NEXT: } catch (int) {
