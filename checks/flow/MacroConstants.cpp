//===-- MacroConstants.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MacroConstants.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace poolguard {

static std::optional<int64_t> numberIn(llvm::StringRef Text) {
  Text = Text.rtrim("uUlLzZ");
  uint64_t Value = 0;
  if (Text.getAsInteger(0, Value))
    return std::nullopt;
  return static_cast<int64_t>(Value);
}

static std::optional<int64_t> valueOf(Preprocessor &PP, llvm::StringRef Name,
                                      EnumeratorLookup Enumerator,
                                      unsigned Depth) {
  constexpr unsigned MaxDepth = 8; // Deeper than macros are nested for numbers.
  const MacroInfo *Macro = PP.getMacroInfo(PP.getIdentifierInfo(Name));
  if (!Macro || Macro->isFunctionLike() || Depth > MaxDepth)
    return Depth ? Enumerator(Name) : std::nullopt;
  std::optional<int64_t> Value;
  bool Negative = false;
  for (const Token &T : Macro->tokens()) {
    std::optional<int64_t> Part;
    if (T.is(tok::numeric_constant)) {
      Part = numberIn(PP.getSpelling(T));
      if (!Part)
        return std::nullopt;
    } else if (T.is(tok::identifier)) {
      // Else it is the type of a cast.
      Part =
          valueOf(PP, T.getIdentifierInfo()->getName(), Enumerator, Depth + 1);
    } else if (T.is(tok::minus)) {
      Negative = true;
    } else if (!T.isOneOf(tok::l_paren, tok::r_paren, tok::star) &&
               !T.getIdentifierInfo()) {
      return std::nullopt; // It computes something.
    }
    if (Part && Value)
      return std::nullopt;
    if (Part)
      Value = Part;
  }
  return Value && Negative ? std::optional<int64_t>(-*Value) : Value;
}

std::optional<int64_t> macroConstant(Preprocessor &PP, llvm::StringRef Name,
                                     EnumeratorLookup Enumerator) {
  return valueOf(PP, Name, Enumerator, 0);
}

} // namespace poolguard
