// The parts of GoogleTest that the tests use, with the shape of its own macros.
#ifndef MOCK_GTEST_H
#define MOCK_GTEST_H

#include <cstddef>
#include <type_traits>

namespace testing {

class Message {
public:
  Message();
  template <typename T> Message &operator<<(const T &value);
};

class AssertionResult {
public:
  AssertionResult(const AssertionResult &other);
  template <typename T>
  explicit AssertionResult(
      const T &success,
      std::enable_if_t<!std::is_same<T, AssertionResult>::value> * = nullptr)
      : success_(success) {}
  ~AssertionResult();
  operator bool() const { return success_; }
  const char *failure_message() const;
  template <typename T> AssertionResult &operator<<(const T &value);

private:
  bool success_;
  void *message_;
};

AssertionResult AssertionSuccess();
AssertionResult AssertionFailure();

class Test {
public:
  virtual ~Test();

protected:
  Test();
  virtual void TestBody() = 0;
};

namespace internal {

class AssertHelper {
public:
  AssertHelper(int type, const char *file, int line, const char *message);
  ~AssertHelper();
  void operator=(const Message &message) const;
};

struct TrueWithString {
  explicit operator bool() const { return true; }
  const char *value = "";
};

bool AlwaysTrue();

template <typename T1, typename T2>
AssertionResult CmpHelperEQFailure(const char *lhs_expression,
                                   const char *rhs_expression, const T1 &lhs,
                                   const T2 &rhs);
template <typename T1, typename T2>
AssertionResult CmpHelperOpFailure(const char *expr1, const char *expr2,
                                   const T1 &val1, const T2 &val2,
                                   const char *op);

template <typename T1, typename T2>
AssertionResult CmpHelperEQ(const char *lhs_expression,
                            const char *rhs_expression, const T1 &lhs,
                            const T2 &rhs) {
  if (lhs == rhs) {
    return AssertionSuccess();
  }

  return CmpHelperEQFailure(lhs_expression, rhs_expression, lhs, rhs);
}

class EqHelper {
public:
  template <typename T1, typename T2>
  static AssertionResult Compare(const char *lhs_expression,
                                 const char *rhs_expression, const T1 &lhs,
                                 const T2 &rhs) {
    return CmpHelperEQ(lhs_expression, rhs_expression, lhs, rhs);
  }
  template <typename T>
  static AssertionResult Compare(const char *lhs_expression,
                                 const char *rhs_expression, std::nullptr_t,
                                 T *rhs) {
    return CmpHelperEQ(lhs_expression, rhs_expression,
                       static_cast<T *>(nullptr), rhs);
  }
};

#define GTEST_IMPL_CMP_HELPER_(op_name, op)                                    \
  template <typename T1, typename T2>                                          \
  AssertionResult CmpHelper##op_name(const char *expr1, const char *expr2,     \
                                     const T1 &val1, const T2 &val2) {         \
    if (val1 op val2) {                                                        \
      return AssertionSuccess();                                               \
    } else {                                                                   \
      return CmpHelperOpFailure(expr1, expr2, val1, val2, #op);                \
    }                                                                          \
  }

GTEST_IMPL_CMP_HELPER_(NE, !=)
GTEST_IMPL_CMP_HELPER_(LT, <)
GTEST_IMPL_CMP_HELPER_(GE, >=)

} // namespace internal
} // namespace testing

#define GTEST_AMBIGUOUS_ELSE_BLOCKER_                                          \
  switch (0)                                                                   \
  case 0:                                                                      \
  default:

#define GTEST_MESSAGE_(message, result_type)                                   \
  ::testing::internal::AssertHelper(result_type, __FILE__, __LINE__,           \
                                    message) = ::testing::Message()
#define GTEST_FATAL_FAILURE_(message) return GTEST_MESSAGE_(message, 2)
#define GTEST_NONFATAL_FAILURE_(message) GTEST_MESSAGE_(message, 1)
#define GTEST_SKIP() return GTEST_MESSAGE_("", 3)

