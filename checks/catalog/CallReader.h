//===-- CallReader.h - Compiles the calls of a family -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_CALLREADER_H
#define POOLGUARD_CHECKS_CATALOG_CALLREADER_H

#include "FieldReader.h"
#include "Model.h"

namespace poolguard {

/// Where a list of calls stands in a family.
struct CallSection {
  llvm::StringLiteral Key;
  Role What;
  UseKind Use = UseKind::Other;
  /// A lease's get or put: a method's handle is not the object it is called on.
  bool Lease = false;
};

/// Compiles calls as written (`fn`, `method`, `ctor` or a bare name) into
/// CallModels.
class CallReader {
public:
  /// \p Classes are those whose methods and constructors are meant.
  CallReader(llvm::ArrayRef<std::string> Classes, ModelDiagnostics &Diags)
      : Classes(Classes), Diags(Diags) {}

  /// Compiles one call, once per name it is given, or a list of them, and
  /// appends the results to \p Out. \returns false, after a report, if one is
  /// of no use.
  bool read(const CallSection &Section, const TreeNode &Call,
            std::vector<CallModel> &Out);

private:
  bool readBareName(const CallSection &Section, const TreeNode &Name,
                    std::vector<CallModel> &Out);
  bool readMapping(const CallSection &Section, const TreeNode &Mapping,
                   std::vector<CallModel> &Out);

  llvm::ArrayRef<std::string> Classes;
  ModelDiagnostics &Diags;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_CALLREADER_H
