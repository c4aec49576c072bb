// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "FunctionWriter.h"

namespace poolguard::oracle {

PlaceId FunctionWriter::place(const char *Prefix, std::vector<PlaceId> &In,
                              bool Collection) {
  Graph.Places.push_back({Prefix + std::to_string(In.size()), Collection});
  In.push_back(Graph.Places.size() - 1);
  return In.back();
}

/// Each in turn before any a second time, so that none stays unused.
SiteId FunctionWriter::site() {
  if (UsedSites < Graph.Sites.size())
    return UsedSites++;
  return Random.below(Graph.Sites.size());
}

void FunctionWriter::declare() {
  for (unsigned N = 1 + Random.below(3); N; --N)
    place("p", Handles, false);
  for (unsigned N = 1 + Random.below(2); N; --N)
    place("f", Flags, false);
  for (unsigned N = Random.percent(35) ? 1 + Random.below(2) : 0; N; --N)
    place("v", Collections, true);
  for (unsigned N = Random.percent(50) ? 1 : 1 + Random.below(3); N; --N)
    Graph.Sites.push_back({"s" + std::to_string(Graph.Sites.size()),
                           Random.percent(88), Random.percent(30)});
  if (!Collections.empty())
    Graph.NumLoops = Random.percent(70) ? 1 : 2;
  Works = Random.percent(40);
  Tidiness = Random.of<unsigned>({0, 60, 90, 100, 100});
}

BlockId FunctionWriter::block() {
  Graph.Blocks.emplace_back();
  return Graph.Blocks.size() - 1;
}

Event &FunctionWriter::add(EventKind Kind, PlaceId Dst, PlaceId Src) {
  Event E;
  E.Kind = Kind;
  E.Dst = Dst;
  E.Src = Src;
  here().Events.push_back(E);
  return here().Events.back();
}

void FunctionWriter::construct(PlaceId Dst, const ValueSet &Values) {
  SiteId S = site();
  Event &E = add(EventKind::Construct, Dst);
  E.Site = S;
  E.Values = Values;
  if (Works && Random.percent(50))
    add(EventKind::Submit, Dst);
}

void FunctionWriter::set(PlaceId Dst, const ValueSet &Values) {
  add(EventKind::Set, Dst).Values = Values;
}

void FunctionWriter::assume(PlaceId Dst, const ValueSet &Values) {
  add(EventKind::Assume, Dst).Values = Values;
}

void FunctionWriter::release(PlaceId Dst) {
  Freed = Dst;
  ReleaseMode Mode = ReleaseMode(Random.below(3));
  ReleaseModes LegalAfter = Random.percent(30) ? Random.below(8) : 0;
  bool Quiet = Random.percent(8);
  if (Works && Random.percent(60)) {
    if (Random.percent(40))
      Mode = ReleaseMode::Terminate;
    if (Random.percent(30))
      add(EventKind::Wait, Dst);
    if (Mode != ReleaseMode::Terminate && Random.percent(60))
      add(EventKind::Announce, Dst);
    add(Mode == ReleaseMode::Terminate ? EventKind::Drop : EventKind::Await,
        Dst)
        .Quiet = Quiet;
  }
  Event &E = add(EventKind::Release, Dst);
  E.Mode = Mode;
  E.LegalAfter = LegalAfter;
  E.Quiet = Quiet;
}

/// Few constants, so that conditions are correlated. "Not equal" only with
/// three of them: a ValueSet keeps four holes.
FunctionWriter::Sides FunctionWriter::condition() {
  int64_t C = Random.below(3);
  Relation R = Random.of<Relation>(
      {Relation::Eq, Relation::Ne, Relation::Ne, Relation::Lt, Relation::Ge});
  if (Random.percent(50))
    C = 0;
  if (R == Relation::Lt || R == Relation::Ge)
    C = int(Random.below(5)) - 1;
  return {ValueSet::satisfying(R, C), ValueSet::satisfying(negate(R), C)};
}

/// Two ways out of Here.
void FunctionWriter::branch(BlockId Yes, BlockId No) {
  BlockId From = Here;
  edge(From, Yes);
  edge(From, No);
  unsigned Sort = Random.below(10);
  if (Sort < 2) // Nothing is known.
    return;
  PlaceId P = Sort < 4 ? any() : scalar();
  Sides C = condition();
  goOn(Yes);
  Sort < 4 ? void(add(EventKind::AssumeOpen, P)) : assume(P, C.Yes);
  goOn(No);
  if (Sort < 4)
    add(EventKind::AssumeOpen, P).Negated = true;
  else
    assume(P, C.No);
  goOn(From);
}

PoolFlowGraph FunctionWriter::write() {
  declare();
  goOn(block());
  do
    acquire();
  while (UsedSites < Graph.Sites.size() && Random.percent(60));
  body(0);
  while (UsedSites < Graph.Sites.size())
    acquire();
  finish();
  return std::move(Graph);
}

} // namespace poolguard::oracle
