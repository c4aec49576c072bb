// RUN: %check_fix %s poolguard-* --config="{CheckOptions: {Guard: none, PreferredRelease: close}}" -- -std=c++20 -nostdinc++ -isystem %root/test/Inputs/std -isystem %root/test/Inputs/glib
#include <glib.h>
#include <thread>
void job(gpointer, gpointer);
void work();
bool ready() noexcept;

void raw() {
  GThreadPool *p = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr); // no fix: guards are not wanted
  if (ready())
    throw 1;
  g_thread_pool_free(p, FALSE, TRUE);
}

void thread() {
  std::thread t(work); // no fix: guards are not wanted
  if (ready())
    throw 1;
  t.join();
}
