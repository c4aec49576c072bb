// RUN: %check_tidy %s 'poolguard-unreleased-pool,poolguard-unreleased-on-exception' -- -nostdinc++ -isystem %S/../Inputs/std -isystem %S/../Inputs/glib -isystem %S/../Inputs/gtest -std=c++17 -fexceptions
// GoogleTest: ASSERT_* leave the function when they fail, EXPECT_* do not.
#include <glib.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <thread>
#include <vector>

void work();
void *run(void *);
void job(gpointer data, gpointer user_data);
int answer();
bool condition();

void check() {
  if (condition())
    throw 1;
}

#define NEW_POOL() g_thread_pool_new(job, nullptr, 4, FALSE, nullptr)
#define FREE_POOL(p) g_thread_pool_free((p), FALSE, TRUE)

//===----------------------------------------------------------------------===//
// Before the join
//===----------------------------------------------------------------------===//

TEST(Thread, AssertEqual_bad) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  ASSERT_EQ(answer(), 42);
  t.join();
}

TEST(Thread, AssertTrue_bad) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  ASSERT_TRUE(condition()) << "not now";
  t.join();
}

TEST(Thread, AssertThrow_bad) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  ASSERT_THROW(check(), int);
  t.join();
}

TEST(Thread, Skip_bad) {
  std::thread t(work);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  if (condition())
    GTEST_SKIP() << "not today";
  t.join();
}

TEST(Thread, Vector_bad) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back(work);
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 'threads' is not released on this path; it is still joinable when destroyed, which calls std::terminate [poolguard-unreleased-pool]
  ASSERT_GE(answer(), 4);
  for (std::thread &t : threads)
    t.join();
}

TEST(Thread, Expect_ok) {
  std::thread t(work);
  EXPECT_EQ(answer(), 42);
  EXPECT_TRUE(condition()) << "not now";
  EXPECT_THROW(check(), int);
  t.join();
}

TEST(Thread, After_ok) {
  std::thread t(work);
  t.join();
  ASSERT_EQ(answer(), 42);
}

TEST(Thread, InThread_ok) {
  std::thread t([] {
    ASSERT_EQ(answer(), 42);
    ASSERT_TRUE(condition());
  });
  t.join();
}

TEST(Thread, InThreads_ok) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([] { ASSERT_TRUE(condition()); });
  for (std::thread &t : threads)
    t.join();
  ASSERT_TRUE(condition());
}

//===----------------------------------------------------------------------===//
// About the pool itself
//===----------------------------------------------------------------------===//

TEST(Thread, Joinable_ok) {
  std::thread t(work);
  ASSERT_TRUE(t.joinable());
  t.join();
}

TEST(Created, Equal_ok) {
  pthread_t t;
  ASSERT_EQ(0, pthread_create(&t, nullptr, run, nullptr));
  ASSERT_EQ(0, pthread_join(t, nullptr));
}

TEST(Created, EqualVariable_ok) {
  pthread_t t;
  int code = pthread_create(&t, nullptr, run, nullptr);
  ASSERT_EQ(code, 0) << "no thread";
  pthread_join(t, nullptr);
}

TEST(Created, True_ok) {
  pthread_t t;
  ASSERT_TRUE(pthread_create(&t, nullptr, run, nullptr) == 0);
  pthread_join(t, nullptr);
}

TEST(Created, False_ok) {
  pthread_t t;
  ASSERT_FALSE(pthread_create(&t, nullptr, run, nullptr));
  pthread_join(t, nullptr);
}

TEST(Created, Wrong_bad) {
  pthread_t t;
  ASSERT_NE(0, pthread_create(&t, nullptr, run, nullptr));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: worker thread 't' is never released [poolguard-unreleased-pool]
}

TEST(Created, NotNull_ok) {
  GThreadPool *p = NEW_POOL();
  ASSERT_NE(p, nullptr);
  FREE_POOL(p);
}

TEST(Created, NotNullFirst_ok) {
  GThreadPool *p = NEW_POOL();
  ASSERT_NE(nullptr, p);
  FREE_POOL(p);
}

TEST(Created, TrueNotNull_ok) {
  GThreadPool *p = NEW_POOL();
  ASSERT_TRUE(p != NULL) << "no pool";
  FREE_POOL(p);
}

TEST(Created, TruePointer_ok) {
  GThreadPool *p = NEW_POOL();
  ASSERT_TRUE(p);
  FREE_POOL(p);
}

TEST(Created, Several_bad) {
  GThreadPool *p = NEW_POOL();
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: thread pool 'p' is not released on this path [poolguard-unreleased-pool]
  ASSERT_NE(p, nullptr);
  ASSERT_LT(answer(), 42);
  FREE_POOL(p);
}

testing::AssertionResult matches(const char *text, int code);

// As ASSERT_THAT does with a matcher of another file.
TEST(Created, Matcher_ok) {
  pthread_t t;
  if (const testing::AssertionResult result = matches("code", pthread_create(&t, nullptr, run, nullptr)))
    ;
  else
    return;
  pthread_join(t, nullptr);
}
