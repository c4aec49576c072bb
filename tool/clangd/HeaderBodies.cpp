//===-- HeaderBodies.cpp - Functions of headers are seen ------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// clangd leaves out the bodies of functions in headers. But what a helper does
/// to a pool, how a guard ends and what a macro tests stands there, and without
/// it the editor would miss leaks and report some that are none. So they are
/// parsed, once for all edits of a file; those of the C++ library stay out,
/// which are many, and which the checks do not look into.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using llvm::IntrusiveRefCntPtr;

#define BUILD_PREAMBLE                                                         \
  "_ZN5clang19PrecompiledPreamble5BuildERKNS_18CompilerInvocationEPKN4llvm12"  \
  "MemoryBufferENS_14PreambleBoundsENS4_18IntrusiveRefCntPtrINS_"              \
  "17DiagnosticsEngineEEENS9_INS4_3vfs10FileSystemEEESt10shared_ptrINS_"       \
  "22PCHContainerOperationsEEbNS4_9StringRefERNS_17PreambleCallbacksE"

namespace poolguard {

using MaybePreamble = llvm::ErrorOr<PrecompiledPreamble>;

MaybePreamble realBuildPreamble(const CompilerInvocation &,
                                const llvm::MemoryBuffer *, PreambleBounds,
                                IntrusiveRefCntPtr<DiagnosticsEngine>,
                                IntrusiveRefCntPtr<llvm::vfs::FileSystem>,
                                std::shared_ptr<PCHContainerOperations>, bool,
                                StringRef, PreambleCallbacks &)
    POOLGUARD_REAL(BUILD_PREAMBLE);
MaybePreamble wrapBuildPreamble(const CompilerInvocation &,
                                const llvm::MemoryBuffer *, PreambleBounds,
                                IntrusiveRefCntPtr<DiagnosticsEngine>,
                                IntrusiveRefCntPtr<llvm::vfs::FileSystem>,
                                std::shared_ptr<PCHContainerOperations>, bool,
                                StringRef, PreambleCallbacks &)
    POOLGUARD_WRAP(BUILD_PREAMBLE);

/// In std, __gnu_cxx or the like.
static bool isInCxxLibrary(const Decl *D) {
  const NamespaceDecl *Outermost = nullptr;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent())
    if (const auto *NS = dyn_cast<NamespaceDecl>(C))
      Outermost = NS;
  return Outermost && Outermost->getIdentifier() &&
         (Outermost->getName() == "std" ||
          Outermost->getName().starts_with("__"));
}

namespace {

/// clangd's own, but for the bodies.
class WithBodies : public PreambleCallbacks {
public:
  explicit WithBodies(PreambleCallbacks &Clangd) : Clangd(Clangd) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    return isInCxxLibrary(D) && Clangd.shouldSkipFunctionBody(D);
  }

  void BeforeExecute(CompilerInstance &C) override { Clangd.BeforeExecute(C); }
  void AfterExecute(CompilerInstance &C) override { Clangd.AfterExecute(C); }
  void AfterPCHEmitted(ASTWriter &W) override { Clangd.AfterPCHEmitted(W); }
  void HandleTopLevelDecl(DeclGroupRef D) override {
    Clangd.HandleTopLevelDecl(D);
  }
  std::unique_ptr<PPCallbacks> createPPCallbacks() override {
    return Clangd.createPPCallbacks();
  }
  CommentHandler *getCommentHandler() override {
    return Clangd.getCommentHandler();
  }

private:
  PreambleCallbacks &Clangd;
};

} // namespace

MaybePreamble wrapBuildPreamble(
    const CompilerInvocation &Invocation, const llvm::MemoryBuffer *File,
    PreambleBounds Bounds, IntrusiveRefCntPtr<DiagnosticsEngine> Diagnostics,
    IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS,
    std::shared_ptr<PCHContainerOperations> Containers, bool StoreInMemory,
    StringRef StoragePath, PreambleCallbacks &Callbacks) {
  WithBodies Ours(Callbacks);
  // The templates that these bodies use are instantiated here, too, instead of
  // behind each version of the file.
  CompilerInvocation Instantiating(Invocation);
  Instantiating.getLangOpts().PCHInstantiateTemplates = true;
  return realBuildPreamble(Instantiating, File, Bounds, std::move(Diagnostics),
                           std::move(FS), std::move(Containers), StoreInMemory,
                           StoragePath, Ours);
}

} // namespace poolguard
