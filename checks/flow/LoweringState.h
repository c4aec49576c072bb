//===-- LoweringState.h - What inlined bodies share -------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to the flow room: the state of one lowering, of the function asked
/// for and of the bodies inlined into it.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_LOWERINGSTATE_H
#define POOLGUARD_CHECKS_FLOW_LOWERINGSTATE_H

#include "BodyTables.h"
#include "Lowering.h"
#include "Operand.h"
#include "PlaceTable.h"
#include "Throwing.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <functional>
#include <map>

namespace poolguard {

/// Which codes say that there is a pool in Pool, and which that there is none.
struct ResultCode {
  PlaceId Pool;
  ValueSet Success, Failure;
};

/// What a function shares with the bodies that are inlined into it.
struct LoweringState {
  PlaceTable Places;
  std::unique_ptr<LoweredFunction> Out;
  BodyCache OwnBodies; ///< Where the unit has no cache of them.
  /// Variables and temporaries of inlined bodies, each with the innermost.
  llvm::DenseMap<const clang::FunctionDecl *, llvm::SetVector<PlaceId>> Locals;
  llvm::DenseSet<PlaceId> IsLocal;
  unsigned NumLoops = 0, InlinedBlocks = 0, Instances = 0;
  /// Places that something was put into.
  llvm::DenseSet<PlaceId> MayHold;
  /// Fields of closures that hold a copy of what was captured.
  llvm::DenseSet<const clang::FieldDecl *> HoldsCopy;
  /// Members that were given one address and no other: what they point to.
  /// None: several.
  llvm::DenseMap<PlaceId, PlaceId> Targets;
  /// Targets that are being given away; they may point to each other.
  llvm::DenseSet<PlaceId> Retaining;
  /// By place, a condition place: somebody else has a reference to it.
  llvm::DenseMap<PlaceId, PlaceId> RetainedFlags;
  /// Containers of which single elements are looked at from an end.
  llvm::DenseSet<PlaceId> ReadAtEnds;
  /// Smart pointers whose deleter, a function seen here, releases nothing.
  llvm::DenseSet<PlaceId> IdleOwners;
  llvm::DenseMap<PlaceId, SiteId> PriorSiteOf;
  /// By place of a result code.
  std::map<PlaceId, ResultCode> ResultOf;
  /// Sites whose handle is still in a temporary, to be named by its variable.
  llvm::DenseMap<PlaceId, llvm::SmallVector<SiteId, 1>> TemporarySite;
  llvm::DenseMap<const clang::Decl *, llvm::SmallVector<PlaceId, 2>> Dependents;
  /// By condition place, the expressions that ask for it. One that is asked for
  /// once tells nothing about anything else: no fact is kept of it.
  llvm::DenseMap<PlaceId, llvm::SmallPtrSet<const clang::Expr *, 2>> AskedBy;
  /// Places some call releases; handles that were there before are followed
  /// only if they are among them.
  llvm::DenseMap<PlaceId, const Family *> Released;
  llvm::DenseMap<const clang::Type *, const Family *> ReleasedTypes;
  /// Some `shared_ptr` to a handle is copied.
  bool CopiesShared = false;
  /// Members that are pointers: whether all they are given is fresh memory.
  llvm::DenseMap<PlaceId, bool> FreshMembers;
  /// What stands for a pool, as an executor does, by that pool's place. None:
  /// now for this, now for that.
  llvm::DenseMap<PlaceId, PlaceId> Views;
  /// By place with a memory pool, or home in one, where that pool came from.
  /// None: from several places.
  llvm::DenseMap<PlaceId, PlaceId> PoolOf;
  /// Places with a pool that work is handed to.
  std::map<PlaceId, const Family *> Submitted;
  /// Of what types the handles are that the body makes.
  llvm::DenseMap<const Family *, llvm::SmallPtrSet<const clang::Type *, 2>>
      MadeTypes;
};

/// What is noted of one body while it is lowered, anew for each inlining.
struct BodyNotes {
  /// References and pointers that never change, by what they stand for.
  llvm::DenseMap<const clang::VarDecl *, PlaceId> Aliases;
  llvm::DenseMap<const clang::VarDecl *, PlaceId> PointsTo;
  /// Parameters of a function that is looked into, by what they stand for.
  llvm::DenseMap<const clang::Decl *, const clang::Expr *> Substituted;
  /// Iterators, by the container they walk.
  llvm::DenseMap<const clang::VarDecl *, PlaceId> Walks;
  llvm::DenseMap<const clang::Expr *, SiteId> SiteOf;
  /// Condition places by structural hash, and what each depends on.
  llvm::DenseMap<unsigned,
                 std::vector<std::pair<llvm::FoldingSetNodeID, PlaceId>>>
      ConditionPlaces;
  /// Condition places that involve calls: stale at every back edge.
  llvm::SmallVector<PlaceId, 4> VolatileConditions;
  // Gathered in the first round, used in the second.
  const Family *ReleasingFamily = nullptr;
  /// Element places (by index variable) constructed resp. read in each loop.
  std::map<std::pair<unsigned, PlaceId>, unsigned> LoopAccess;
  enum : unsigned { Constructed = 1, Read = 2, ReleasedHere = 4 };
  /// By loop, the places its exits ask for that others can change.
  std::map<LoopId, llvm::SmallVector<PlaceId, 2>> WaitedFor;
  std::map<std::pair<LoopId, const clang::ValueDecl *>, bool> IndexTests,
      NamedAfterChange;
  /// The blocks that lead out of a scope, by what is thrown.
  std::map<std::pair<unsigned, std::vector<const void *>>, BlockId> Unwinding;
  /// What was seen to enter a handler.
  llvm::DenseMap<const clang::CXXCatchStmt *, ThrownTypes> EnteredWith;
  /// What a statement lowered now is; events get it as their origin.
  unsigned CurrentOrigin = None;
  /// In the throwing alternative of a call: its other outcomes do not count.
  bool Raising = false;
  /// Temporaries that may hold a handle.
  llvm::SmallSetVector<PlaceId, 8> FilledTemporaries;
};

/// The shared state by short names.
struct LoweringBase {
  explicit LoweringBase(std::shared_ptr<LoweringState> Shared)
      : Shared(std::move(Shared)) {}

