//===-- NolintComments.cpp - Suppressions in the sources ------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactRecorder.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using llvm::StringRef;

namespace poolguard {

static NolintComment::Kind takeKind(StringRef &Text) {
  if (Text.consume_front("NEXTLINE"))
    return NolintComment::NextLine;
  if (Text.consume_front("BEGIN"))
    return NolintComment::Begin;
  if (Text.consume_front("END"))
    return NolintComment::End;
  return NolintComment::Line;
}

static void scan(StringRef File, StringRef Text,
                 std::vector<NolintComment> &Found) {
  unsigned Line = 1;
  size_t LineBegin = 0, Counted = 0;
  for (size_t At = Text.find("NOLINT"); At != StringRef::npos;
       At = Text.find("NOLINT", At + 1)) {
    StringRef Before = Text.slice(Counted, At);
    Line += Before.count('\n');
    if (size_t Newline = Before.rfind('\n'); Newline != StringRef::npos)
      LineBegin = Counted + Newline + 1;
    Counted = At;
    StringRef Rest = Text.drop_front(At + StringRef("NOLINT").size());
    NolintComment C;
    C.What = takeKind(Rest);
    if (!Rest.consume_front("("))
      continue;
    C.Checks =
        Rest.take_until([](char Each) { return Each == ')' || Each == '\n'; })
            .str();
    if (!StringRef(C.Checks).contains("poolguard"))
      continue;
    C.File = File.str();
    C.LineNumber = Line;
    C.Column = unsigned(At - LineBegin + 1);
    Found.push_back(std::move(C));
  }
}

/// Calls \p Each with the name and the text of every file that the user wrote.
static void
forEachFile(const SourceManager &SM,
            llvm::function_ref<void(StringRef Name, StringRef Text)> Each) {
  llvm::DenseSet<const FileEntry *> Seen;
  for (unsigned I = 0; I < SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() ||
        SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      continue;
    const SrcMgr::ContentCache &Content = Entry.getFile().getContentCache();
    OptionalFileEntryRef File = Content.OrigEntry;
    if (!File || !Seen.insert(*File).second)
      continue;
    if (std::optional<StringRef> Text = Content.getBufferDataIfLoaded())
      Each(File->getName(), *Text);
  }
}

void collectNolintComments(const SourceManager &SM,
                           llvm::ArrayRef<SourceRange> Skipped,
                           std::vector<NolintComment> &Found) {
  forEachFile(SM, [&](StringRef Name, StringRef Text) {
    std::vector<NolintComment> Here;
    scan(Name, Text, Here);
    llvm::erase_if(Here, [&](const NolintComment &C) {
      return llvm::any_of(Skipped, [&](SourceRange R) {
        return SM.getFilename(R.getBegin()) == Name &&
               SM.getSpellingLineNumber(R.getBegin()) <= C.LineNumber &&
               C.LineNumber <= SM.getSpellingLineNumber(R.getEnd());
      });
    });
    llvm::append_range(Found, Here);
  });
}

} // namespace poolguard
