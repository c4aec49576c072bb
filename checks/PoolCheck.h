//===-- PoolCheck.h - What the checks share ---------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_POOLCHECK_H
#define POOLGUARD_CHECKS_POOLCHECK_H

#include "UnitAnalysis.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/utils/IncludeInserter.h"

namespace poolguard {

/// A check that reports some kinds of what UnitAnalysis finds. Derived classes
/// pick the findings and word the warning.
class PoolCheck : public clang::tidy::ClangTidyCheck {
public:
  PoolCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context);
  /// Objective-C hands objects around in ways nobody here follows.
  bool isLanguageVersionSupported(
      const clang::LangOptions &LangOpts) const override {
    return !LangOpts.ObjC;
  }
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void registerPPCallbacks(const clang::SourceManager &SM,
                           clang::Preprocessor *PP,
                           clang::Preprocessor *ModuleExpander) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override;

protected:
  /// The findings this check looks at.
  virtual llvm::ArrayRef<PoolFinding> pick(const UnitFindings &All) const {
    return All.Defects;
  }
  /// Emits the warning for \p F, if it is of this check's kind.
  virtual void report(const PoolFinding &F) = 0;
  /// Words \p F, if a handle is assigned to that must not be; else false.
  bool reportAssignedOver(const PoolFinding &F);
  /// Emits the notes that walk the path of \p F.
  void notePath(const PoolFinding &F);
  /// Adds to \p D, the warning for \p F, the edits of a fix that changes
  /// nothing else.
  void attachFix(const clang::DiagnosticBuilder &D, const PoolFinding &F);
  /// Emits a note with edits for each way to cure \p F that the user wants. Of
  /// a fix that went with the warning the note has none.
  void noteFixes(const PoolFinding &F);
  /// The fixes of this check may need a header.
  virtual bool mayInclude() const { return false; }

private:
  enum class Preference : uint8_t { Ask, Close, Terminate };

  bool readFlag(llvm::StringRef Check, llvm::StringRef Option);
  ThrowLevel readThrows(llvm::StringRef Check,
                        clang::tidy::ClangTidyContext *Context);

  Preference readPreference(llvm::StringRef Check);
  GuardKind readGuard(llvm::StringRef Check,
                      clang::tidy::ClangTidyContext *Context);
  /// The fixes of \p F that the user wants to see.
  std::vector<const Fix *> preferred(const PoolFinding &F) const;

  AnalysisOptions Options;
  clang::Preprocessor *PP = nullptr; ///< Of the unit at hand.
  Preference Preferred;
  clang::tidy::utils::IncludeInserter Includes;
  std::shared_ptr<UnitAnalysis> Analysis;
};

/// "thread pool 'p'", or "thread pool" if it has no name.
std::string describePool(const PoolFinding &F);
/// "; its handle is overwritten", where the manner of a leak is worth a word.
llvm::StringRef describeManner(const PoolFinding &F);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_POOLCHECK_H
