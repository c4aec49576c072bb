//===-- PoolFlowGraph.h - A function reduced to pool events -----*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The language the flow room speaks to the lifetime room: a nondeterministic
/// program over places, whose steps are pool events. It knows no AST; what an
/// event came from is an opaque Origin that only its maker can read.
///
/// Meaning. A run starts in block 0 and follows one successor after another.
/// Before it starts it picks one *focus*: one dynamic execution of one
/// Construct event; every other Construct merely puts an unknown value into
/// its place. So one run tells the life of one pool instance, and a graph's
/// findings are those of all its runs. In a run
///   - a scalar place holds an integer and, where it aliases it, the focus;
///   - a collection place holds the focus or does not;
///   - the focus is open, released (by a mode) or escaped;
///   - three marks say whether an exception is under way, whether the focus has
///     work queued and whether its workers were told to finish. None is set
///     when the focus is born.
/// A finding ends the run (but for those of Drop and Await), and so does an
/// assumption that does not hold. What a run did before it ended counts
/// whatever would have come after.
///
/// At the start every place holds an unknown integer (a collection: not the
/// focus) and no loop is visited. A run's integers are definite, though
/// unknown: after `copy q p` the two are equal until one of them changes, and
/// an assumption on one tells of the other. The steps are described at
/// EventKind.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_POOLFLOWGRAPH_H
#define POOLGUARD_CHECKS_FLOW_POOLFLOWGRAPH_H

#include "ValueSet.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace poolguard {

using PlaceId = unsigned;
using SiteId = unsigned;
using LoopId = unsigned;
using BlockId = unsigned;

/// "No such thing", for any of the identifiers above and for origins.
constexpr unsigned None = ~0u;

/// How a release ends the obligation.
enum class ReleaseMode : uint8_t {
  Close,     ///< Queued work drains.
  Terminate, ///< Queued work is dropped.
  Detach,    ///< The handle is given up on purpose.
};

/// A set of release modes, one bit per mode.
using ReleaseModes = uint8_t;
constexpr ReleaseModes modeBit(ReleaseMode M) {
  return ReleaseModes(1u << unsigned(M));
}
constexpr ReleaseModes AllReleaseModes = 7;

enum class EventKind : uint8_t {
  /// A pool comes into being: `Site`, held by `Dst`. If this execution is the
  /// focus, the focus is open and Dst holds it (scalar: Dst's old content is
  /// lost; collection: it joins). In either case a scalar Dst's integer is one
  /// of Values.
  Construct,
  /// Dst := Src, integer and focus; Src keeps them. Both scalar. Onto itself:
  /// nothing.
  Copy,
  /// Dst := Src, then Src holds 0 and not the focus (collection: is without
  /// the focus). Both scalar or both collections. Dst's old content is lost.
  /// Onto itself, too: then Dst holds 0 and not the focus.
  Move,
  /// Dst and Src exchange content. Both scalar or both collections.
  Swap,
  /// If scalar Src holds the focus, collection Dst holds it as well.
  Insert,
  /// Dst := some integer of Values and not the focus (a collection: is without
  /// the focus).
  Set,
  /// The object in Dst is destroyed and nothing in its destructor releases:
  /// finding Leak if it holds the open focus, whoever else refers to it.
  /// Otherwise Dst is left holding an unknown integer and not the focus. (If
  /// the site is no Obligation that is all: others may still hold the focus.)
  Destroy,
  /// If Dst holds the focus: open -> released(Mode); released(m) ->
  /// released(Mode) if m is in LegalAfter or the event is Quiet, else finding
  /// DoubleRelease. Holders and integers stay as they are.
  Release,
  /// If Dst holds the released focus and the event is not Quiet: finding
  /// UseAfterRelease.
  Use,
  /// If Dst holds the focus, it is escaped: the run ends without a finding.
  Escape,
  /// The run goes on only if scalar Dst's integer is in Values.
  Assume,
  /// The run goes on only if Dst holds an open pool (Negated: does not). Where
  /// Dst holds the focus that is known; where it does not, the positive form
  /// asks that a scalar's integer is not 0 and the negated form asks nothing.
  AssumeOpen,
  /// Scalar Dst becomes an element of collection Src, visited in Loop: either
  /// the focus (if Src holds it and Loop has not visited it; Loop then has) and
  /// its integer one of bornValues(), or another element: an unknown integer.
  /// Both happen, where both can; another element there always is. Dst's old
  /// content is lost.
  Bind,
  /// Loop is about to start: it has visited nothing.
  LoopBegin,
  /// Loop has visited every element of Dst: the run goes on only if Dst does
  /// not hold the focus or Loop has visited it.
  Exhausted,
  /// Dst is an empty collection: the run goes on only if it does not hold the
  /// focus.
  Empty,
  /// An exception is under way: from here on, handled or not, each Leak that
  /// the run comes to is an ExceptionLeak. Before the birth of the focus:
  /// nothing. Where the exception goes is told by blocks and exits.
  Throw,
  /// If Dst holds the open focus, it has work queued. May be given more often.
  Submit,
  /// If Dst holds the open focus, it has no work queued any more.
  Wait,
  /// What is queued is about to be dropped: finding DiscardedWork if Dst holds
  /// the open focus, it has work queued and the event is not Quiet. The run
  /// goes on in any case, so a Release comes after.
  Drop,
  /// If Dst holds the open focus, its workers were told to finish. A pool that
  /// was there before may have been told there: its maker says so right after
  /// the Construct.
  Announce,
  /// Waits for the workers: finding JoinBeforeClose if Dst holds the open
  /// focus,
  /// nobody told its workers to finish and the event is not Quiet. The run goes
  /// on in any case.
  Await,
  /// Nothing: carries an Origin for the path's notes only.
  Note,
};

