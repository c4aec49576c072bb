//===-- MemberRelease.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemberRelease.h"
#include "DestructorText.h"
#include "MemberPlan.h"
#include "StmtWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include <map>

using namespace clang;

namespace poolguard {

namespace {

/// One member with all that is to be done for it.
struct Task {
  const OpenMember *Member;
  MemberHandle Handle;
  std::vector<MemberPlan> Plans; ///< At most one for each mode.
  FixProposal *Result;
};

class ClassRepair {
public:
  ClassRepair(const CXXRecordDecl *Class, const MemberTools &Tools)
      : Class(Class), Tools(Tools), Context(Tools.Context) {
    const CXXRecordDecl *Pattern = Class->getTemplateInstantiationPattern();
    Written = Pattern ? Pattern : Class;
    Own = Class->getDestructor();
    if (Own && Own->isImplicit())
      Own = nullptr;
  }

  std::vector<FixProposal> run(llvm::ArrayRef<OpenMember> Members);

private:
  bool hasBody() const { return Own && !Own->isDefaulted(); }
  /// The destructor as it is written and defined.
  const CXXDestructorDecl *writtenDestructor() const;
  std::string refusalOfClass(const OpenMember &M) const;
  /// Why the member is not the destructor's alone to release.
  std::string refusalOf(const OpenMember &M) const;
  bool isDeleted(const FieldDecl *Member) const;
  void plan(Task &T, const ClassLives &Lives);
  std::optional<Fix> write(llvm::ArrayRef<Task *> Tasks, ReleaseMode Mode,
                           const CopyRule &Rule, std::string &Why) const;

