//===-- CheckPages.cpp - The pages of the checks --------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckPages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>

using namespace llvm;

namespace poolguard {

/// One line of text for each paragraph of \p Text that is plain prose.
static std::vector<std::string> prose(StringRef Text) {
  std::vector<std::string> Paragraphs;
  while (!Text.empty()) {
    auto [First, Rest] = Text.split("\n\n");
    Text = Rest;
    First = First.trim();
    if (First.starts_with("## ") || First.starts_with("<!--") ||
        First.starts_with("```"))
      break;
    if (First.empty() || First.starts_with("# "))
      continue;
    std::string Line = First.str();
    std::replace(Line.begin(), Line.end(), '\n', ' ');
    Paragraphs.push_back(std::move(Line));
  }
  return Paragraphs;
}

/// \p Text as it is read without the pages around it: links to them are words,
/// and remarks for scripts are left out.
static std::string alone(StringRef Text) {
  std::string Plain;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    if (Line.starts_with("<!--") && Line.ends_with("-->"))
      continue;
    for (size_t At; (At = Line.find("](")) != StringRef::npos;) {
      size_t Begin = Line.take_front(At).rfind('['), End = Line.find(')', At);
      StringRef Target = Line.slice(At + 2, End);
      if (Begin == StringRef::npos || End == StringRef::npos ||
          Target.starts_with("http")) {
        Plain += Line.take_front(At + 2);
        Line = Line.drop_front(At + 2);
        continue;
      }
      Plain += Line.take_front(Begin);
      Plain += Line.slice(Begin + 1, At);
      Line = Line.drop_front(End + 1);
    }
    Plain += Line;
    Plain += '\n';
  }
  return Plain;
}

static CheckPage read(const EmbeddedModel &File) {
  CheckPage P;
  P.Check = (Twine("poolguard-") + File.Name).str();
  P.Text = alone(File.Text);
  std::vector<std::string> Paragraphs = prose(File.Text);
  if (!Paragraphs.empty()) {
    auto [Sentence, Rest] = StringRef(Paragraphs[0]).split(". ");
    P.Summary = (Twine(Sentence) + (Sentence.ends_with(".") ? "" : ".")).str();
    Paragraphs[0] = Rest.str();
  }
  P.Paragraph = P.Summary;
  for (const std::string &Each : Paragraphs)
    if (!Each.empty())
      P.Paragraph += " " + Each;
  StringRef Text = File.Text;
  while (Text.contains("[CWE-")) {
    Text = Text.split("[CWE-").second;
    unsigned Number = 0;
    if (!Text.consumeInteger(10, Number))
      P.Weaknesses.push_back(Number);
  }
  return P;
}

const std::vector<CheckPage> &checkPages() {
  static const std::vector<CheckPage> Pages = [] {
    std::vector<CheckPage> All;
    for (const EmbeddedModel &File : embeddedPages())
      if (File.Name != "README")
        All.push_back(read(File));
    return All;
  }();
  return Pages;
}

const CheckPage *findCheckPage(StringRef Check) {
  for (const CheckPage &P : checkPages())
    if (P.Check == Check || P.Check == (Twine("poolguard-") + Check).str())
      return &P;
  return nullptr;
}

} // namespace poolguard
