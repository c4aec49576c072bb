// RUN: %check_fix %s poolguard-* --config='{CheckOptions: {poolguard-unreleased-on-exception.Guard: scope_exit, poolguard-unreleased-on-exception.Header: <gsl/util>, PreferredRelease: close}}' -- -isystem %root/test/Inputs/glib -isystem %root/test/Inputs/gsl -std=c++14
// The header of a library that is not included yet says which guard it is.
#include <glib.h>

void job(gpointer, gpointer);
bool ask() noexcept;

static void throws() {
  if (ask())
    throw 1;
}

void thrown_past() {
  GThreadPool *pool = g_thread_pool_new(job, nullptr, 4, FALSE, nullptr);
  throws();
  g_thread_pool_free(pool, FALSE, TRUE);
}
// CHECK-FIXES: #include <gsl/util>
// CHECK-FIXES: {{^}}  auto pool_guard = gsl::finally([&] { g_thread_pool_free(pool, FALSE, TRUE); });
// CHECK-FIXES-NEXT: {{^}}  throws();
// CHECK-FIXES-NEXT: {{^}}}
