// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ProcessLifetimePoolCheck.h"
#include "clang-tidy/GlobList.h"

using namespace clang;

namespace poolguard {

/// Whether \p Checks, a list of patterns of which the last that fits counts,
/// spells out \p Name.
static bool namesCheck(llvm::StringRef Checks, llvm::StringRef Name) {
  bool Named = false;
  llvm::SmallVector<llvm::StringRef, 16> Items;
  Checks.split(Items, ',');
  for (llvm::StringRef Line : Items) {
    llvm::SmallVector<llvm::StringRef, 4> Lines;
    Line.split(Lines, '\n');
    for (llvm::StringRef Item : Lines) {
      Item = Item.trim();
      if (Item.consume_front("-"))
        Named &= !tidy::GlobList(Item.trim()).contains(Name);
      else
        Named |= Item == Name;
    }
  }
  return Named;
}

ProcessLifetimePoolCheck::ProcessLifetimePoolCheck(
    llvm::StringRef Name, tidy::ClangTidyContext *Context)
    : PoolCheck(Name, Context),
      AskedFor(namesCheck(Context->getOptions().Checks.value_or(""), Name)) {}

llvm::ArrayRef<PoolFinding>
ProcessLifetimePoolCheck::pick(const UnitFindings &All) const {
  return AskedFor ? llvm::ArrayRef<PoolFinding>(All.ProcessLong)
                  : llvm::ArrayRef<PoolFinding>();
}

void ProcessLifetimePoolCheck::report(const PoolFinding &F) {
  bool Static = F.Manner == LeakManner::StaticStorage;
  diag(F.Location, "%0 %select{is still open when 'main' returns|has static "
                   "storage and is open until the process ends}1")
      << describePool(F) << Static;
  notePath(F);
}

} // namespace poolguard
