//===-- CopyRule.cpp ------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CopyRule.h"
#include "NameWords.h"
#include "StmtWalk.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace poolguard {

/// The implicit copy constructor of \p R, declared or not, does something. More
/// is taken for copyable than is.
static bool canBeCopied(const CXXRecordDecl *R, unsigned Depth = 0);

static bool canBeCopied(QualType T, unsigned Depth) {
  if (const ArrayType *A = T->getAsArrayTypeUnsafe())
    T = A->getElementType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  // A vector of what cannot be copied has a constructor that does not compile.
  if (const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
      Class && Class->isInStdNamespace() &&
      llvm::is_contained({"vector", "list", "deque", "array", "optional"},
                         Class->getName()))
    if (const TemplateArgument &First = Class->getTemplateArgs()[0];
        First.getKind() == TemplateArgument::Type)
      return canBeCopied(First.getAsType(), Depth);
  return !R || canBeCopied(R, Depth);
}

static bool canBeCopied(const CXXRecordDecl *R, unsigned Depth) {
  R = R->getDefinition();
  constexpr unsigned MaxDepth = 6;
  if (!R || Depth == MaxDepth)
    return true;
  for (const CXXConstructorDecl *C : R->ctors())
    if (C->isCopyConstructor())
      if (!C->isImplicit() || C->isDeleted())
        return !C->isDeleted() && C->getAccess() != AS_private;
  if (R->hasUserDeclaredMoveConstructor() || R->hasUserDeclaredMoveAssignment())
    return false;
  return llvm::all_of(R->fields(),
                      [&](const FieldDecl *F) {
                        return canBeCopied(F->getType(), Depth + 1);
                      }) &&
         llvm::all_of(R->bases(), [&](const CXXBaseSpecifier &Base) {
           return canBeCopied(Base.getType(), Depth + 1);
         });
}

namespace {

/// The members of one class that copy or move its objects.
struct Copiers {
  explicit Copiers(const CXXRecordDecl *R) {
    for (const CXXMethodDecl *M : R->methods()) {
      const auto *C = dyn_cast<CXXConstructorDecl>(M);
      bool Copies = C ? C->isCopyConstructor() : M->isCopyAssignmentOperator();
      bool Moves = C ? C->isMoveConstructor() : M->isMoveAssignmentOperator();
      // Once that was how copies were forbidden.
      bool Hidden =
          M->getAccess() == AS_private && !M->isImplicit() && !M->hasBody();
      if ((Copies || Moves) && !M->isDeleted() && !Hidden)
        (Copies ? CopyBy : MoveBy).push_back(M);
    }
  }

  /// The compiler wrote one of \p Those, and somebody needed it.
  static bool areUsed(llvm::ArrayRef<const CXXMethodDecl *> Those) {
    return llvm::any_of(Those, [](const CXXMethodDecl *M) {
      return M->isImplicit() && (M->isReferenced() || M->isUsed(false));
    });
  }

  llvm::SmallVector<const CXXMethodDecl *, 2> CopyBy, MoveBy;
};

/// Objects of \p Class, or of another instance of its template, are copied or
/// moved.
bool isUsedAnywhere(const CXXRecordDecl *Class) {
  auto IsUsed = [](const CXXRecordDecl *R) {
    Copiers By(R);
    return Copiers::areUsed(By.CopyBy) || Copiers::areUsed(By.MoveBy);
  };
  const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  return IsUsed(Class) ||
         (Instance &&
          llvm::any_of(Instance->getSpecializedTemplate()->specializations(),
                       [&](const ClassTemplateSpecializationDecl *Each) {
                         return Each->hasDefinition() &&
                                IsUsed(Each->getDefinition());
                       }));
}

/// Some `std::vector<Class>` of the unit has to copy or move its elements.
bool isElement(const CXXRecordDecl *Class, const ASTContext &Context) {
  return llvm::any_of(Context.getTypes(), [&](const Type *T) {
    const auto *Holder = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        T->isRecordType() ? T->getAsCXXRecordDecl() : nullptr);
    if (!Holder || !Holder->isInStdNamespace() ||
        !llvm::is_contained(
            {"vector", "deque", "array", "optional", "pair", "tuple"},
            Holder->getName()))
      return false;
    return llvm::any_of(
        Holder->getTemplateArgs().asArray(), [&](const TemplateArgument &Arg) {
          const CXXRecordDecl *R = Arg.getKind() == TemplateArgument::Type
                                       ? Arg.getAsType()->getAsCXXRecordDecl()
                                       : nullptr;
          return R && R->getCanonicalDecl() == Class->getCanonicalDecl();
        });
  });
}

