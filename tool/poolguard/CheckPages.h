//===-- CheckPages.h - The pages of the checks ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECKPAGES_H
#define POOLGUARD_TOOL_POOLGUARD_CHECKPAGES_H

#include "catalog/EmbeddedModels.h"
#include <string>
#include <vector>

namespace poolguard {

/// The files of docs/checks as they were when this was built; README is one.
llvm::ArrayRef<EmbeddedModel> embeddedPages();

/// What a page says of its check, where tools can use it.
struct CheckPage {
  std::string Check;     ///< `poolguard-unreleased-pool`
  std::string Summary;   ///< The first sentence.
  std::string Paragraph; ///< What follows it, up to the first heading.
  std::string Text;      ///< The whole page, Markdown.
  std::vector<unsigned> Weaknesses; ///< Numbers of the CWE list.
};

/// The page of each check, by name.
const std::vector<CheckPage> &checkPages();
/// The page of \p Check, with or without the prefix; null if there is none.
const CheckPage *findCheckPage(llvm::StringRef Check);

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECKPAGES_H
