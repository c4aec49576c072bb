//===-- RunState.h - One point of one run -----------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The state of a run between two events: the life of the focus, what is to be
/// remembered of it, who holds it, which loops have visited it, and the branch
/// facts.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_LIFETIME_RUNSTATE_H
#define POOLGUARD_CHECKS_LIFETIME_RUNSTATE_H

#include "Facts.h"
#include "llvm/ADT/STLExtras.h"

namespace poolguard {

/// A small sorted set of numbers.
class IdSet {
public:
  bool contains(unsigned Id) const { return llvm::is_contained(Ids, Id); }
  void insert(unsigned Id);
  void erase(unsigned Id) { llvm::erase(Ids, Id); }
  bool empty() const { return Ids.empty(); }
  size_t size() const { return Ids.size(); }
  auto begin() const { return Ids.begin(); }
  auto end() const { return Ids.end(); }
  bool operator==(const IdSet &O) const { return Ids == O.Ids; }

private:
  llvm::SmallVector<unsigned, 4> Ids;
};

/// How far the focus's life has come. What comes after `Released` is the mode.
class Life {
public:
  static Life unborn() { return Life(0); }
  static Life open() { return Life(1); }
  static Life released(ReleaseMode Mode) { return Life(2 + unsigned(Mode)); }
  static Life fromCode(unsigned Code) { return Life(Code); }

  bool isUnborn() const { return Code == 0; }
  bool isOpen() const { return Code == 1; }
  bool isReleased() const { return Code >= 2; }
  ReleaseMode mode() const {
    return isReleased() ? ReleaseMode(Code - 2) : ReleaseMode::Close;
  }
  unsigned code() const { return Code; }
  bool operator==(Life O) const { return Code == O.Code; }

private:
  explicit Life(unsigned Code) : Code(Code) {}
  unsigned Code;
};

/// What a run remembers of an open focus, as a set of bits. None is set of any
/// other, since nothing asks for them then.
enum RunMark : uint8_t {
  Thrown = 1,    ///< A leak is one by an exception. Of obligations only.
  Queued = 2,    ///< It has work.
  Announced = 4, ///< Its workers were told to finish.
};

struct RunState {
  Life Focus = Life::unborn();
  uint8_t Marks = 0; ///< Of RunMark.
  IdSet Holders;     ///< Places that hold the focus.
  IdSet Visited;     ///< Loops that have visited it.
  Facts Known;

  /// Whether the focus is in the same situation, whatever the facts.
  bool sameFocus(const RunState &O) const {
    return Focus == O.Focus && Marks == O.Marks && Holders == O.Holders &&
           Visited == O.Visited;
  }
  bool operator==(const RunState &O) const {
    return sameFocus(O) && Known == O.Known;
  }

  /// Appends the state as a row of integers; decode() reads it back.
  void encode(llvm::SmallVectorImpl<unsigned> &Row) const;
  static RunState decode(llvm::ArrayRef<unsigned> Row);
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_LIFETIME_RUNSTATE_H
