//===-- FactRecorder.cpp - Diagnostics with the facts behind them ---------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactRecorder.h"
#include "UnitAnalysis.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"

using namespace clang;
using namespace clang::tidy;

namespace poolguard {

FactRecorder::FactRecorder(ClangTidyContext &Context, bool FixNotes)
    : ClangTidyDiagnosticConsumer(Context, nullptr,
                                  /*RemoveIncompatibleErrors=*/true, FixNotes),
      Context(Context) {
  Installed = this;
}

/// The outermost function around \p D, as it is written: names of what lies
/// within a function hold places, which would not survive an edit.
static const Decl *nameable(const Decl *D) {
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *F = dyn_cast<FunctionDecl>(C))
      D = F;
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
      return Pattern;
  if (const auto *R = dyn_cast<CXXRecordDecl>(D))
    if (const CXXRecordDecl *Pattern = R->getTemplateInstantiationPattern())
      return Pattern;
  return D;
}

static FindingFacts describe(const PoolFinding &F) {
  FindingFacts Facts;
  if (F.Owner) {
    Facts.Family = F.Owner->Id;
    Facts.PoolKind = kindName(F.Owner->Kind).str();
  }
  Facts.PoolName = F.Name;
  if (!F.Within)
    return Facts;
  const Decl *Within = nameable(F.Within);
  llvm::SmallString<128> Usr;
  if (!index::generateUSRForDecl(Within, Usr))
    Facts.Usr = Usr.str().str();
  if (const auto *Named = dyn_cast<NamedDecl>(Within))
    Facts.Function = Named->getQualifiedNameAsString();
  return Facts;
}

void FactRecorder::record(DiagnosticsEngine::Level Level,
                          const clang::Diagnostic &Info,
                          llvm::StringRef Check) {
  const SourceManager &SM = Info.getSourceManager();
  SourceLocation Loc = SM.getFileLoc(Info.getLocation());
  SuppressedFinding S;
  S.Check = Check.str();
  S.File = SM.getFilename(Loc).str();
  S.Offset = SM.getFileOffset(Loc);
  if (Current)
    S.Facts = describe(*Current);
  Facts.try_emplace({S.Check, S.File, S.Offset}, S.Facts);
  // Malformed comments are told to the first who asks.
  if (!Context.shouldSuppressDiagnostic(Level, Info, Malformed))
    return;
  llvm::SmallString<128> Message;
  Info.FormatDiagnostic(Message);
  // The name of the check is part of the text, as for readers.
  llvm::StringRef Text = Message;
  Text.consume_back((llvm::Twine(" [") + Check + "]").str());
  S.Message = Text.str();
  Suppressed.push_back(std::move(S));
}

void FactRecorder::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                    const clang::Diagnostic &Info) {
  if (Level >= DiagnosticsEngine::Warning && Info.getLocation().isValid() &&
      Info.hasSourceManager()) {
    std::string Check = Context.getCheckName(Info.getID());
    if (llvm::StringRef(Check).starts_with("poolguard-"))
      record(Level, Info, Check);
  }
  ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
}

std::vector<ClangTidyError> FactRecorder::takeMalformed() {
  std::vector<ClangTidyError> Errors;
  for (tooling::Diagnostic &Each : Malformed) {
    Errors.emplace_back(Each.DiagnosticName, tooling::Diagnostic::Error, "",
                        /*IsWarningAsError=*/false);
    Errors.back().Message = std::move(Each.Message);
  }
  Malformed.clear();
  return Errors;
}

FindingFacts FactRecorder::factsOf(const ClangTidyError &E) const {
  auto Known =
      Facts.find({E.DiagnosticName, E.Message.FilePath, E.Message.FileOffset});
  return Known == Facts.end() ? FindingFacts() : Known->second;
}

} // namespace poolguard
