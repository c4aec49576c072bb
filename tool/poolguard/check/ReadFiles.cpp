//===-- ReadFiles.cpp - Which files a unit reads --------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReadFiles.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PreprocessorOptions.h"

using namespace clang;
using namespace clang::tooling;

namespace poolguard {

namespace {

class ReadAction : public PreprocessOnlyAction {
public:
  ReadAction(const FileIds &Files, bool &Reads) : Files(Files), Reads(Reads) {}

  void EndSourceFileAction() override {
    const CompilerInstance &Compiler = getCompilerInstance();
    const HeaderSearchOptions &Search = Compiler.getHeaderSearchOpts();
    Reads = Compiler.getLangOpts().Modules ||
            !Compiler.getPreprocessorOpts().ImplicitPCHInclude.empty() ||
            !Search.PrebuiltModuleFiles.empty() ||
            !Search.PrebuiltModulePaths.empty() ||
            Compiler.getDiagnostics().hasErrorOccurred();
    const SourceManager &SM = Compiler.getSourceManager();
    for (auto I = SM.fileinfo_begin(); I != SM.fileinfo_end() && !Reads; ++I)
      Reads = Files.count(I->first.getUniqueID());
    PreprocessOnlyAction::EndSourceFileAction();
  }

private:
  const FileIds &Files;
  bool &Reads;
};

class ReadActionFactory : public FrontendActionFactory {
public:
  ReadActionFactory(const FileIds &Files, bool &Reads)
      : Files(Files), Reads(Reads) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<ReadAction>(Files, Reads);
  }
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Manager,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Client) override {
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true;
    return FrontendActionFactory::runInvocation(std::move(Invocation), Manager,
                                                std::move(Containers), Client);
  }

private:
  const FileIds &Files;
  bool &Reads;
};

} // namespace

bool mayRead(ClangTool &Tool, const FileIds &Files) {
  bool Reads = true; // What never came to its end may have.
  IgnoringDiagConsumer Nobody;
  Tool.setDiagnosticConsumer(&Nobody);
  Tool.setPrintErrorMessage(false);
  ReadActionFactory Factory(Files, Reads);
  return Tool.run(&Factory) != 0 || Reads;
}

} // namespace poolguard
