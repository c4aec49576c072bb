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

/// Brings \p State from the entry to the Construct.
bool Replay::walkPrefix(RunState &State, Verdict &Result) {
  BlockRunner Runner(Context.Graph, Meaning, Context.Site, nullptr,
                     &Result.Conflicts);
  SmallVector<Run, 1> Here(1);
  for (BlockId Block : ArrayRef(Way.Prefix).drop_back())
    Runner.run(Block, 0, Context.Graph.Blocks[Block].Events.size(), 0, Here,
               ignore);
  Runner.run(Way.Prefix.back(), 0, Way.FirstEvent, 0, Here, ignore);
  if (Here.empty())
    return false;
  State = std::move(Here[0].State);
  return true;
}

/// Of the runs in the \p At-th block, keeps those the search means.
void Replay::keepExpected(unsigned At, BlockRunner::Runs &Here) const {
  RunState Expected = From.stateOf(Way.States[At]);
  erase_if(Here, [&](Run &R) {
    Context.forgetVisits(Way.Blocks[At], R.State);
    return !R.State.sameFocus(Expected);
  });
}

bool Replay::follow(RunState Start, const Sighting &Seen, Verdict &Result) {
  const Event &Construct =
      Context.Graph.Blocks[Way.Blocks[0]].Events[Way.FirstEvent];
  if (!Meaning.bear(Construct, Start))
    return false;
  BlockRunner Runner(Context.Graph, Meaning, Context.Site, Context.observed(),
                     &Result.Conflicts);
  bool Shown = false;
  auto Check = [&](const Sighting &S) {
    if (Shown || S.What != Seen.What || S.Event != Seen.Event ||
        !(S.End == Seen.End))
      return;
    Shown = true;
    Result.ReleaseAt = S.By.ReleaseAt;
    Result.ReleaseEvent = S.By.ReleaseEvent;
  };
  SmallVector<Run, 2> Here;
  Here.push_back({std::move(Start), None, None});
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
  return Shown;
}

Verdict Replay::judge(const Sighting &Seen) {
  Verdict Result;
  RunState AtConstruct;
  if (walkPrefix(AtConstruct, Result) &&
      follow(std::move(AtConstruct), Seen, Result)) {
    Result.Real = true;
    return Result;
  }
  if (From.isFromEntry())
    return Result;
  // Is it the search's ignorance of the way to the Construct that is at fault?
  Verdict Alone;
  Result.NeedsEntry = follow(RunState(), Seen, Alone);
  return Result.NeedsEntry ? Result : Alone;
}

} // namespace poolguard
