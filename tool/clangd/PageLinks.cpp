//===-- PageLinks.cpp - Links from diagnostics to pages -------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// clangd links each diagnostic of clang-tidy to a page of clang.llvm.org. Ours
/// are not there: the link goes to the installed page, or to that of the source
/// tree.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using clang::clangd::CodeAction;
using clang::clangd::PublishDiagnosticsParams;

#define PUBLISH "_ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE"
#define CODE_ACTION "_ZN5clang6clangd6toJSONERKNS0_10CodeActionE"

namespace poolguard {

json::Value realToJson(const PublishDiagnosticsParams &)
    POOLGUARD_REAL(PUBLISH);
json::Value wrapToJson(const PublishDiagnosticsParams &)
    POOLGUARD_WRAP(PUBLISH);
json::Value realToJson(const CodeAction &) POOLGUARD_REAL(CODE_ACTION);
json::Value wrapToJson(const CodeAction &) POOLGUARD_WRAP(CODE_ACTION);

/// Where the pages are: installed beside the program or, from a folder it was
/// built in, in the source tree above. Empty if nowhere.
static std::string findPages() {
  static int Here;
  std::string Program = sys::fs::getMainExecutable(nullptr, &Here);
  SmallString<256> Pages(sys::path::parent_path(Program));
  sys::path::append(Pages, "..", POOLGUARD_INSTALLED_PAGES);
  sys::path::remove_dots(Pages, /*remove_dot_dot=*/true);
  if (sys::fs::is_directory(Pages))
    return Pages.str().str();
  constexpr unsigned Levels = 4; // build/release/bin
  StringRef Above = sys::path::parent_path(Program);
  for (unsigned I = 0; I < Levels && !Above.empty(); ++I) {
    Pages = Above;
    sys::path::append(Pages, "docs", "checks", "unreleased-pool.md");
    if (sys::fs::exists(Pages))
      return sys::path::parent_path(Pages).str();
    Above = sys::path::parent_path(Above);
  }
  return "";
}

static std::string fileUri(StringRef Path) {
  std::string Uri = "file://";
  for (unsigned char C : Path)
    if (isAlnum(C) || StringRef("/-_.~").contains(C))
      Uri += C;
    else
      Uri += "%" + utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
  return Uri;
}

/// Sets the links of our diagnostics in \p Holder, which has a list of them.
static json::Value withOurLinks(json::Value Holder) {
  static const std::string Pages = findPages();
  json::Object *Object = Holder.getAsObject();
  json::Array *List = Object ? Object->getArray("diagnostics") : nullptr;
  if (!List)
    return Holder;
  for (json::Value &Each : *List) {
    json::Object *Diagnostic = Each.getAsObject();
    if (!Diagnostic)
      continue;
    StringRef Check = Diagnostic->getString("code").value_or("");
    if (!Check.consume_front("poolguard-"))
      continue;
    if (Pages.empty())
      Diagnostic->erase("codeDescription");
    else
      (*Diagnostic)["codeDescription"] =
          json::Object{{"href", fileUri(Pages + "/" + Check.str() + ".md")}};
  }
  return Holder;
}

json::Value wrapToJson(const PublishDiagnosticsParams &Params) {
  return withOurLinks(realToJson(Params));
}

json::Value wrapToJson(const CodeAction &Action) {
  return withOurLinks(realToJson(Action));
}

} // namespace poolguard