bool isNull(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Literal = dyn_cast<IntegerLiteral>(E))
    return Literal->getValue() == 0;
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E);
}

/// \p E is \p Member of another object than `this`.
bool isOthers(const Expr *E, const FieldDecl *Member) {
  const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
  return M &&
         M->getMemberDecl()->getCanonicalDecl() == Member->getCanonicalDecl() &&
         !isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts());
}

/// \p S leaves nothing in \p Member of the object it takes it from.
bool empties(const Stmt *S, const FieldDecl *Member) {
  return anyStmt(S, [&](const Stmt *Each) {
    if (const auto *B = dyn_cast<BinaryOperator>(Each))
      return B->getOpcode() == BO_Assign && isOthers(B->getLHS(), Member) &&
             isNull(B->getRHS());
    const auto *Call = dyn_cast<CallExpr>(Each);
    return Call && hasWord(Call->getDirectCallee(), {"exchange", "swap"}) &&
           llvm::any_of(Call->arguments(),
                        [&](const Expr *Arg) { return isOthers(Arg, Member); });
  });
}

bool moveEmpties(const CXXMethodDecl *M, const FieldDecl *Member) {
  const FunctionDecl *Body = nullptr;
  if (M->isImplicit() || M->isDefaulted() || !M->hasBody(Body))
    return false;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Body))
    for (const CXXCtorInitializer *Init : C->inits())
      if (empties(Init->getInit(), Member))
        return true;
  return empties(Body->getBody(), Member);
}

} // namespace

CopyRule CopyRule::of(const CXXRecordDecl *Class,
                      llvm::ArrayRef<const FieldDecl *> Members, bool MovesOut,
                      const ASTContext &Context) {
  CopyRule Rule;
  Copiers By(Class);
  const SourceManager &SM = Context.getSourceManager();
  bool InHeader = !SM.isInMainFile(SM.getExpansionLoc(Class->getLocation()));
  bool Movable = !Class->hasUserDeclaredDestructor() &&
                 !Class->hasUserDeclaredCopyConstructor() &&
                 !Class->hasUserDeclaredCopyAssignment() &&
                 !Class->hasUserDeclaredMoveConstructor() &&
                 !Class->hasUserDeclaredMoveAssignment();
  auto Written = [](const CXXMethodDecl *M) { return !M->isImplicit(); };
  bool Copyable = canBeCopied(Class);
  bool Element = isElement(Class, Context);
  if (MovesOut && !Copyable) {
    if (!Movable || (!InHeader && !Element && !Copiers::areUsed(By.MoveBy)))
      return Rule;
    Rule.Add = DefaultMoves;
  } else {
    if (llvm::any_of(By.CopyBy, Written))
      Rule.Refusal = "a copy of the object would release the pool, too";
    for (const CXXMethodDecl *M : By.MoveBy)
      for (const FieldDecl *Member : Members)
        if (Written(M) && !MovesOut && !moveEmpties(M, Member))
          Rule.Refusal = "an object that was moved from would release, too";
    if (!Rule.Refusal.empty())
      return Rule;
    if (Element || isUsedAnywhere(Class)) {
      Rule.Refusal = "objects of the class are copied";
      return Rule;
    }
    if (!Copyable)
      return Rule;
    if (InHeader) {
      Rule.Refusal = "other files may copy objects of the class";
      return Rule;
    }
    if (!Context.getLangOpts().CPlusPlus11) {
      Rule.Refusal = "copies cannot be forbidden in this language";
      return Rule;
    }
    Rule.Add = DeleteCopies;
  }
  Rule.DefaultConstructor = !Class->hasUserDeclaredConstructor();
  if (Rule.DefaultConstructor && Class->isAggregate() &&
      (Context.getLangOpts().CPlusPlus20 || Rule.Add == DeleteCopies))
    Rule.Refusal = "the class is an aggregate";
  return Rule;
}

} // namespace poolguard
