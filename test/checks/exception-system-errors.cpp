// RUN: %check_tidy %s poolguard-unreleased-on-exception -- -std=c++17 -I %S/../Inputs/glib -I %S/../Inputs/declared
// That the system refuses a lock is as likely as that there is no memory, where
// it is a library's header that says so.
#include <glib.h>
#include <library_lock.h>

void work(gpointer data, gpointer user);

struct SystemException {};
void open_device(int number) {
  if (number > 3)
    throw SystemException();
}

void locked_ok(library::Lock &lock) {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, FALSE, nullptr);
  lock.lock();
  g_thread_pool_free(p, FALSE, TRUE);
}

void popped_bad(library::Queue &queue) {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, FALSE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  queue.pop();
  g_thread_pool_free(p, FALSE, TRUE);
}

void of_the_program_bad(int number) {
  GThreadPool *p = g_thread_pool_new(work, nullptr, 4, FALSE, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released when an exception is thrown [poolguard-unreleased-on-exception]
  open_device(number);
  g_thread_pool_free(p, FALSE, TRUE);
}
