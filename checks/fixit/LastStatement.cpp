//===-- LastStatement.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LastStatement.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace poolguard {

/// A variable of \p Block other than \p V has a destructor.
static bool endsAnother(const CompoundStmt *Block, const VarDecl *V) {
  return llvm::any_of(Block->body(), [&](const Stmt *Each) {
    const auto *Decls = dyn_cast<DeclStmt>(Each);
    return Decls && llvm::any_of(Decls->decls(), [&](const Decl *D) {
             const auto *Other = dyn_cast<VarDecl>(D);
             return Other && Other != V && Other->getType().isDestructedType();
           });
  });
}

bool isLastInLifeOf(const VarDecl *V, const Stmt *Statement,
                    const CompoundStmt *Scope, const ParentMap &Parents,
                    const ASTContext &Context) {
  const Stmt *Next = Statement;
  while (true) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(Parents.getParent(Next));
    if (!Block || endsAnother(Block, V))
      return false;
    const auto *After = std::next(llvm::find(Block->body(), Next));
    if (After != Block->body_end()) {
      const auto *Return = dyn_cast<ReturnStmt>(*After);
      const Expr *Value = Return ? Return->getRetValue() : nullptr;
      if (!Return || (Value && (Value->isValueDependent() ||
                                !Value->isEvaluatable(Context))))
        return false;
    }
    if (Block == Scope)
      return true;
    bool Returns = After != Block->body_end();
    Next = Parents.getParent(Block);
    if (!isa_and_nonnull<IfStmt>(Next))
      return false;
    if (!Returns)
      continue;
    // The return leaves the blocks around as well.
    for (const Stmt *Up = Next; Up && Up != Scope; Up = Parents.getParent(Up))
      if (!isa<IfStmt, CompoundStmt>(Up) ||
          (isa<CompoundStmt>(Up) && endsAnother(cast<CompoundStmt>(Up), V)))
        return false;
    return !endsAnother(Scope, V);
  }
}

} // namespace poolguard
