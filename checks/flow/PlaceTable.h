//===-- PlaceTable.h - Access paths of one function -------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Names the places where a function can keep a handle: a root (variable,
/// `this`, the value of an expression, a condition) and some steps from it.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_PLACETABLE_H
#define POOLGUARD_CHECKS_FLOW_PLACETABLE_H

#include "PoolFlowGraph.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <tuple>

namespace clang {
class Decl;
class Expr;
class FieldDecl;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace poolguard {

/// One step of an access path.
enum class Step : uint8_t {
  Variable,   ///< Root: a variable.
  This,       ///< Root: the object a method runs on.
  Temporary,  ///< Root: the value of one expression.
  Condition,  ///< Root: whether a condition we cannot look into holds.
  Field,      ///< `.f` of the parent.
  Pointee,    ///< What the parent points to.
  ConstIndex, ///< Element number Index of the parent.
  VarIndex,   ///< The element a variable or member (index, iterator) names.
  Home,       ///< The memory pool the parent lives in.
  Bits,       ///< The parent integer and-ed with the mask Index.
  Answer,     ///< What the parent, an object, answers to question Index.
  Elements,   ///< The elements of the parent that nothing names: a collection.
};

/// What is known of a place besides its identity.
struct PlaceInfo {
  PlaceId Parent = None;
  Step Last = Step::Variable;
  /// The variable, field, expression or index variable of the last step.
  const void *Entity = nullptr;
  int64_t Index = 0;
  clang::QualType Type;
  /// Outlives the function: what is stored there is handed on.
  bool External = false;
  unsigned Depth = 0;
};

/// Interns access paths; identifiers are dense, as PoolFlowGraph wants them.
class PlaceTable {
public:
  /// Paths deeper than this are not told apart from "unknown" (None).
  static constexpr unsigned MaxDepth = 6;

  PlaceId variable(const clang::VarDecl *V, bool External);
  PlaceId thisObject(clang::QualType T);
  /// The object of a class whose life is followed from its constructor on.
  PlaceId ownObject(clang::QualType T);
  PlaceId temporary(const clang::Expr *E);
  /// A second value \p E brings about, told apart by \p Index.
  PlaceId temporary(const clang::Expr *E, int64_t Index, clang::QualType T);
  /// The value the function returns.
  PlaceId result(clang::QualType T);
  /// \p Frame tells the same question in several inlined bodies apart.
  PlaceId condition(const void *Key, unsigned Frame);
  /// A truth value the flow room keeps about \p Of.
  PlaceId flag(PlaceId Of);
  PlaceId field(PlaceId Parent, const clang::FieldDecl *F);
  PlaceId pointee(PlaceId Parent, clang::QualType T);
  PlaceId home(PlaceId Parent);
  PlaceId bits(PlaceId Parent, int64_t Mask);
  PlaceId answer(PlaceId Parent, int64_t Question);
  /// The same, if somebody asked; else None.
  PlaceId knownAnswer(PlaceId Parent, int64_t Question) const;
  bool hasAnswers() const { return NumAnswers != 0; }
  PlaceId element(PlaceId Parent, int64_t Index, clang::QualType T);
  /// The element \p Index names; with \p Occurrence, the one an expression like
  /// `i - 1` at one place of the code names, told apart from the others.
  PlaceId element(PlaceId Parent, const clang::ValueDecl *Index,
                  clang::QualType T, const void *Occurrence = nullptr);
  PlaceId elements(PlaceId Parent, clang::QualType T);
  /// The elements that \p Index names.
  llvm::SmallVector<PlaceId, 4> namedBy(const clang::ValueDecl *Index) const;

  /// The place reached from \p NewParent by the last step of \p P.
  PlaceId rebase(PlaceId P, PlaceId NewParent);
  /// \p P with the step "element named by \p Index" turned into "elements", or
  /// None if it has no such step.
  PlaceId generalise(PlaceId P, const clang::ValueDecl *Index);

  const PlaceInfo &info(PlaceId P) const { return Infos[P]; }
  const Place &place(PlaceId P) const { return Places[P]; }
  const std::vector<Place> &places() const { return Places; }
  unsigned size() const { return Places.size(); }

  /// All places below \p P, without \p P, in order of making.
  llvm::SmallVector<PlaceId, 8> descendants(PlaceId P) const;
  /// Children by one step.
  llvm::ArrayRef<PlaceId> children(PlaceId P) const { return Children[P]; }
  PlaceId root(PlaceId P) const;
  /// True if \p P is \p Ancestor or lies below it.
  bool isWithin(PlaceId P, PlaceId Ancestor) const;

private:
  /// Names are made for new places only.
  using NameMaker = llvm::function_ref<std::string()>;
  PlaceId intern(PlaceId Parent, Step Last, const void *Entity, int64_t Index,
                 clang::QualType T, NameMaker Name, bool External);

  unsigned NumAnswers = 0;
  std::vector<Place> Places;
  std::vector<PlaceInfo> Infos;
  std::vector<llvm::SmallVector<PlaceId, 2>> Children;
  std::map<std::tuple<PlaceId, Step, const void *, int64_t>, PlaceId> Index;
  llvm::DenseMap<const void *, llvm::SmallVector<PlaceId, 4>> ByIndex;
};

/// An element whose number is not certain is named: which handle is meant
/// is not known where it lives among other elements.
bool hasSiblings(const PlaceTable &Places, PlaceId P);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_PLACETABLE_H
