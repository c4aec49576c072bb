//===-- Fingerprint.cpp - Findings that are the same in another version ---===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fingerprint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"
#include <map>
#include <tuple>

using namespace llvm;

namespace poolguard {

bool FindingIdentity::operator<(const FindingIdentity &O) const {
  return std::tie(Path, Check, Function, Model, Ordinal) <
         std::tie(O.Path, O.Check, O.Function, O.Model, O.Ordinal);
}

std::string FindingIdentity::hash() const {
  SHA256 Hash;
  for (StringRef Part : {StringRef(Check), StringRef(Path), StringRef(Function),
                         StringRef(Model)}) {
    Hash.update(Part);
    Hash.update(StringRef("\0", 1));
  }
  Hash.update(std::to_string(Ordinal));
  std::array<uint8_t, 32> Digest = Hash.final();
  return toHex(ArrayRef<uint8_t>(Digest).take_front(16), /*LowerCase=*/true);
}

std::string anyLanguage(StringRef Usr) {
  size_t Name = Usr.rfind("@F@");
  return Usr.substr(0, Usr.find('#', Name == StringRef::npos ? 0 : Name)).str();
}

std::string functionName(StringRef Usr) {
  size_t Name = Usr.rfind("@F@");
  return Name == StringRef::npos
             ? ""
             : Usr.drop_front(Name).drop_front(3).split('#').first.str();
}

/// \p Path from \p Root, also by way of directories above it; empty if they
/// have nothing in common.
static std::string pathFrom(StringRef Root, StringRef Path) {
  auto P = sys::path::begin(Path), R = sys::path::begin(Root);
  auto PEnd = sys::path::end(Path), REnd = sys::path::end(Root);
  unsigned Common = 0;
  for (; P != PEnd && R != REnd && *P == *R; ++P, ++R)
    ++Common;
  if (Common < 2) // The file system's root is none of ours.
    return "";
  SmallString<256> Relative;
  for (; R != REnd; ++R)
    sys::path::append(Relative, "..");
  for (; P != PEnd; ++P)
    sys::path::append(Relative, *P);
  return Relative.str().str();
}

std::string relativePath(StringRef Path, StringRef Root) {
  StringRef Rest = Path;
  if (!Root.empty() && Rest.consume_front(Root) && Rest.consume_front("/"))
    return Rest.str();
  // Somebody came by a link.
  std::string Real = realPath(Path), RealRoot = realPath(Root);
  Rest = Real;
  if (!Root.empty() && Rest.consume_front(RealRoot) && Rest.consume_front("/"))
    return Rest.str();
  return Path.str();
}

std::string projectRoot() {
  std::string Here = realPath(".");
  for (StringRef D = Here; !D.empty(); D = sys::path::parent_path(D)) {
    SmallString<256> Mark(D);
    sys::path::append(Mark, ".git");
    if (sys::fs::exists(Mark))
      return D.str();
  }
  return Here;
}

ReportIdentities::ReportIdentities(const Report &R, StringRef Root)
    : Findings(R.Findings.size()), Hushed(R.Hushed.size()) {
  // Both are ordered by place; walk them together.
  struct Each {
    const std::string *Path;
    unsigned Offset;
    const std::string *Check;
    const FindingFacts *Facts;
    FindingIdentity *Into;
  };
  std::vector<Each> All;
  for (auto [F, I] : llvm::zip(R.Findings, Findings)) {
    const clang::tidy::ClangTidyError &E = F.Unit.Error;
    All.push_back(
        {&F.Path, E.Message.FileOffset, &E.DiagnosticName, &F.Unit.Facts, &I});
  }
  for (auto [H, I] : llvm::zip(R.Hushed, Hushed))
    All.push_back(
        {&H.Path, H.Finding.Offset, &H.Finding.Check, &H.Finding.Facts, &I});
  llvm::sort(All, [](const Each &A, const Each &B) {
    return std::tie(*A.Path, A.Offset, *A.Check) <
           std::tie(*B.Path, B.Offset, *B.Check);
  });
  std::map<FindingIdentity, unsigned> Count;
  for (const Each &E : All) {
    std::string Path = relativePath(*E.Path, Root);
    if (sys::path::is_absolute(Path))
      if (std::string Above = pathFrom(Root, Path); !Above.empty())
        Path = std::move(Above);
    *E.Into = {*E.Check, std::move(Path), anyLanguage(E.Facts->Usr),
               E.Facts->Family, 0};
    E.Into->Ordinal = Count[*E.Into]++;
  }
}

void setFingerprints(Report &R, StringRef Root) {
  ReportIdentities Known(R, Root);
  for (auto [F, I] : llvm::zip(R.Findings, Known.Findings))
    F.Fingerprint = I.hash();
  for (auto [H, I] : llvm::zip(R.Hushed, Known.Hushed))
    H.Fingerprint = I.hash();
}

} // namespace poolguard
