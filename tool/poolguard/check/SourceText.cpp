//===-- SourceText.cpp - Lines and columns of source files ----------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace poolguard {

const SourceTexts::File &SourceTexts::read(StringRef Path) {
  auto [At, New] = Files.try_emplace(Path);
  File &F = At->second;
  if (!New || Path.empty())
    return F;
  if (ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
          MemoryBuffer::getFile(Path))
    F.Buffer = std::move(*Buffer);
  F.Lines.push_back(0);
  for (auto [I, Each] : llvm::enumerate(F.text()))
    if (Each == '\n')
      F.Lines.push_back(unsigned(I) + 1);
  return F;
}

LineColumn SourceTexts::at(StringRef Path, unsigned Offset) {
  const File &F = read(Path);
  if (!F.Buffer || Offset > F.text().size())
    return {};
  auto After = llvm::upper_bound(F.Lines, Offset);
  return {unsigned(After - F.Lines.begin()), Offset - *std::prev(After) + 1};
}

StringRef SourceTexts::line(StringRef Path, unsigned Line) {
  const File &F = read(Path);
  if (!Line || Line > F.Lines.size())
    return "";
  return F.text().drop_front(F.Lines[Line - 1]).split('\n').first.rtrim('\r');
}

unsigned lineOfObject(StringRef Text, size_t Index, unsigned Depth) {
  unsigned Line = 1, Open = 0;
  size_t Seen = 0;
  bool InString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    Line += C == '\n';
    if (InString) {
      I += C == '\\';
      InString = C != '"';
      continue;
    }
    InString = C == '"';
    if (C == '}')
      --Open;
    if (C == '{' && ++Open == Depth && Seen++ == Index)
      return Line;
  }
  return 0;
}

} // namespace poolguard