  std::shared_ptr<LoweringState> Shared;
  PlaceTable &Places = Shared->Places;
  std::unique_ptr<LoweredFunction> &Out = Shared->Out;
  decltype(LoweringState::HoldsCopy) &HoldsCopy = Shared->HoldsCopy;
  decltype(LoweringState::RetainedFlags) &RetainedFlags = Shared->RetainedFlags;
  decltype(LoweringState::ReadAtEnds) &ReadAtEnds = Shared->ReadAtEnds;
  decltype(LoweringState::IdleOwners) &IdleOwners = Shared->IdleOwners;
  decltype(LoweringState::PriorSiteOf) &PriorSiteOf = Shared->PriorSiteOf;
  decltype(LoweringState::TemporarySite) &TemporarySite = Shared->TemporarySite;
  decltype(LoweringState::Dependents) &Dependents = Shared->Dependents;
  decltype(LoweringState::AskedBy) &AskedBy = Shared->AskedBy;
  decltype(LoweringState::Released) &Released = Shared->Released;
  decltype(LoweringState::ReleasedTypes) &ReleasedTypes = Shared->ReleasedTypes;
  decltype(LoweringState::Submitted) &Submitted = Shared->Submitted;
  decltype(LoweringState::MadeTypes) &MadeTypes = Shared->MadeTypes;
};

class FunctionLowering;

/// How a body stands to those around it and in it; see LowerInline.cpp.
struct InlineNotes {
  BlockId Continuation = None; ///< Where it returns to.
  const clang::Stmt *CallSite = nullptr;
  PlaceId ReturnPlace = None; ///< Where its caller looks for the value.
  /// What a returned reference or address names; if always the same.
  Operand ReturnedOperand;
  bool ReturnsSeveral = false;
  using InlineKey =
      std::tuple<const void *, const clang::FunctionDecl *, PlaceId, unsigned>;
  std::map<InlineKey, std::unique_ptr<FunctionLowering>> Inlined;
  std::map<std::tuple<const void *, const clang::FunctionDecl *, PlaceId>,
           unsigned>
      InlinedSoFar;
  /// What calls of inlined bodies name.
  llvm::DenseMap<const clang::Expr *, Operand> Returned;
  llvm::DenseSet<const clang::Expr *> InlinedCalls;
  /// Constructions whose constructor is inlined; and those of bases.
  llvm::DenseSet<const clang::Expr *> InlinedCtors, InitializesThis;
  bool Unwinds = false; ///< What is lowered runs while an exception passes.
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_LOWERINGSTATE_H
