//===-- UnitMemory.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitMemory.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringMap.h"
#include <list>
#include <mutex>

using namespace clang;

namespace poolguard {

namespace {

/// A finding whose places any version of the file may have.
struct RememberedFinding {
  PoolFinding Finding;
  std::vector<PortablePlace> Places; ///< In the order of eachPlace().
};

struct RememberedDecl {
  /// The numbers and texts of the bodies it depends on.
  std::vector<std::pair<unsigned, uint64_t>> Bodies;
  std::vector<RememberedFinding> Defects, InLoops, ProcessLong;
};

} // namespace

struct RememberedUnit {
  uint64_t Rest = 0;
  AnalysisOptions Options;
  std::shared_ptr<const Catalog> Models; ///< Findings point into it.
  /// By UnitDigest's names.
  llvm::StringMap<std::shared_ptr<const RememberedDecl>> Decls;
};

namespace {

/// The files of the process that were looked at last.
class Store {
public:
  std::shared_ptr<const RememberedUnit> get(llvm::StringRef File) {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const auto &[Name, Unit] : Latest)
      if (Name == File)
        return Unit;
    return nullptr;
  }
  void put(const std::string &File, std::shared_ptr<const RememberedUnit> U) {
    constexpr size_t MaxFiles = 64; // As many as one has open.
    std::lock_guard<std::mutex> Lock(Mutex);
    Latest.remove_if([&](const auto &Each) { return Each.first == File; });
    Latest.emplace_front(File, std::move(U));
    if (Latest.size() > MaxFiles)
      Latest.pop_back();
  }

private:
  std::mutex Mutex;
  std::list<std::pair<std::string, std::shared_ptr<const RememberedUnit>>>
      Latest;
};

Store &store() {
  static Store Files;
  return Files;
}

} // namespace

/// Calls \p Do with each location in \p F, until it returns false.
static bool eachPlace(PoolFinding &F,
                      llvm::function_ref<bool(SourceLocation &)> Do) {
  auto DoRange = [&](CharSourceRange &R) {
    SourceLocation Begin = R.getBegin(), End = R.getEnd();
    if (!Do(Begin) || !Do(End))
      return false;
    R.setBegin(Begin);
    R.setEnd(End);
    return true;
  };
  if (!Do(F.Location) || !Do(F.Inner))
    return false;
  for (PathNote &N : F.Path)
    if (!Do(N.Location))
      return false;
  for (Fix &Each : F.Fixes.Fixes) {
    if (!Do(Each.At))
      return false;
    for (FixItHint &Edit : Each.Edits)
      if (!DoRange(Edit.RemoveRange) || !DoRange(Edit.InsertFromRange))
        return false;
  }
  return true;
}

/// Nothing where \p F cannot be told without the syntax tree.
static std::optional<RememberedFinding> remembered(const PoolFinding &F,
                                                   const UnitDigest &Digest,
                                                   const Catalog &Models) {
  RememberedFinding R{F, {}};
  R.Finding.Within = nullptr;
  for (Fix &Each : R.Finding.Fixes.Fixes) {
    Each.Guarded = nullptr; // No other function has the variable.
    Each.Planned.clear();
  }
  bool Own = !F.Owner || llvm::any_of(Models.families(), [&](const Family &M) {
    return &M == F.Owner;
  });
  if (!Own || !eachPlace(R.Finding, [&](SourceLocation &Loc) {
        std::optional<PortablePlace> P = Digest.portable(Loc);
        if (P)
          R.Places.push_back(*P);
        return P.has_value();
      }))
    return std::nullopt;
  return R;
}

static bool recalled(const std::vector<RememberedFinding> &Known,
                     const UnitDigest &Digest, std::vector<PoolFinding> &Into) {
  for (const RememberedFinding &R : Known) {
    PoolFinding F = R.Finding;
    auto Next = R.Places.begin();
    if (!eachPlace(F, [&](SourceLocation &Loc) {
          std::optional<SourceLocation> Here = Digest.here(*Next++);
          if (Here)
            Loc = *Here;
          return Here.has_value();
        }))
      return false;
    Into.push_back(std::move(F));
  }
  return true;
}

