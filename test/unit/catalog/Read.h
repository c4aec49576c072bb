//===-- Read.h -----------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TEST_UNIT_CATALOG_READ_H
#define POOLGUARD_TEST_UNIT_CATALOG_READ_H

#include "catalog/FamilyReader.h"
#include "llvm/ADT/Twine.h"
#include "gtest/gtest.h"

namespace poolguard {

/// The families of \p Text, which has no fault.
inline std::vector<Family> readGood(llvm::StringRef Text) {
  std::vector<ModelDiagnostic> Diags;
  std::vector<Family> Families = readFamilies(Text, "good.yaml", Diags);
  for (const ModelDiagnostic &D : Diags)
    ADD_FAILURE() << D.str();
  return Families;
}

/// The one family made of \p Lines behind an id and a kind.
inline Family readFamily(llvm::StringRef Lines) {
  std::vector<Family> Families =
      readGood(("- id: x\n  kind: thread-pool\n" + Lines).str());
  EXPECT_EQ(Families.size(), 1u);
  return Families.empty() ? Family() : Families.front();
}

/// What \p Line, such as `release: f`, compiles to in an otherwise complete
/// family of functions.
inline CallModel readCall(llvm::StringRef Line) {
  std::string Rest;
  if (!Line.starts_with("acquire:"))
    Rest += "  acquire: p_new\n";
  if (!Line.starts_with("release:"))
    Rest += "  release: p_free\n";
  Family F = readFamily(("  " + Line + "\n" + Rest).str());
  for (const CallModel &Call : F.Calls)
    if (Call.Pattern.Name != "p_new" && Call.Pattern.Name != "p_free")
      return Call;
  ADD_FAILURE() << "no such call";
  return {};
}

} // namespace poolguard

#endif // POOLGUARD_TEST_UNIT_CATALOG_READ_H
