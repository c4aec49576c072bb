//===-- Worker.cpp - Checks one unit in this process ----------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Worker.h"
#include "Compat.h"
#include "FactRecorder.h"
#include "clang-tidy/ClangTidy.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"

using namespace clang;
using namespace clang::tidy;
using namespace clang::tooling;

namespace poolguard {

namespace {

/// Answers with one command, whatever file is asked for.
class OneCommand : public CompilationDatabase {
public:
  explicit OneCommand(const CompileCommand &Command) : Command(Command) {}
  std::vector<CompileCommand>
  getCompileCommands(llvm::StringRef) const override {
    return {Command};
  }

private:
  const CompileCommand &Command;
};

/// Notes what the preprocessor leaves out.
class SkippedCode : public PPCallbacks {
public:
  explicit SkippedCode(std::vector<SourceRange> &Into) : Into(Into) {}
  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    Into.push_back(Range);
  }

private:
  std::vector<SourceRange> &Into;
};

/// Runs the enabled checks, and looks at the unit afterwards.
class TidyAction : public ASTFrontendAction {
public:
  TidyAction(ClangTidyASTConsumerFactory &Checks, UnitResult &Result,
             const WorkerOptions &Options)
      : Checks(Checks), Result(Result), Options(Options) {}

  std::unique_ptr<ASTConsumer>
  CreateASTConsumer(CompilerInstance &Compiler, llvm::StringRef File) override {
    Compiler.getPreprocessor().addPPCallbacks(
        std::make_unique<SkippedCode>(Skipped));
    return Checks.createASTConsumer(Compiler, File);
  }
  void EndSourceFileAction() override {
    const SourceManager &SM = getCompilerInstance().getSourceManager();
    if (Options.WantComments)
      collectNolintComments(SM, Skipped, Result.Comments);
    ASTFrontendAction::EndSourceFileAction();
  }

private:
  ClangTidyASTConsumerFactory &Checks;
  UnitResult &Result;
  const WorkerOptions &Options;
  std::vector<SourceRange> Skipped;
};

/// A check writes nothing. What is a warning by itself
/// does not make a unit unreadable: other compilers do not give it.
void readOnly(CompilerInvocation &Invocation) {
  DiagnosticOptions &Diagnostics = Invocation.getDiagnosticOpts();
  llvm::erase_if(Diagnostics.Warnings, [](llvm::StringRef Each) {
    return Each == "error" || Each.starts_with("error=");
  });
  Diagnostics.PedanticErrors = 0;
  Diagnostics.DiagnosticSerializationFile.clear();
  Invocation.getFrontendOpts().StatsFile.clear();
}

class TidyActionFactory : public FrontendActionFactory {
public:
  TidyActionFactory(
      ClangTidyContext &Context,
      llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> Files,
      UnitResult &Result, const WorkerOptions &Options)
      : Checks(Context, std::move(Files)), Result(Result), Options(Options) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<TidyAction>(Checks, Result, Options);
  }
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Client) override {
    // Defines __clang_analyzer__, as in clang-tidy.
    Invocation->getPreprocessorOpts().SetUpStaticAnalyzer = true;
    readOnly(*Invocation);
    return FrontendActionFactory::runInvocation(std::move(Invocation), Files,
                                                std::move(Containers), Client);
  }

private:
  ClangTidyASTConsumerFactory Checks;
  UnitResult &Result;
  const WorkerOptions &Options;
};

} // namespace

/// The configuration's changes to the compile command, in clang-tidy's order.
static CommandLineArguments adjust(const ClangTidyOptions &Options,
                                   const CommandLineArguments &Given) {
  CommandLineArguments Args = Given;
  for (const std::string &Each : removedArguments(Options))
    llvm::erase(Args, Each);
  // Clang crashes where the profile was not made yet, or by another compiler.
  llvm::erase_if(Args, [](llvm::StringRef Each) {
    return Each.starts_with("-fprofile-use") ||
           Each.starts_with("-fprofile-instr-use") ||
           Each.starts_with("-fprofile-sample-use");
  });
  if (Options.ExtraArgsBefore) {
    auto At = Args.begin();
    if (At != Args.end() && !llvm::StringRef(*At).starts_with("-"))
      ++At; // The compiler.
    Args.insert(At, Options.ExtraArgsBefore->begin(),
                Options.ExtraArgsBefore->end());
  }
  if (Options.ExtraArgs)
    Args.insert(Args.end(), Options.ExtraArgs->begin(),
                Options.ExtraArgs->end());
  return Args;
}

/// Clang's own headers are not beside our executable.
static CommandLineArguments useResources(const CommandLineArguments &Given) {
  CommandLineArguments Args = Given;
  bool Chosen = llvm::any_of(Args, [](llvm::StringRef Each) {
    return Each.starts_with("-resource-dir");
  });
  if (!Chosen && llvm::sys::fs::is_directory(POOLGUARD_RESOURCE_DIR))
    Args = getInsertArgumentAdjuster("-resource-dir=" POOLGUARD_RESOURCE_DIR,
                                     ArgumentInsertPosition::BEGIN)(Args, "");
  return Args;
}

/// Whether \p F says that Clang does not understand the unit.
static bool isOfCompiler(const UnitFinding &F) {
  return F.Error.DiagLevel == tooling::Diagnostic::Error && !F.isOfCheck() &&
         !F.isOfConfiguration() &&
         F.Error.DiagnosticName != "clang-tidy-nolint";
}

UnitResult checkUnit(const Unit &U, TidyConfiguration &Configuration,
                     const WorkerOptions &Options) {
  ClangTidyContext Context(
      Configuration.provider(/*AllHeaders=*/!U.OnlyHeaders.empty()));
  auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::vfs::getRealFileSystem());
  OneCommand Flags(U.Command);
  auto Prepare = [&](ClangTool &Tool) {
    Tool.appendArgumentsAdjuster(
        [&](const CommandLineArguments &Args, llvm::StringRef File) {
          return useResources(adjust(Context.getOptionsForFile(File), Args));
        });
    Tool.appendArgumentsAdjuster(getStripPluginsAdjuster());
  };
  auto Containers = std::make_shared<PCHContainerOperations>();
  UnitResult Result;
  llvm::sys::fs::UniqueID Own;
  if (Options.OnlyIfRead && (llvm::sys::fs::getUniqueID(U.File, Own) ||
                             !Options.OnlyIfRead->count(Own))) {
    ClangTool Reader(Flags, {U.File}, Containers, Files);
    Prepare(Reader);
    Result.Skipped = !mayRead(Reader, *Options.OnlyIfRead);
    Result.Parsed = true;
    if (Result.Skipped)
      return Result;
  }
  ClangTool Tool(Flags, {U.File}, Containers, Files);
  Prepare(Tool);
  FactRecorder Recorder(Context, Options.FixNotes);
  std::unique_ptr<DiagnosticsEngine> Engine = connectEngine(Context, Recorder);
  Tool.setDiagnosticConsumer(&Recorder);
  TidyActionFactory Factory(Context, Files, Result, Options);
  bool Ran = Tool.run(&Factory) == 0;
  for (ClangTidyError &E : Recorder.take()) {
    FindingFacts Facts = Recorder.factsOf(E);
    Result.Findings.push_back({std::move(E), std::move(Facts)});
  }
  for (ClangTidyError &E : Recorder.takeMalformed())
    Result.Findings.push_back({std::move(E), {}});
  Result.Suppressed = Recorder.takeSuppressed();
  Result.Parsed = Ran && llvm::none_of(Result.Findings, isOfCompiler);
  return Result;
}

} // namespace poolguard