UnitMemory::UnitMemory(const ASTContext &Context, const Preprocessor &PP,
                       const Catalog &Models, std::string File)
    : Digest(Context, PP), References(Context, Digest, Models),
      File(std::move(File)), Before(store().get(this->File)) {}

UnitMemory::~UnitMemory() = default;

std::unique_ptr<UnitMemory>
UnitMemory::open(const ASTContext &Context, const Preprocessor *PP,
                 const AnalysisOptions &Options,
                 std::shared_ptr<const Catalog> Models) {
  const std::vector<Decl *> Scope = Context.getTraversalScope();
  bool IsPart =
      llvm::none_of(Scope, [](Decl *D) { return isa<TranslationUnitDecl>(D); });
  const SourceManager &SM = Context.getSourceManager();
  OptionalFileEntryRef File = SM.getFileEntryRefForID(SM.getMainFileID());
  if (!Enabled || !PP || !IsPart || !File)
    return nullptr;
  std::unique_ptr<UnitMemory> M(
      new UnitMemory(Context, *PP, *Models, File->getName().str()));
  M->Now = std::make_shared<RememberedUnit>();
  M->Now->Rest = M->Digest.rest();
  M->Now->Options = Options;
  M->Now->Models = std::move(Models);
  if (M->Before &&
      (M->Before->Rest != M->Now->Rest || M->Before->Models != M->Now->Models ||
       !(M->Before->Options == Options)))
    M->Before = nullptr;
  return M;
}

bool UnitMemory::recall(const Decl *D, UnitFindings &Into) {
  std::optional<std::string> Name = Before ? Digest.nameOf(D) : std::nullopt;
  if (!Name)
    return false;
  auto It = Before->Decls.find(*Name);
  if (It == Before->Decls.end())
    return false;
  const RememberedDecl &Known = *It->second;
  for (auto [Body, Text] : Known.Bodies)
    if (Digest.body(Body) != Text)
      return false;
  UnitFindings Found;
  if (!recalled(Known.Defects, Digest, Found.Defects) ||
      !recalled(Known.InLoops, Digest, Found.InLoops) ||
      !recalled(Known.ProcessLong, Digest, Found.ProcessLong))
    return false;
  llvm::move(Found.Defects, std::back_inserter(Into.Defects));
  llvm::move(Found.InLoops, std::back_inserter(Into.InLoops));
  llvm::move(Found.ProcessLong, std::back_inserter(Into.ProcessLong));
  Now->Decls[*Name] = It->second;
  return true;
}

void UnitMemory::note(const Decl *D, const UnitFindings &Found,
                      const Mark &Before) {
  std::optional<std::string> Name = Digest.nameOf(D);
  if (!Name)
    return;
  auto Made = std::make_shared<RememberedDecl>();
  auto Add = [&](const std::vector<PoolFinding> &All, size_t From,
                 std::vector<RememberedFinding> &To) {
    for (size_t I = From; I < All.size(); ++I) {
      auto R = remembered(All[I], Digest, *Now->Models);
      if (!R)
        return false;
      To.push_back(std::move(*R));
    }
    return true;
  };
  if (!Add(Found.Defects, Before.Defects, Made->Defects) ||
      !Add(Found.InLoops, Before.InLoops, Made->InLoops) ||
      !Add(Found.ProcessLong, Before.ProcessLong, Made->ProcessLong))
    return;
  llvm::BitVector Bodies = References.reachableFrom(D);
  if (References.goInCircles(Bodies))
    Bodies |= References.aroundCircles();
  for (unsigned Body : Bodies.set_bits())
    Made->Bodies.push_back({Body, Digest.body(Body)});
  Now->Decls[*Name] = std::move(Made);
}

void UnitMemory::keep() { store().put(File, std::move(Now)); }

} // namespace poolguard
