// RUN: %check_tidy %s poolguard-unreleased-pool,poolguard-double-release -- -isystem %S/../Inputs/glib -std=c++17
// A pool of one's own or somebody else's, told apart by comparing the handles.
#include <glib.h>

bool ready();
int step();
void run(gpointer data, gpointer user_data);
static GThreadPool *shared;

static GThreadPool *make() {
  return g_thread_pool_new(run, nullptr, 4, FALSE, nullptr);
}

void parameter_ok(GThreadPool *given) {
  GThreadPool *p = given;
  if (ready())
    p = make();
  step();
  if (p != given)
    g_thread_pool_free(p, FALSE, TRUE);
}

void global_ok() {
  GThreadPool *p = ready() ? shared : make();
  g_thread_pool_push(p, nullptr, nullptr);
  if (p != shared)
    g_thread_pool_free(p, FALSE, TRUE);
}

void null_or_given_ok(GThreadPool *given) {
  GThreadPool *p = given ? given : make();
  if (p == given)
    return;
  g_thread_pool_free(p, FALSE, TRUE);
}

void turned_round_ok(GThreadPool *given) {
  GThreadPool *p = given ? given : make();
  step();
  if (given != p)
    g_thread_pool_free(p, FALSE, TRUE);
}

void two_of_ours_ok() {
  GThreadPool *a = make();
  GThreadPool *b = ready() ? make() : a;
  step();
  if (a != b)
    g_thread_pool_free(b, FALSE, TRUE);
  g_thread_pool_free(a, FALSE, TRUE);
}

void copied_first_ok() {
  GThreadPool *a = make();
  GThreadPool *b = a;
  if (ready())
    b = make();
  step();
  g_thread_pool_free(a, FALSE, TRUE);
  if (a != b)
    g_thread_pool_free(b, FALSE, TRUE);
}

void the_same_bad() {
  GThreadPool *a = make();
  GThreadPool *b = a;
  step();
  g_thread_pool_free(a, FALSE, TRUE);
  if (a != nullptr)
    g_thread_pool_free(b, FALSE, TRUE);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'a' is released twice [poolguard-double-release]
}

void parameter_bad(GThreadPool *given) {
  GThreadPool *p = given;
  if (ready())
    p = make();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  step();
  if (p == given)
    g_thread_pool_push(p, nullptr, nullptr);
}

void early_return_bad(GThreadPool *given) {
  GThreadPool *p = given ? given : make();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (step())
    return;
  if (p != given)
    g_thread_pool_free(p, FALSE, TRUE);
}

void wrong_way_round_bad(GThreadPool *given) {
  GThreadPool *p = given ? given : make();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (p != given)
    return;
  g_thread_pool_push(p, nullptr, nullptr);
}

void other_handle_bad(GThreadPool *given, GThreadPool *other) {
  GThreadPool *p = given;
  if (ready())
    p = make();
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  if (p == other)
    g_thread_pool_free(p, FALSE, TRUE);
}
