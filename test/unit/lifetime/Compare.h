// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether answers to one question agree. Each function returns an empty string
// or what is wrong.

#ifndef POOLGUARD_TEST_UNIT_LIFETIME_COMPARE_H
#define POOLGUARD_TEST_UNIT_LIFETIME_COMPARE_H

#include "Oracle.h"

namespace poolguard::oracle {

/// The solver with all the budget it wants: it finds exactly what is true.
std::string compare(const Question &Q, const Truth &Exact);

/// With hardly any budget: less may be found, but nothing wrong.
std::string compareStarved(const Question &Q, const Truth &Exact,
                           unsigned Budget);

/// The naive explorer sees a part of what the exact one sees; all, unless
/// truncated.
std::string compareOracles(const Truth &Exact, const Truth &Naive);

} // namespace poolguard::oracle

#endif // POOLGUARD_TEST_UNIT_LIFETIME_COMPARE_H
