//===-- RemoteIndex.cpp - No index on a server ----------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// clangd can ask a server for symbols. Its client needs gRPC, so we leave it
/// out; a configuration that names a server gets what an unreachable one gives.
///
//===----------------------------------------------------------------------===//

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace clang::clangd {

// index/Index.h has its members. None is ever made here, and none destroyed.
class SymbolIndex {
public:
  virtual ~SymbolIndex();
};

namespace remote {

/// index/remote/Client.h
std::unique_ptr<SymbolIndex> getClient(llvm::StringRef Address,
                                       llvm::StringRef /*ProjectRoot*/) {
  llvm::errs() << "poolguard-clangd: the index server " << Address
               << " is not asked: built without gRPC\n";
  return nullptr;
}

} // namespace remote
} // namespace clang::clangd
