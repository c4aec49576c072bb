//===-- UnitMatches.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitMatches.h"
#include "flow/ModelMatcher.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include <algorithm>
#include <tuple>

using namespace clang;

namespace poolguard {

static std::string roleName(const CallModel &Call) {
  switch (Call.What) {
  case Role::Acquire:
    return "acquire";
  case Role::Release:
    return Call.Final ? "release" : "release (not final)";
  case Role::Use:
    return Call.Use == UseKind::Submit ? "submit"
           : Call.Use == UseKind::Wait ? "wait"
                                       : "use";
  case Role::Borrow:
    return "borrow";
  case Role::Borrowed:
    return "borrowed";
  case Role::Open:
    return "open";
  case Role::Take:
    return "take";
  }
  return "";
}

static bool operator<(const CallMatch &A, const CallMatch &B) {
  auto Key = [](const CallMatch &M) {
    return std::tie(M.File, M.Line, M.Column, M.Family, M.Role, M.Function);
  };
  return Key(A) < Key(B);
}

namespace {

class CallVisitor : public RecursiveASTVisitor<CallVisitor> {
public:
  CallVisitor(const SourceManager &SM, ModelMatcher &Models,
              std::vector<CallMatch> &Found)
      : SM(SM), Models(Models), Found(Found) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitCallExpr(CallExpr *C) {
    if (const FunctionDecl *Callee = C->getDirectCallee();
        Callee && !isa<CXXOperatorCallExpr>(C))
      consider(Callee, C->getExprLoc(), {C->getArgs(), C->getNumArgs()});
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    consider(C->getConstructor(), C->getExprLoc(),
             {C->getArgs(), C->getNumArgs()});
    return true;
  }

private:
  void consider(const FunctionDecl *Callee, SourceLocation Location,
                llvm::ArrayRef<const Expr *> Arguments) {
    PresumedLoc At = SM.getPresumedLoc(SM.getExpansionLoc(Location));
    if (At.isInvalid() || !SM.isInMainFile(SM.getExpansionLoc(Location)))
      return;
    for (const CallEntry &E : Models.match(Callee, Arguments))
      Found.push_back({At.getFilename(), At.getLine(), At.getColumn(),
                       E.Owner->Id, roleName(*E.Call), modelName(Callee)});
  }

  const SourceManager &SM;
  ModelMatcher &Models;
  std::vector<CallMatch> &Found;
};

class MatchConsumer : public ASTConsumer {
public:
  MatchConsumer(const MatchRequest &Request, Preprocessor &PP,
                std::vector<CallMatch> &Found)
      : Request(Request), PP(PP), Found(Found) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    if (Context.getDiagnostics().hasErrorOccurred())
      return;
    DerivedFamilies Derived(Context, Request.Guess);
    ModelMatcher Models(*Request.Models, Context, &Derived, &PP);
    CallVisitor(Context.getSourceManager(), Models, Found)
        .TraverseDecl(Context.getTranslationUnitDecl());
  }

private:
  const MatchRequest &Request;
  Preprocessor &PP;
  std::vector<CallMatch> &Found;
};

class MatchAction : public ASTFrontendAction {
public:
  MatchAction(const MatchRequest &Request, std::vector<CallMatch> &Found)
      : Request(Request), Found(Found) {}
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    return std::make_unique<MatchConsumer>(Request, CI.getPreprocessor(),
                                           Found);
  }

private:
  const MatchRequest &Request;
  std::vector<CallMatch> &Found;
};

class MatchActionFactory : public tooling::FrontendActionFactory {
public:
  MatchActionFactory(const MatchRequest &Request, std::vector<CallMatch> &Found)
      : Request(Request), Found(Found) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<MatchAction>(Request, Found);
  }

private:
  const MatchRequest &Request;
  std::vector<CallMatch> &Found;
};

} // namespace

bool findMatches(const MatchRequest &Request, std::vector<CallMatch> &Found) {
  tooling::ClangTool Tool(Request.Flags, {Request.Source});
  if (llvm::sys::fs::is_directory(POOLGUARD_RESOURCE_DIR))
    Tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
        "-resource-dir=" POOLGUARD_RESOURCE_DIR,
        tooling::ArgumentInsertPosition::BEGIN));
  MatchActionFactory Factory(Request, Found);
  bool Parsed = Tool.run(&Factory) == 0;
  // Instantiations of a template and repeated walks tell the same once.
  llvm::sort(Found);
  Found.erase(std::unique(Found.begin(), Found.end(),
                          [](const CallMatch &A, const CallMatch &B) {
                            return !(A < B) && !(B < A);
                          }),
              Found.end());
  return Parsed;
}

} // namespace poolguard
