//===-- CompletionCommand.cpp - poolguard completion ----------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// Writes a script that completes our command line, made from the options
/// that there are.
///
//===----------------------------------------------------------------------===//

#include "CheckPages.h"
#include "Command.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

using namespace llvm;
using namespace poolguard;

static cl::SubCommand Completion("completion",
                                 "Write a completion script for bash or zsh");
static cl::opt<std::string> Shell(cl::Positional, cl::desc("bash|zsh"),
                                  cl::sub(Completion));

static std::string optionsOf(cl::SubCommand &Of) {
  std::set<std::string> Names = {"--help"};
  for (const auto &[Name, Each] : Of.OptionsMap)
    if (Each->getOptionHiddenFlag() == cl::NotHidden)
      Names.insert((Twine(Name.size() == 1 ? "-" : "--") + Name).str());
  return join(Names, " ");
}

static int run(FixedFlags) {
  if (Shell != "bash" && Shell != "zsh") {
    errs() << "poolguard: error: completion for which shell? 'poolguard "
              "completion bash' or 'poolguard completion zsh'\n";
    return Failure;
  }
  std::string Commands, Cases, Checks;
  for (const CheckPage &P : checkPages())
    Checks += " " + P.Check;
  for (cl::SubCommand *Each : cl::getRegisteredSubcommands()) {
    if (Each->getName().empty())
      continue;
    Commands += " " + Each->getName().str();
    Cases += "    " + Each->getName().str() + ") options=\"" +
             optionsOf(*Each) + "\" ;;\n";
  }
  if (Shell == "zsh")
    outs() << "#compdef poolguard\n"
              "autoload -U +X bashcompinit && bashcompinit\n";
  outs() << "_poolguard() {\n"
            "  local word=\"${COMP_WORDS[COMP_CWORD]}\" options=\"\"\n"
            "  local before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
            "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
            "    COMPREPLY=($(compgen -W \""
         << StringRef(Commands).trim()
         << " --help --version\" -- \"$word\"))\n    return\n  fi\n"
            "  case \"$before\" in\n"
            "    --format) COMPREPLY=($(compgen -W \"text json sarif\" -- "
            "\"$word\")); return ;;\n"
            "    --color|--progress) COMPREPLY=($(compgen -W \"auto always "
            "never\" -- \"$word\")); return ;;\n"
            "  esac\n"
            "  case \"${COMP_WORDS[1]}\" in\n"
         << Cases
         << "  esac\n"
            "  case \"${COMP_WORDS[1]}:$word\" in\n"
            "    *:-*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
            "    explain:*) COMPREPLY=($(compgen -W \""
         << StringRef(Checks).trim()
         << "\" -- \"$word\")) ;;\n"
            "    completion:*) COMPREPLY=($(compgen -W \"bash zsh\" -- "
            "\"$word\")) ;;\n"
            "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
            "  esac\n"
            "}\n"
            "complete -o filenames -F _poolguard poolguard\n";
  return Success;
}

static constexpr StringLiteral Examples = R"(
  poolguard completion bash > ~/.local/share/bash-completion/completions/poolguard
  poolguard completion zsh > ~/.zfunc/_poolguard
)";

Command poolguard::completionCommand() { return {Completion, run, Examples}; }
