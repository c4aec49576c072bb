// RUN: %check_fix %s poolguard-* -- -std=c++98 -I %root/test/Inputs/glib
// Members of classes in an old language.
#include <glib.h>

void work();
void run(gpointer, gpointer);
#define MAKE g_thread_pool_new(run, NULL, 4, FALSE, NULL)

class Copyable {
  GThreadPool *pool_;

public:
  Copyable() : pool_(MAKE) {} // no fix: copies cannot be forbidden in this language
};

class NotCopyable {
  GThreadPool *pool_;
  NotCopyable(const NotCopyable &);
  NotCopyable &operator=(const NotCopyable &);

public:
  NotCopyable() : pool_(MAKE) {}
  ~NotCopyable() {}
};
// CHECK-FIXES-LABEL: class NotCopyable {
// CHECK-FIXES: ~NotCopyable() {
// CHECK-FIXES-NEXT: if (pool_)
// CHECK-FIXES-NEXT: g_thread_pool_free(pool_, FALSE, TRUE);
