//===-- SuccessReader.h - Compiles when a call succeeded --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_SUCCESSREADER_H
#define POOLGUARD_CHECKS_CATALOG_SUCCESSREADER_H

#include "FieldReader.h"
#include "Model.h"

namespace poolguard {

/// The result R 0.
SuccessPredicate compareWithZero(Relation R);

/// Reads `ok` into \p Call, if it is there.
void readSuccess(FieldReader &Fields, CallModel &Call, ModelDiagnostics &Diags);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_SUCCESSREADER_H
