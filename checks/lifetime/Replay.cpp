//===-- Replay.cpp - Is this path a run? ----------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Replay.h"

using namespace llvm;

namespace poolguard {

static void ignore(const Sighting &) {}

BitVector Replay::askedFor(const SiteContext &Context, const Route &Way) {
  BitVector Asked(Context.Graph.Places.size());
  auto Ask = [&](PlaceId P) {
    if (!Asked.test(P))
      for (PlaceId Member : Context.Index.web(P).Places)
        Asked.set(Member);
  };
  for (const std::vector<BlockId> *Part :
       {&Way.LeadIn, &Way.Prefix, &Way.Blocks})
    for (BlockId B : *Part)
      for (const Event &E : Context.Graph.Blocks[B].Events)
        if (E.Kind == EventKind::Assume || E.Kind == EventKind::AssumeOpen)
          Ask(E.Dst);
  if (const SolverOptions *Observed = Context.observed())
    for (PlaceId P : Observed->integers())
      Ask(P);
  return Asked;
}

void Replay::walkPrefix(BlockRunner &Runner, BlockRunner::Runs &Here) {
  auto Through = [&](BlockId Block) {
    Runner.run(Block, 0, Context.Graph.Blocks[Block].Events.size(), 0, Here,
               ignore);
  };
  for (BlockId Block : Way.LeadIn)
    Through(Block);
  for (BlockId Block : ArrayRef(Way.Prefix).drop_back())
    Through(Block);
  Runner.run(Way.Prefix.back(), 0, Way.FirstEvent, 0, Here, ignore);
}

/// Of the runs in the \p At-th block, keeps those the search means.
void Replay::keepExpected(unsigned At, BlockRunner::Runs &Here) const {
  RunState Expected = From.stateOf(Way.States[At]);
  erase_if(Here, [&](Run &R) {
    Context.forget(Way.Blocks[At], R.State);
    return !R.State.sameFocus(Expected);
  });
}

void Replay::follow(BlockRunner &Runner, BlockRunner::Runs &Here,
                    const Sighting &Seen, BlockRunner::Watcher Check) {
  unsigned LastAt = Way.Blocks.size() - 1;
  for (unsigned At = 0; At <= LastAt; ++At) {
    BlockId Block = Way.Blocks[At];
    if (At)
      keepExpected(At, Here);
    unsigned First = At ? 0 : Way.FirstEvent + 1;
    unsigned End = At == LastAt && Seen.Event != None
                       ? Seen.Event + 1
                       : Context.Graph.Blocks[Block].Events.size();
    At == LastAt ? Runner.run(Block, First, End, At, Here, Check)
                 : Runner.run(Block, First, End, At, Here, ignore);
  }
  if (Seen.Event == None)
    Runner.leave(Way.Blocks.back(), Here, Check);
}

Verdict Replay::judge(const Sighting &Seen) {
  Verdict Result;
  BlockRunner Runner(Context.Graph, Meaning, Context.Site, Context.observed(),
                     Context.Spent, &Result.Conflicts, Quota);
  SmallVector<Run, 2> Here(1);
  Here[0].State = Way.Start;
  Here[0].State.Known.retain([&](PlaceId P) { return Asked.test(P); });
  walkPrefix(Runner, Here);
  const Event &Construct =
      Context.Graph.Blocks[Way.Blocks[0]].Events[Way.FirstEvent];
  erase_if(Here, [&](Run &R) { return !Meaning.bear(Construct, R.State); });
  follow(Runner, Here, Seen, [&](const Sighting &S) {
    if (Result.Real || S.By.Refuted || S.What != Seen.What ||
        S.Event != Seen.Event || !(S.End == Seen.End))
      return;
    Result.Real = true;
    Result.ActAt = S.By.ActAt;
    Result.ActEvent = S.By.ActEvent;
  });
  return Result;
}

} // namespace poolguard