  const CXXRecordDecl *Class;
  const CXXRecordDecl *Written;
  const MemberTools &Tools;
  const ASTContext &Context;
  const CXXDestructorDecl *Own;
};

} // namespace

const CXXDestructorDecl *ClassRepair::writtenDestructor() const {
  const FunctionDecl *D = Own;
  if (const FunctionDecl *Pattern = Own->getTemplateInstantiationPattern())
    D = Pattern;
  const FunctionDecl *Definition = D->getDefinition();
  return cast<CXXDestructorDecl>(Definition ? Definition : D);
}

std::string ClassRepair::refusalOfClass(const OpenMember &M) const {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Where = M.Site.Construction->getExprLoc();
  // An existing destructor may be in another file than the class.
  if (!Own)
    return DestructorText(Written, Context).refusal(Where);
  const CXXDestructorDecl *D = writtenDestructor();
  if (D->getLocation().isMacroID())
    return "the destructor is a macro's";
  if (SM.getFileID(D->getLocation()) != SM.getFileID(SM.getFileLoc(Where)))
    return "the destructor is in another file";
  if (!hasBody())
    return "";
  const auto *Body = dyn_cast_or_null<CompoundStmt>(D->getBody());
  if (!Body || Body->getLBracLoc().isMacroID() ||
      Body->getRBracLoc().isMacroID())
    return "the destructor has no plain body";
  bool Hidden = anyStmt(Body, [&](const Stmt *S) {
    const auto *Decls = dyn_cast<DeclStmt>(S);
    return Decls && llvm::any_of(Decls->decls(), [&](const Decl *Each) {
             const auto *Named = dyn_cast<NamedDecl>(Each);
             return Named && Named->getDeclName().isIdentifier() &&
                    Named->getName() == M.Field->getName();
           });
  });
  return Hidden ? "several variables have the handle's name" : "";
}

std::string ClassRepair::refusalOf(const OpenMember &M) const {
  std::string Why = refusalOfClass(M);
  if (!Why.empty())
    return Why;
  if (M.Field->getParent()->getCanonicalDecl() != Class->getCanonicalDecl() &&
      !M.Field->getType()->isRecordType())
    return "a base class may release the pool";
  if (M.OpenToOthers && !M.Field->getType()->isRecordType())
    return "code outside of the class may release the pool";
  for (const FieldDecl *F : Written->fields())
    if (F->getName() == M.Field->getName() && F->getType()->isDependentType())
      return "the member's type depends on a template";
  return "";
}

/// The destructor deletes what \p Member points to.
bool ClassRepair::isDeleted(const FieldDecl *Member) const {
  return hasBody() &&
         anyStmt(Own->getDefinition()->getBody(), [&](const Stmt *S) {
           const auto *Delete = dyn_cast<CXXDeleteExpr>(S);
           const auto *M = Delete
                               ? dyn_cast<MemberExpr>(
                                     Delete->getArgument()->IgnoreParenCasts())
                               : nullptr;
           return M && M->getMemberDecl() == Member;
         });
}

void ClassRepair::plan(Task &T, const ClassLives &Lives) {
  HandleText &Text = T.Handle.Written;
  Text.At = hasBody() ? writtenDestructor()->getBody()->getBeginLoc()
                      : Written->getBraceRange().getBegin();
  Text.MadeByNew = Text.Type->isPointerType() && !T.Handle.Smart &&
                   isMadeByNew(Lives, T.Member->Site.Construction) &&
                   !isDeleted(T.Member->Field);
  auto Releases =
      spellReleases(*T.Member->Site.Owner, Text, Context, Tools.Models);
  std::string &Why = T.Result->Refusal;
  if (Releases.empty())
    Why = "no release can be written here";
  // Who asks the handle need not know what others did.
  if (!Lives.Unseen.empty() &&
      spellOpenQuestion(*T.Member->Site.Owner, Text).empty()) {
    Why = "'" + Lives.Unseen + "' is not seen here";
    return;
  }
  MemberPlanner Planner(Lives, *T.Member, T.Handle,
                        hasBody() ? writtenDestructor() : nullptr, Context);
  for (const ReleaseSpelling &Each : Releases)
    if (std::optional<MemberPlan> Plan = Planner.find(Each, Why))
      T.Plans.push_back(std::move(*Plan));
  if (!T.Plans.empty())
    Why.clear();
}

std::optional<Fix> ClassRepair::write(llvm::ArrayRef<Task *> Tasks,
                                      ReleaseMode Mode, const CopyRule &Rule,
                                      std::string &Why) const {
  DestructorText Text(Written, Context);
  std::map<unsigned, std::vector<NewStatement>> ByPlace;
  std::string Call;
  bool Ends = false;
  for (const Task *T : Tasks) {
    const MemberPlan *Plan = &T->Plans.front();
    for (const MemberPlan &Each : T->Plans)
      if (Each.Mode == Mode)
        Plan = &Each;
    std::vector<NewStatement> &Here = ByPlace[Plan->Index];
    bool Said = llvm::any_of(
        Here, [&](const NewStatement &S) { return S.Text == Plan->Before; });
    if (!Plan->Before.empty() && !Said)
      Here.insert(Here.begin(), {"", "", Plan->Before});
    Ends |= !Plan->Before.empty();
    Here.push_back(Plan->Statement);
    Call = Plan->Statement.Text;
    if (Plan->Initialise)
      Why = Text.initialise(T->Member->Field);
    if (!Why.empty())
      return std::nullopt;
  }
  if (!hasBody()) {
    const std::vector<NewStatement> &All = ByPlace.begin()->second;
    Why = Own ? Text.defineDefaulted(writtenDestructor(), All)
              : Text.addDestructor(All, Rule);
  } else {
    for (const auto &[Index, Releases] : ByPlace)
      if (Why.empty())
        Why = Text.insertInto(writtenDestructor(), Index, Releases);
  }
  SourceLocation At = Text.At;
  if (Own && Why.empty() && Rule.Add != CopyRule::Nothing) {
    Why = Text.refusal(Tasks.front()->Member->Site.Construction->getExprLoc());
    if (Why.empty())
      Why = Text.addRule(Rule);
  }
  if (!Why.empty())
    return std::nullopt;
  Fix Made;
  Made.Mode = Mode;
  Made.At = At;
  Made.Handle = Tasks.front()->Member->Text;
  Made.Edits.assign(Text.Edits.begin(), Text.Edits.end());
  bool One = Tasks.size() == 1;
  std::string Many = std::to_string(Tasks.size()) + " members";
  if (Own)
    Made.Message =
        One ? "call '" + Call + "' here" : "release " + Many + " here";
  else
    Made.Message = One ? "add a destructor that calls '" + Call + "'"
                       : "add a destructor that releases " + Many;
  if (Ends)
    Made.Message += " once its routine was told to end";
  if (Rule.Add == CopyRule::DeleteCopies)
    Made.Message = "forbid copies and " + Made.Message;
  return Made;
}

std::vector<FixProposal> ClassRepair::run(llvm::ArrayRef<OpenMember> Members) {
  std::vector<FixProposal> Results(Members.size());
  std::vector<Task> Tasks;
  llvm::SmallVector<const FieldDecl *, 4> Fields;
  for (unsigned I = 0; I < Members.size(); ++I) {
    const OpenMember &M = Members[I];
    std::string &Why = Results[I].Refusal;
    bool Known = llvm::any_of(
        Tasks, [&](const Task &T) { return T.Member->Text == M.Text; });
    Why = Known ? "what releases another pool of the member releases it"
                : refusalOf(M);
    if (!Why.empty())
      continue;
    if (std::optional<MemberHandle> Handle = MemberHandle::find(
            Class, M.Text, M.Site.HandleType, Context, Why)) {
      Tasks.push_back({&M, std::move(*Handle), {}, &Results[I]});
      Fields.push_back(M.Field);
    }
  }
  if (Tasks.empty())
    return Results;
  std::string Why;
  ClassLives Lives;
  Why = Lives.collect(Class, Fields, Tools);
  for (Task &T : Tasks) {
    T.Result->Refusal = Why;
    if (Why.empty())
      plan(T, Lives);
  }
  llvm::erase_if(Tasks, [](const Task &T) { return T.Plans.empty(); });
  if (Tasks.empty())
    return Results;
  // What was made last goes first.
  llvm::SmallVector<Task *, 4> Order;
  bool MovesOut = true;
  Fields.clear();
  for (Task &T : Tasks) {
    Order.push_back(&T);
    Fields.push_back(T.Member->Field);
    MovesOut &= T.Handle.MovesOut;
  }
  llvm::sort(Order, [](const Task *A, const Task *B) {
    return A->Member->Field->getFieldIndex() >
           B->Member->Field->getFieldIndex();
  });
  CopyRule Rule = CopyRule::of(Class, Fields, MovesOut, Context);
  FixProposal &First = *Tasks.front().Result;
  Why = Rule.Refusal;
  for (ReleaseMode Mode : {ReleaseMode::Close, ReleaseMode::Terminate}) {
    bool Wanted = llvm::any_of(Tasks, [&](const Task &T) {
      return llvm::any_of(T.Plans,
                          [&](const MemberPlan &P) { return P.Mode == Mode; });
    });
    if (Why.empty() && Wanted)
      if (std::optional<Fix> Made = write(Order, Mode, Rule, Why))
        First.Fixes.push_back(std::move(*Made));
  }
  for (Task &T : Tasks)
    if (!Why.empty() || T.Result != &First)
      T.Result->Refusal =
          Why.empty() ? "the fix for another member releases it" : Why;
  return Results;
}

std::vector<FixProposal> releaseInDestructor(const CXXRecordDecl *Class,
                                             llvm::ArrayRef<OpenMember> Members,
                                             const MemberTools &Tools) {
  return ClassRepair(Class, Tools).run(Members);
}

} // namespace poolguard
