// RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17
// A mistake in an annotation is told where it stands; the others count.

struct engine;
[[clang::annotate("poolguard::acqire")]] engine *word_bad(int n);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: unknown annotation 'poolguard::acqire' (did you mean 'acquire'?) [poolguard-unreleased-pool]
[[clang::annotate("poolguard::release(trminate)")]] void detail_bad(engine *e);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: annotation 'poolguard::release(trminate)': unknown word 'trminate' in 'release(...)' (did you mean 'terminate'?) [poolguard-unreleased-pool]
[[clang::annotate("poolguard::release(thread-pool)")]] void foreign_bad(engine *e);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: annotation 'poolguard::release(thread-pool)': unknown word 'thread-pool' in 'release(...)' (known here: close, terminate, detach, idempotent, nonnull, nonzero, null, zero, negative, nonneg, positive, always) [poolguard-unreleased-pool]
[[clang::annotate("poolgaurd::release")]] void prefix_bad(engine *e);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: unknown annotation 'poolgaurd::release' (annotations begin with 'poolguard::') [poolguard-unreleased-pool]
[[clang::annotate("poolguard:release")]] void colon_bad(engine *e);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: unknown annotation 'poolguard:release' (annotations begin with 'poolguard::') [poolguard-unreleased-pool]
[[clang::annotate("poolguard::release(")]] void open_bad(engine *e);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: annotation 'poolguard::release(' lacks a closing parenthesis [poolguard-unreleased-pool]
[[clang::annotate("poolguard::borrow(x)")]] void nothing_bad(engine *e);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: annotation 'poolguard::borrow(x)': 'borrow' has nothing in parentheses [poolguard-unreleased-pool]
[[clang::annotate("poolguard::acquire(this)")]] engine *this_bad();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: annotation 'poolguard::acquire(this)': 'this' is for methods [poolguard-unreleased-pool]
struct [[clang::annotate("poolguard::release")]] on_class_bad {};
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: annotation 'poolguard::release' belongs on a function or parameter [poolguard-unreleased-pool]
[[clang::annotate("poolguard::pool")]] int on_variable_bad;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: annotation 'poolguard::pool' belongs on a C++ class [poolguard-unreleased-pool]
void on_parameter_bad(engine *e [[clang::annotate("poolguard::pool")]]);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: annotation 'poolguard::pool' belongs on a C++ class [poolguard-unreleased-pool]

#define ACQUIRE [[clang::annotate("poolguard::acquire")]]
ACQUIRE engine *macro_ok();
[[clang::annotate("poolguard::release( terminate , idempotent )")]] void blanks_ok(engine *e);
[[clang::annotate("poolguard::borrow")]] [[clang::annotate("other::word")]] void two_ok(engine *e);
[[clang::annotate("pool")]] void other_ok(engine *e);

void counts_bad() {
  engine *e = macro_ok();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'e' is never released [poolguard-unreleased-pool]
  two_ok(e);
}
