//===-- Model.cpp ---------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Model.h"
#include "llvm/Support/ErrorHandling.h"

llvm::StringRef poolguard::kindName(PoolKind K) {
  switch (K) {
  case PoolKind::ThreadPool:
    return "thread pool";
  case PoolKind::ProcessPool:
    return "process pool";
  case PoolKind::ConnectionPool:
    return "connection pool";
  case PoolKind::Connection:
    return "connection";
  case PoolKind::MemoryPool:
    return "memory pool";
  case PoolKind::ObjectPool:
    return "object pool";
  case PoolKind::WorkQueue:
    return "work queue";
  case PoolKind::WorkerThread:
    return "worker thread";
  case PoolKind::Process:
    return "process";
  case PoolKind::Runtime:
    return "runtime";
  case PoolKind::IoQueue:
    return "io queue";
  case PoolKind::Lease:
    return "leased object";
  }
  llvm_unreachable("unknown PoolKind");
}
