//===-- ModelDiagnostics.cpp ----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelDiagnostics.h"
#include "ModelTree.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace poolguard;

std::string ModelDiagnostic::str() const {
  std::string Where = File;
  if (Line)
    Where += ":" + utostr(Line) + ":" + utostr(Column);
  return Where + (Level == Error ? ": error: " : ": warning: ") + Message;
}

void ModelDiagnostics::error(unsigned Line, unsigned Column,
                             const Twine &Message) {
  Diags.push_back({ModelDiagnostic::Error, File, Line, Column, Message.str()});
}

void ModelDiagnostics::warning(const TreeNode &Where, const Twine &Message) {
  std::string Text = Message.str();
  if (!Consequence.empty())
    Text += "; " + Consequence;
  Diags.push_back({ModelDiagnostic::Warning, File, Where.Line, Where.Column,
                   std::move(Text)});
}

std::string poolguard::suggestion(StringRef Word, ArrayRef<StringRef> Known) {
  // A third of the letters may be wrong: enough for a slip of the finger, too
  // few to turn one word into another.
  unsigned Limit = std::max<size_t>(1, Word.size() / 3), Best = Limit + 1;
  StringRef Nearest;
  for (StringRef Candidate : Known) {
    unsigned Distance =
        Word.edit_distance(Candidate, /*AllowReplacements=*/true, Best);
    if (Distance < Best) {
      Best = Distance;
      Nearest = Candidate;
    }
  }
  if (!Nearest.empty())
    return " (did you mean '" + Nearest.str() + "'?)";
  return " (known here: " + join(Known, ", ") + ")";
}