// Lost handles. Whenever a step takes the focus away from its last holder while
// it is open, that is finding Leak (after a Throw: ExceptionLeak), at that
// step. The step's other effects do not matter then, since the finding ends the
// run. Of a site that is no Obligation it is no finding, and the run goes on
// with an open focus that nobody holds. A released focus with no holder left
// gives no finding any more, though how the run exits may still be of interest
// (see Outcome).
//
// No integer. Where Values is empty in a Set or a Construct of a scalar, or in
// an Assume, the run ends there without a finding, even if the step would have
// lost the last handle.

/// One step. Only the fields its kind names matter.
struct Event {
  EventKind Kind = EventKind::Note;
  PlaceId Dst = None;
  PlaceId Src = None;
  SiteId Site = None;
  LoopId Loop = None;
  ValueSet Values = ValueSet::any();
  ReleaseMode Mode = ReleaseMode::Close;
  ReleaseModes LegalAfter = 0;
  bool Negated = false;
  /// Which element is meant is not certain: never report here. For Release,
  /// Use, Drop and Await; other kinds may report nevertheless.
  bool Quiet = false;
  /// Where it came from: an index into a table of the graph's maker.
  unsigned Origin = None;
};

/// How a run may end in a block.
enum class ExitKind : uint8_t {
  None,      ///< It goes on to one of Succs.
  Normal,    ///< The function returns: an open focus is finding Leak (after a
             ///< Throw: ExceptionLeak), if the site is an Obligation.
  Exception, ///< An exception leaves the function: as Normal, but the finding
             ///< is always ExceptionLeak.
  Process,   ///< The process ends in good order (main returns): as Normal for
             ///< a site with ReportAtProcessExit, else nothing.
  Abort,     ///< The run never gets anywhere: no finding.
};

/// A straight run of events. Where Succs has several, any may be taken; what
/// decides stands as assumptions at the successors' beginnings.
struct FlowBlock {
  std::vector<Event> Events;
  std::vector<BlockId> Succs;
  ExitKind Exit = ExitKind::None;
  /// What leads here or ends here, for the path's notes (see Event::Origin).
  unsigned Origin = None;
};

/// Where a handle may live. Identity only: how a place relates to others is
/// already spelled out in events.
struct Place {
  std::string Name;        ///< As the user writes it: `p`, `s.pool`, `v[]`.
  bool Collection = false; ///< Stands for any number of handles.
};

/// A place in the program that brings pools into being.
struct Site {
  std::string Name;
  /// False for a pool that was there before (a parameter, a member, a borrowed
  /// one): it is never a Leak here, but misuse of it is reported.
  bool Obligation = true;
  bool ReportAtProcessExit = false;
};

/// One function body. Block 0 is the entry; an exit block has no successors,
/// and a block that is no exit has at least one.
struct PoolFlowGraph {
  std::vector<FlowBlock> Blocks;
  std::vector<Place> Places;
  std::vector<Site> Sites;
  unsigned NumLoops = 0;

  /// Checks the rules above (identifiers in range, kinds of places, exits);
  /// returns an empty string or what is wrong, naming the block.
  std::string verify() const;

  /// Prints the text form, which parsePoolFlowGraph reads back.
  void print(llvm::raw_ostream &OS) const;
};

/// What the handle of a pool of \p Site is when it comes out of a collection:
/// not 0, and from the least to the greatest integer that the site's Construct
/// events give to scalars. (Of one that gives it to a collection: any.)
ValueSet bornValues(const PoolFlowGraph &Graph, SiteId Site);

/// Reads the text form. \returns true and fills \p Graph, or false and sets
/// \p Error to `line N: what is wrong`.
bool parsePoolFlowGraph(llvm::StringRef Text, PoolFlowGraph &Graph,
                        std::string &Error);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_POOLFLOWGRAPH_H
