//===-- Main.cpp - The command poolguard ----------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace poolguard;

/// Takes `-- FLAGS` off the command line.
static FixedFlags takeFlags(int &Count, const char **Arguments,
                            std::string &Error) {
  return clang::tooling::FixedCompilationDatabase::loadFromCommandLine(
      Count, Arguments, Error);
}

static void printVersion(raw_ostream &OS) {
  OS << "poolguard " << versionText() << " (LLVM " << llvmVersionText()
     << ")\n";
}

/// Not LLVM's own: that lists the options of all its libraries.
static void printHelp(ArrayRef<Command> Commands) {
  outs() << "PoolGuard finds pools and threads that nobody releases.\n\n"
            "usage: poolguard COMMAND [OPTION...]\n\n";
  for (const Command &C : Commands)
    outs() << formatv("  {0,-12}{1}\n", C.Options.getName(),
                      C.Options.getDescription());
  outs() << "\n'poolguard COMMAND --help' tells more, with examples.\n"
            "'poolguard --version' tells which poolguard this is.\n";
}

static int printHelp(const Command &C) {
  std::string Name = C.Options.getName().str();
  const char *Bare[] = {"poolguard", Name.c_str()};
  cl::ParseCommandLineOptions(2, Bare, C.Options.getDescription(), &nulls());
  cl::PrintHelpMessage(/*Hidden=*/false, /*Categorized=*/true);
  if (!C.Examples.empty())
    outs() << "\nEXAMPLES:" << C.Examples;
  return Success;
}

/// The parser's own words lead to a help that lists no options.
static void printProblem(StringRef Text, const Command &C) {
  Text = Text.ltrim().split('\n').first;
  Text.consume_front("poolguard: ");
  Text = Text.split("  Try: ").first.split("See: ").first.rtrim(" .!");
  // Of some mistakes it has told by itself.
  errs() << "poolguard: "
         << (Text.empty() ? "note: " : "error: " + Text.str() + "; ")
         << "see 'poolguard " << C.Options.getName() << " --help'\n";
}

static int run(int Count, const char **Arguments) {
  cl::SetVersionPrinter(printVersion);
  std::string Error;
  FixedFlags Flags = takeFlags(Count, Arguments, Error);
  const Command Commands[] = {checkCommand(), explainCommand(), modelsCommand(),
                              initCommand(), completionCommand()};
  std::vector<StringRef> Words(Arguments + 1, Arguments + Count);
  StringRef First = Words.empty() ? "" : Words[0];
  auto Named = find_if(
      Commands, [&](const Command &C) { return C.Options.getName() == First; });
  bool WantsHelp = any_of(Words, [](StringRef Word) {
    return Word == "--help" || Word == "-help" || Word == "-h";
  });
  if (Named != std::end(Commands) && WantsHelp)
    return printHelp(*Named);
  if (First == "help" && Words.size() > 1) {
    First = Words[1];
    Named = find_if(Commands, [&](const Command &C) {
      return C.Options.getName() == First;
    });
    if (Named != std::end(Commands))
      return printHelp(*Named);
  } else if (WantsHelp || First == "help") {
    printHelp(Commands);
    return Success;
  }
  if (First == "--version" || First == "-version") {
    printVersion(outs());
    return Success;
  }
  if (Named == std::end(Commands)) {
    errs() << "poolguard: error: "
           << (First.empty() ? "no command given"
                             : "there is no command '" + First.str() + "'")
           << "; see poolguard --help\n";
    return Failure;
  }
  std::string Problems;
  raw_string_ostream Log(Problems);
  if (!cl::ParseCommandLineOptions(Count, Arguments, "", &Log)) {
    printProblem(Log.str(), *Named);
    return Failure;
  }
  return Named->Run(std::move(Flags));
}

int main(int Count, const char **Arguments) {
  InitLLVM Init(Count, Arguments);
  int Code = run(Count, Arguments);
  outs().flush();
  if (!outs().has_error())
    return Code;
  errs() << "stdout: error: cannot be written: " << outs().error().message()
         << "\n";
  outs().clear_error(); // Else the stream's end aborts.
  return Failure;
}
