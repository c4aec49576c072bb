// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "EventSyntax.h"

namespace poolguard {

const llvm::StringLiteral ModeWords[3] = {"close", "terminate", "detach"};
const llvm::StringLiteral ExitWords[5] = {"none", "normal", "exception",
                                          "process", "abort"};

constexpr unsigned NumEventKinds = unsigned(EventKind::Note) + 1;

const EventSyntax &eventSyntax(EventKind Kind) {
  using O = EventOperand;
  // In the order of EventKind.
  static const EventSyntax Table[NumEventKinds] = {
      {"construct", {O::Site, O::Dst, O::AnyValues}},
      {"copy", {O::ScalarDst, O::ScalarSrc}},
      {"move", {O::Dst, O::LikeSrc}},
      {"swap", {O::Dst, O::LikeSrc}},
      {"insert", {O::CollectionDst, O::ScalarSrc}},
      {"set", {O::Dst, O::AnyValues}},
      {"destroy", {O::Dst}},
      {"release", {O::Dst, O::Mode, O::After, O::Quiet}},
      {"use", {O::Dst, O::Quiet}},
      {"escape", {O::Dst}},
      {"assume", {O::ScalarDst, O::Values}},
      {"assume-open", {O::Dst, O::Negated}},
      {"bind", {O::ScalarDst, O::CollectionSrc, O::Loop}},
      {"loop-begin", {O::Loop}},
      {"exhausted", {O::CollectionDst, O::Loop}},
      {"empty", {O::CollectionDst}},
      {"throw", {}},
      {"submit", {O::Dst}},
      {"wait", {O::Dst}},
      {"drop", {O::Dst, O::Quiet}},
      {"announce", {O::Dst}},
      {"await", {O::Dst, O::Quiet}},
      {"note", {}},
  };
  return Table[unsigned(Kind)];
}

bool eventKindOf(llvm::StringRef Word, EventKind &Kind) {
  for (unsigned I = 0; I != NumEventKinds; ++I)
    if (eventSyntax(EventKind(I)).Word == Word) {
      Kind = EventKind(I);
      return true;
    }
  return false;
}

namespace {
/// What an operand asks of a place.
enum class Holds : uint8_t { Either, One, Many };
} // namespace

static std::string verifyPlace(const PoolFlowGraph &Graph, PlaceId P,
                               Holds Wanted) {
  if (P >= Graph.Places.size())
    return "there is no place " + std::to_string(P);
  const Place &Found = Graph.Places[P];
  if (Wanted == Holds::One && Found.Collection)
    return "'" + Found.Name + "' is a collection";
  if (Wanted == Holds::Many && !Found.Collection)
    return "'" + Found.Name + "' is not a collection";
  return "";
}

static std::string verifyOperand(const PoolFlowGraph &Graph, const Event &E,
                                 EventOperand O) {
  switch (O) {
  case EventOperand::Site:
    if (E.Site >= Graph.Sites.size())
      return "there is no site " + std::to_string(E.Site);
    return "";
  case EventOperand::Dst:
    return verifyPlace(Graph, E.Dst, Holds::Either);
  case EventOperand::ScalarDst:
    return verifyPlace(Graph, E.Dst, Holds::One);
  case EventOperand::CollectionDst:
    return verifyPlace(Graph, E.Dst, Holds::Many);
  case EventOperand::ScalarSrc:
    return verifyPlace(Graph, E.Src, Holds::One);
  case EventOperand::CollectionSrc:
    return verifyPlace(Graph, E.Src, Holds::Many);
  case EventOperand::LikeSrc: // Dst comes first, so it is in range here.
    return verifyPlace(Graph, E.Src,
                       Graph.Places[E.Dst].Collection ? Holds::Many
                                                      : Holds::One);
  case EventOperand::Loop:
    if (E.Loop >= Graph.NumLoops)
      return "there is no loop " + std::to_string(E.Loop);
    return "";
  case EventOperand::Mode:
    return unsigned(E.Mode) < 3 ? "" : "there is no such release mode";
  case EventOperand::After:
    return E.LegalAfter & ~AllReleaseModes ? "there is no such release mode"
                                           : "";
  case EventOperand::Values:
  case EventOperand::AnyValues:
  case EventOperand::Quiet:
  case EventOperand::Negated:
    return "";
  }
  return "";
}

std::string verifyEvent(const PoolFlowGraph &Graph, const Event &E) {
  if (unsigned(E.Kind) >= NumEventKinds)
    return "there is no such event";
  for (EventOperand O : eventSyntax(E.Kind).Operands)
    if (std::string Wrong = verifyOperand(Graph, E, O); !Wrong.empty())
      return eventSyntax(E.Kind).Word.str() + ": " + Wrong;
  return "";
}

std::string verifyEnd(const PoolFlowGraph &Graph, const FlowBlock &Block) {
  if (unsigned(Block.Exit) > unsigned(ExitKind::Abort))
    return "there is no such exit";
  if (Block.Exit == ExitKind::None && Block.Succs.empty())
    return "neither a successor nor an exit";
  if (Block.Exit != ExitKind::None && !Block.Succs.empty())
    return "an exit with a successor";
  for (BlockId Succ : Block.Succs)
    if (Succ >= Graph.Blocks.size())
      return "there is no block " + std::to_string(Succ);
  return "";
}

} // namespace poolguard
