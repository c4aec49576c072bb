//===-- ExplainCommand.cpp - poolguard explain ----------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// Prints the page of a check.
///
//===----------------------------------------------------------------------===//

#include "CheckPages.h"
#include "Command.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace poolguard;

static cl::SubCommand Explain("explain", "Explain a check, with examples");
static cl::list<std::string> Names(cl::Positional, cl::desc("[CHECK...]"),
                                   cl::sub(Explain));

/// The check whose name is most like \p Name; null if none is.
static const CheckPage *nearest(StringRef Name) {
  Name.consume_front("poolguard-");
  const CheckPage *Best = nullptr;
  unsigned Distance = 6;
  for (const CheckPage &P : checkPages()) {
    StringRef Own = P.Check;
    Own.consume_front("poolguard-");
    unsigned Away = Own.contains(Name) ? 1 : Own.edit_distance(Name);
    if (Away < Distance) {
      Distance = Away;
      Best = &P;
    }
  }
  return Best;
}

static int run(FixedFlags) {
  if (Names.empty())
    for (const CheckPage &P : checkPages())
      outs() << formatv("{0,-35}{1}\n", P.Check, P.Summary);
  for (const std::string &Name : Names) {
    const CheckPage *Page = findCheckPage(Name);
    if (!Page) {
      errs() << "poolguard: error: there is no check '" << Name << "'";
      if (const CheckPage *Near = nearest(Name))
        errs() << "; did you mean '" << Near->Check << "'";
      errs() << "; 'poolguard explain' lists all\n";
      return Failure;
    }
    outs() << Page->Text;
  }
  return Success;
}

static constexpr StringLiteral Examples = R"(
  poolguard explain                            all checks
  poolguard explain poolguard-unreleased-pool  one of them
  poolguard explain unreleased-pool            the same
)";

Command poolguard::explainCommand() { return {Explain, run, Examples}; }