#define GTEST_TEST_BOOLEAN_(expression, fail)                                  \
  GTEST_AMBIGUOUS_ELSE_BLOCKER_                                                \
  if (const ::testing::AssertionResult gtest_ar_ =                             \
          ::testing::AssertionResult(expression))                              \
    ;                                                                          \
  else                                                                         \
    fail(gtest_ar_.failure_message())

#define EXPECT_TRUE(condition)                                                 \
  GTEST_TEST_BOOLEAN_(condition, GTEST_NONFATAL_FAILURE_)
#define ASSERT_TRUE(condition)                                                 \
  GTEST_TEST_BOOLEAN_(condition, GTEST_FATAL_FAILURE_)
#define ASSERT_FALSE(condition)                                                \
  GTEST_TEST_BOOLEAN_(!(condition), GTEST_FATAL_FAILURE_)

#define GTEST_ASSERT_(expression, on_failure)                                  \
  GTEST_AMBIGUOUS_ELSE_BLOCKER_                                                \
  if (const ::testing::AssertionResult gtest_ar = (expression))                \
    ;                                                                          \
  else                                                                         \
    on_failure(gtest_ar.failure_message())

#define GTEST_COMPARE_(helper, a, b, on_failure)                               \
  GTEST_ASSERT_(::testing::internal::helper(#a, #b, a, b), on_failure)

#define EXPECT_EQ(a, b)                                                        \
  GTEST_COMPARE_(EqHelper::Compare, a, b, GTEST_NONFATAL_FAILURE_)
#define ASSERT_EQ(a, b)                                                        \
  GTEST_COMPARE_(EqHelper::Compare, a, b, GTEST_FATAL_FAILURE_)
#define ASSERT_NE(a, b) GTEST_COMPARE_(CmpHelperNE, a, b, GTEST_FATAL_FAILURE_)
#define ASSERT_LT(a, b) GTEST_COMPARE_(CmpHelperLT, a, b, GTEST_FATAL_FAILURE_)
#define ASSERT_GE(a, b) GTEST_COMPARE_(CmpHelperGE, a, b, GTEST_FATAL_FAILURE_)

#define GTEST_CONCAT_IMPL_(a, b) a##b
#define GTEST_CONCAT_(a, b) GTEST_CONCAT_IMPL_(a, b)

#define GTEST_TEST_THROW_(statement, expected_exception, fail)                 \
  GTEST_AMBIGUOUS_ELSE_BLOCKER_                                                \
  if (::testing::internal::TrueWithString gtest_msg{}) {                       \
    bool gtest_caught_expected = false;                                        \
    try {                                                                      \
      if (::testing::internal::AlwaysTrue()) {                                 \
        statement;                                                             \
      } else                                                                   \
        static_assert(true, "");                                               \
    } catch (expected_exception const &) {                                     \
      gtest_caught_expected = true;                                            \
    } catch (...) {                                                            \
      gtest_msg.value = "throws a different type";                             \
      goto GTEST_CONCAT_(gtest_label_testthrow_, __LINE__);                    \
    }                                                                          \
    if (!gtest_caught_expected) {                                              \
      gtest_msg.value = "throws nothing";                                      \
      goto GTEST_CONCAT_(gtest_label_testthrow_, __LINE__);                    \
    }                                                                          \
  } else                                                                       \
    GTEST_CONCAT_(gtest_label_testthrow_, __LINE__) : fail(gtest_msg.value)

#define ASSERT_THROW(statement, expected_exception)                            \
  GTEST_TEST_THROW_(statement, expected_exception, GTEST_FATAL_FAILURE_)
#define EXPECT_THROW(statement, expected_exception)                            \
  GTEST_TEST_THROW_(statement, expected_exception, GTEST_NONFATAL_FAILURE_)

#define TEST(suite, name)                                                      \
  class suite##_##name##_Test : public ::testing::Test {                       \
    void TestBody() override;                                                  \
  };                                                                           \
  void suite##_##name##_Test::TestBody()

#endif
