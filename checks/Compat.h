// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Differences between the LLVM majors we support; each entry names the major
// at whose end it goes. Code elsewhere has no version #if.

#ifndef POOLGUARD_COMPAT_H
#define POOLGUARD_COMPAT_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/Version.h"

#if CLANG_VERSION_MAJOR >= 22
#include "clang-tidy/ClangTidyModule.h"
#else // Goes with LLVM 19.
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

namespace poolguard {

/// The type a class declares.
inline clang::QualType recordType(const clang::CXXRecordDecl *R,
                                  const clang::ASTContext &Context) {
#if CLANG_VERSION_MAJOR >= 22
  return Context.getCanonicalTagType(R);
#else // Goes with LLVM 19.
  return Context.getCanonicalType(Context.getTypeDeclType(R));
#endif
}

/// `f` and the argument (from 0) of `malloc(f, n)`; null if \p A names none.
inline std::pair<const clang::Expr *, unsigned>
deallocatorOf(const clang::RestrictAttr *A) {
#if CLANG_VERSION_MAJOR >= 22
  clang::ParamIdx Index = A->getDeallocatorPtrArgIndex();
  return {A->getDeallocator(), Index.isValid() ? Index.getASTIndex() : 0};
#else // Goes with LLVM 19, which takes no arguments.
  (void)A;
  return {nullptr, 0};
#endif
}

/// An engine that reports to \p Client, and to which \p Context reports. It has
/// to live as long as the context is used.
inline std::unique_ptr<clang::DiagnosticsEngine>
connectEngine(clang::tidy::ClangTidyContext &Context,
              clang::DiagnosticConsumer &Client) {
#if CLANG_VERSION_MAJOR >= 22
  auto Options = std::make_unique<clang::DiagnosticOptions>();
  auto Engine = std::make_unique<clang::DiagnosticsEngine>(
      clang::DiagnosticIDs::create(), *Options, &Client,
      /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(std::move(Options), Engine.get());
#else // Goes with LLVM 19.
  auto Engine = std::make_unique<clang::DiagnosticsEngine>(
      new clang::DiagnosticIDs(), new clang::DiagnosticOptions(), &Client,
      /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(Engine.get());
#endif
  return Engine;
}

/// What the configuration takes off a compile command.
inline std::vector<std::string>
removedArguments(const clang::tidy::ClangTidyOptions &Options) {
#if CLANG_VERSION_MAJOR >= 22
  return Options.RemovedArgs.value_or(std::vector<std::string>());
#else // Goes with LLVM 19, which has no such option.
  (void)Options;
  return {};
#endif
}

/// Sets the same, for those that are none.
inline void setRemovedArguments(clang::tidy::ClangTidyOptions &Options,
                                const std::vector<std::string> &Removed) {
#if CLANG_VERSION_MAJOR >= 22
  if (!Removed.empty())
    Options.RemovedArgs = Removed;
#else
  (void)Options;
  (void)Removed;
#endif
}

/// The headers whose findings clang-tidy shows unless told otherwise.
inline const char *defaultHeaderFilter() {
#if CLANG_VERSION_MAJOR >= 22
  return ".*";
#else // Goes with LLVM 19.
  return "";
#endif
}

} // namespace poolguard

#endif // POOLGUARD_COMPAT_H
