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
#include <map>
#include <set>

using namespace llvm;
using namespace poolguard;

static cl::SubCommand Completion("completion",
                                 "Write a completion script for bash or zsh");
static cl::opt<std::string> Shell(cl::Positional, cl::desc("bash|zsh"),
                                  cl::sub(Completion));

// @COMMANDS@, @CHECKS@: words; @CASES@: the options of each command.

static constexpr StringLiteral Bash = R"(_poolguard() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
  local options="" words=""
  # --format=json comes as three words.
  if [ "$word" = "=" ]; then
    word=""
  elif [ "$before" = "=" ]; then
    before="${COMP_WORDS[COMP_CWORD-2]}"
  fi
  case "${COMP_WORDS[1]}" in
@CASES@  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="@COMMANDS@ --help --version"
  else
    case "${COMP_WORDS[1]}:$before:$word" in
      *:--format:*) words="text json sarif" ;;
      *:--color:*|*:--progress:*) words="auto always never" ;;
      *:*:-*) words="$options" ;;
      explain:*) words="@CHECKS@" ;;
      completion:*) words="bash zsh" ;;
      *) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o filenames -F _poolguard poolguard
)";

static constexpr StringLiteral Zsh = R"(#compdef poolguard
_poolguard() {
  local options
  if (( CURRENT == 2 )); then
    compadd -- @COMMANDS@ --help --version
    return
  fi
  case $words[2] in
@CASES@  esac
  # --format=json is one word: what stands before its end is taken off.
  case $words[CURRENT-1]:$words[CURRENT] in
    *:--*=*) compset -P '*=' ;;
  esac
  case $words[2]:$words[CURRENT-1]:$words[CURRENT] in
    *:--format:*|*:--format=*) compadd -- text json sarif ;;
    *:--color:*|*:--color=*|*:--progress:*|*:--progress=*)
      compadd -- auto always never ;;
    *:--*=*) _files ;;
    *:*:-*) compadd -- ${=options} ;;
    explain:*) compadd -- @CHECKS@ ;;
    completion:*) compadd -- bash zsh ;;
    *) _files ;;
  esac
}
if [[ $funcstack[1] == _poolguard ]]; then
  _poolguard "$@"
else
  compdef _poolguard poolguard
fi
)";

static std::string optionsOf(cl::SubCommand &Of) {
  std::set<std::string> Names = {"--help"};
  for (const auto &[Name, Each] : Of.OptionsMap)
    if (Each->getOptionHiddenFlag() == cl::NotHidden)
      Names.insert((Twine(Name.size() == 1 ? "-" : "--") + Name).str());
  return join(Names, " ");
}

static std::string replaceAll(StringRef Text, StringRef What,
                              const std::string &With) {
  SmallVector<StringRef, 4> Parts;
  Text.split(Parts, What);
  return join(Parts, With);
}

static int run(FixedFlags) {
  if (Shell != "bash" && Shell != "zsh") {
    errs() << "poolguard: error: completion for which shell? 'poolguard "
              "completion bash' or 'poolguard completion zsh'\n";
    return Failure;
  }
  // They are registered in no order.
  std::map<std::string, std::string> Options;
  for (cl::SubCommand *Each : cl::getRegisteredSubcommands())
    if (!Each->getName().empty())
      Options[Each->getName().str()] = optionsOf(*Each);
  std::vector<std::string> Commands, Checks;
  std::string Cases;
  for (const auto &[Name, Words] : Options) {
    Commands.push_back(Name);
    Cases += "    " + Name + ") options=\"" + Words + "\" ;;\n";
  }
  for (const CheckPage &P : checkPages())
    Checks.push_back(P.Check);
  std::string Script = Shell == "zsh" ? Zsh.str() : Bash.str();
  Script = replaceAll(Script, "@COMMANDS@", join(Commands, " "));
  Script = replaceAll(Script, "@CHECKS@", join(Checks, " "));
  outs() << replaceAll(Script, "@CASES@", Cases);
  return Success;
}

static constexpr StringLiteral Examples = R"(
  poolguard completion bash > ~/.local/share/bash-completion/completions/poolguard
  poolguard completion zsh > ~/.zfunc/_poolguard
)";

Command poolguard::completionCommand() { return {Completion, run, Examples}; }
