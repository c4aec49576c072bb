// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One table of the event kinds: the word and the operands of each, in the
// order of the text form. Verifying, printing and parsing all follow it. The
// meaning of an event is no concern of this file: see PoolFlowGraph.h.

#ifndef POOLGUARD_CHECKS_FLOW_EVENTSYNTAX_H
#define POOLGUARD_CHECKS_FLOW_EVENTSYNTAX_H

#include "PoolFlowGraph.h"

namespace poolguard {

enum class EventOperand : uint8_t {
  Site,
  Dst, ///< Of either kind.
  ScalarDst,
  CollectionDst,
  ScalarSrc,
  CollectionSrc,
  LikeSrc, ///< Of the same kind as Dst.
  Loop,
  Values,
  Mode,
  // From here on an operand may be left out of the text.
  AnyValues, ///< `any` where left out.
  After,
  Quiet,
  Negated,
};

struct EventSyntax {
  llvm::StringLiteral Word;
  llvm::SmallVector<EventOperand, 4> Operands;
};

/// The row of \p Kind.
const EventSyntax &eventSyntax(EventKind Kind);

/// Finds the kind whose word is \p Word. \returns false where there is none.
bool eventKindOf(llvm::StringRef Word, EventKind &Kind);

/// The words for release modes and exits, indexed by their values.
extern const llvm::StringLiteral ModeWords[3];
extern const llvm::StringLiteral ExitWords[5];

/// Checks one event's operands; an empty string if they are in order.
std::string verifyEvent(const PoolFlowGraph &Graph, const Event &E);

/// Checks where a block leads; an empty string if that is in order.
std::string verifyEnd(const PoolFlowGraph &Graph, const FlowBlock &Block);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_EVENTSYNTAX_H
