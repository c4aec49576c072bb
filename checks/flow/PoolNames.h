//===-- PoolNames.h - What a name says about pools --------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The words of identifiers, read where no model says what a declaration is:
/// attributes that name a resource, and classes of a pool's shape. What callees
/// do to a pool by their name is OwnershipPolicy's.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_POOLNAMES_H
#define POOLGUARD_CHECKS_FLOW_POOLNAMES_H

#include "../catalog/Model.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace poolguard {

/// The lower-case words of an identifier in any case style: `shutdownNow`,
/// `HTTP_pool` give {shutdown, now}, {http, pool}.
llvm::SmallVector<std::string, 4> wordsOf(llvm::StringRef Name);

/// A resource so named is a pool, an executor, a work queue or its workers.
bool speaksOfPool(llvm::StringRef Name);

/// What a pool so named holds; thread-pool if the name does not say.
PoolKind poolKindOf(llvm::StringRef Name);

/// The objects of a class so named are pools by its last word: `WorkerPool`,
/// `thread_pool`, `Workers`, but not `ThreadPoolOptions`.
bool isPoolClassName(llvm::StringRef Name);

/// How a method so named releases the pool it is called on: `close`,
/// `shutdownNow`, `stop_and_join`. None: it does not, or not for certain.
std::optional<ReleaseMode> releaseByName(llvm::StringRef Method);

/// `submit`, `post`, `execute`: hands work to the pool.
bool isSubmitName(llvm::StringRef Method);

/// `running`, `is_open`: true while the pool is open. `closed`, `isStopped`:
/// the other way round, false.
std::optional<bool> openByName(llvm::StringRef Method);

/// `start`, `open`: the pool is open from here on.
bool isStartName(llvm::StringRef Method);
/// `start`, `restart`, `reset`: a pool that was released may be open again.
bool isReopenName(llvm::StringRef Method);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_POOLNAMES_H
