// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Meaning.h"
#include <algorithm>
#include <map>
#include <set>

namespace poolguard::oracle {

static bool isMember(const ValueSet &Values, int64_t C) {
  if (C < Values.low() || C > Values.high())
    return false;
  for (int64_t Hole : Values.holes())
    if (C == Hole)
      return false;
  return true;
}

Meaning::Meaning(const PoolFlowGraph &Graph, SiteId Site, bool Lazy)
    : Graph(Graph), Site(Site), Lazy(Lazy) {
  chooseIntegers();
}

/// The integers next to the ones a graph mentions stand for all; of those that
/// are in the same sets one is enough.
void Meaning::chooseIntegers() {
  std::vector<const ValueSet *> Sets;
  std::set<int64_t> Candidates = {-1, 0, 1};
  auto Mention = [&](int64_t C) {
    for (int64_t Near : {-1, 0, 1})
      if (C != ValueSet::Min && C != ValueSet::Max)
        Candidates.insert(C + Near);
  };
  for (const FlowBlock &Block : Graph.Blocks)
    for (const Event &E : Block.Events) {
      Sets.push_back(&E.Values);
      Mention(E.Values.low());
      Mention(E.Values.high());
      for (int64_t Hole : E.Values.holes())
        Mention(Hole);
    }
  std::map<std::vector<bool>, int64_t> Classes;
  for (int64_t C : Candidates) {
    std::vector<bool> In = {C == 0};
    for (const ValueSet *Set : Sets)
      In.push_back(isMember(*Set, C));
    if (Classes.emplace(In, C).second)
      Integers.push_back(C);
  }
  for (size_t I = 0; I != Integers.size(); ++I)
    if (Integers[I] == 0)
      Zero = int8_t(I);
  for (size_t I = 0; I != Integers.size(); ++I)
    if (I != size_t(Zero) && mayBeHandle(Integers[I]))
      Born.push_back(int8_t(I));
}

/// A pool of the site can have the integer \p C, other things being equal.
bool Meaning::mayBeHandle(int64_t C) const {
  bool Above = false, Below = false;
  for (const FlowBlock &Block : Graph.Blocks)
    for (const Event &E : Block.Events) {
      if (E.Kind != EventKind::Construct || E.Site != Site)
        continue;
      if (Graph.Places[E.Dst].Collection)
        return true;
      Above |= !E.Values.isEmpty() && E.Values.low() <= C;
      Below |= !E.Values.isEmpty() && E.Values.high() >= C;
    }
  return Above && Below;
}

Meaning::Indexes Meaning::members(const ValueSet &Values) const {
  Indexes Result;
  for (size_t I = 0; I != Integers.size(); ++I)
    if (isMember(Values, Integers[I]))
      Result.push_back(int8_t(I));
  return Result;
}

std::vector<Store> Meaning::forced(const Store &S, PlaceId P) const {
  if (S.Integer[P] != Store::Unknown)
    return {S};
  std::vector<Store> Result(Integers.size(), S);
  for (size_t I = 0; I != Integers.size(); ++I)
    Result[I].Integer[P] = int8_t(I);
  return Result;
}

std::vector<Store> Meaning::initial() const {
  Store S;
  // A collection has no integer: 0 stands there.
  for (PlaceId P = 0; P != Graph.Places.size(); ++P)
    S.Integer[P] = Graph.Places[P].Collection ? Zero : Store::Unknown;
  std::vector<Store> Result = {S};
  for (PlaceId P = 0; !Lazy && P != Graph.Places.size(); ++P) {
    std::vector<Store> More;
    for (const Store &Old : Result)
      for (const Store &New : forced(Old, P))
        More.push_back(New);
    Result = std::move(More);
  }
  return Result;
}

static FindingKind leakOf(const Store &S) {
  return S.Thrown ? FindingKind::ExceptionLeak : FindingKind::Leak;
}

std::optional<FindingKind> Meaning::atExit(ExitKind Exit,
                                           const Store &S) const {
  const poolguard::Site &Where = Graph.Sites[Site];
  if (S.Focus != Store::Open || !Where.Obligation)
    return std::nullopt;
  if (Exit == ExitKind::Exception)
    return FindingKind::ExceptionLeak;
  if (Exit == ExitKind::Normal ||
      (Exit == ExitKind::Process && Where.ReportAtProcessExit))
    return leakOf(S);
  return std::nullopt;
}

/// One event at one store.
class Meaning::Step {
public:
  Step(const Meaning &M, const Event &E, bool Birth, const Store &Before)
      : M(M), E(E), Birth(Birth), Before(Before), After(Before) {}

  StepResult run();

private:
  bool collection() const { return M.Graph.Places[E.Dst].Collection; }
  bool obligation() const { return M.Graph.Sites[M.Site].Obligation; }
  void next(const Store &S);
  void nextWith(const Indexes &Integers);
  void nextWithout();

  void construct();
  void copy();
  void move();
  void swap();
  void destroy();
  void release();
  void assume();
  void assumeOpen();
  void bind();
  void throwOne();
  void ofOpen();

  const Meaning &M;
  const Event &E;
  bool Birth;
  const Store &Before;
  Store After; ///< Work in progress.
  StepResult Result;
};

/// The run goes on in \p S, unless the focus was lost on the way there.
void Meaning::Step::next(const Store &S) {
  bool Lost = Before.Holders && !S.Holders;
  if (Lost && S.Focus == Store::Open && obligation())
    Result.Found = leakOf(S);
  else
    Result.Next.push_back(S);
}

/// Dst's integer becomes one of \p Integers.
void Meaning::Step::nextWith(const Indexes &Integers) {
  if (M.Lazy && Integers.size() == M.Integers.size()) {
    After.Integer[E.Dst] = Store::Unknown;
    return next(After);
  }
  for (int8_t I : Integers) {
    After.Integer[E.Dst] = I;
    next(After);
  }
}

/// Dst holds not the focus, and if scalar an integer of Values.
void Meaning::Step::nextWithout() {
  After.setHolds(E.Dst, false);
  if (collection())
    return next(After);
  nextWith(M.members(E.Values));
}

void Meaning::Step::construct() {
  if (!Birth)
    return collection() ? next(After) : nextWithout();
  After.Focus = Store::Open;
  After.setHolds(E.Dst, true);
  if (collection())
    return next(After);
  nextWith(M.members(E.Values));
}

void Meaning::Step::copy() {
  if (E.Dst == E.Src)
    return next(After);
  for (Store S : M.forced(Before, E.Src)) {
    S.Integer[E.Dst] = S.Integer[E.Src];
    S.setHolds(E.Dst, S.holds(E.Src));
    next(S);
  }
}

void Meaning::Step::move() {
  After.Integer[E.Dst] = Before.Integer[E.Src];
  After.setHolds(E.Dst, Before.holds(E.Src));
  After.Integer[E.Src] = M.Zero;
  After.setHolds(E.Src, false);
  next(After);
}

void Meaning::Step::swap() {
  std::swap(After.Integer[E.Dst], After.Integer[E.Src]);
  After.setHolds(E.Dst, Before.holds(E.Src));
  After.setHolds(E.Src, Before.holds(E.Dst));
  next(After);
}

void Meaning::Step::destroy() {
  if (Before.holds(E.Dst) && Before.Focus == Store::Open && obligation()) {
    Result.Found = leakOf(Before);
    return;
  }
  After.setHolds(E.Dst, false);
  if (collection())
    return next(After);
  nextWith(M.members(ValueSet::any()));
}

void Meaning::Step::release() {
  if (!Before.holds(E.Dst))
    return next(After);
  bool Legal =
      !Before.isReleased() || E.Quiet || E.LegalAfter & modeBit(Before.mode());
  if (!Legal) {
    Result.Found = FindingKind::DoubleRelease;
    return;
  }
  Result.Acted = true;
  After.Focus = Store::Released + uint8_t(E.Mode);
  next(After);
}

void Meaning::Step::assume() {
  Indexes Allowed = M.members(E.Values);
  for (const Store &S : M.forced(Before, E.Dst))
    if (std::count(Allowed.begin(), Allowed.end(), S.Integer[E.Dst]))
      next(S);
}

void Meaning::Step::assumeOpen() {
  if (Before.holds(E.Dst)) {
    if ((Before.Focus == Store::Open) != E.Negated)
      next(After);
    return;
  }
  if (E.Negated || collection())
    return next(After);
  for (const Store &S : M.forced(Before, E.Dst))
    if (S.Integer[E.Dst] != M.Zero)
      next(S);
}

void Meaning::Step::bind() {
  if (Before.holds(E.Src) && !Before.visited(E.Loop)) {
    After.Visited |= 1u << E.Loop;
    After.setHolds(E.Dst, true);
    nextWith(M.Born);
  }
  After = Before;
  After.setHolds(E.Dst, false);
  nextWith(M.members(ValueSet::any()));
}

void Meaning::Step::throwOne() {
  if (Before.Focus != Store::Unborn)
    After.Thrown = true;
  next(After);
}

/// What concerns an open focus in Dst only.
void Meaning::Step::ofOpen() {
  if (Before.holds(E.Dst) && Before.Focus == Store::Open) {
    if (E.Kind == EventKind::Drop && Before.Queued && !E.Quiet)
      Result.Found = FindingKind::DiscardedWork;
    if (E.Kind == EventKind::Await && !Before.Announced && !E.Quiet)
      Result.Found = FindingKind::JoinBeforeClose;
    Result.Submitted = E.Kind == EventKind::Submit;
    After.Queued |= Result.Submitted;
    After.Queued &= E.Kind != EventKind::Wait;
    After.Announced |= E.Kind == EventKind::Announce;
  }
  next(After);
}

StepResult Meaning::Step::run() {
  switch (E.Kind) {
  case EventKind::Construct:
    construct();
    break;
  case EventKind::Copy:
    copy();
    break;
  case EventKind::Move:
    move();
    break;
  case EventKind::Swap:
    swap();
    break;
  case EventKind::Insert:
    After.setHolds(E.Dst, Before.holds(E.Dst) || Before.holds(E.Src));
    next(After);
    break;
  case EventKind::Set:
    nextWithout();
    break;
  case EventKind::Destroy:
    destroy();
    break;
  case EventKind::Release:
    release();
    break;
  case EventKind::Use:
    if (Before.holds(E.Dst) && Before.isReleased() && !E.Quiet)
      Result.Found = FindingKind::UseAfterRelease;
    else
      next(After);
    break;
  case EventKind::Escape:
    if (Before.holds(E.Dst))
      Result.Escaped = true;
    else
      next(After);
    break;
  case EventKind::Assume:
    assume();
    break;
  case EventKind::AssumeOpen:
    assumeOpen();
    break;
  case EventKind::Bind:
    bind();
    break;
  case EventKind::LoopBegin:
    After.Visited &= ~(1u << E.Loop);
    next(After);
    break;
  case EventKind::Exhausted:
    if (!Before.holds(E.Dst) || Before.visited(E.Loop))
      next(After);
    break;
  case EventKind::Empty:
    if (!Before.holds(E.Dst))
      next(After);
    break;
  case EventKind::Throw:
    throwOne();
    break;
  case EventKind::Submit:
  case EventKind::Wait:
  case EventKind::Drop:
  case EventKind::Announce:
  case EventKind::Await:
    ofOpen();
    break;
  case EventKind::Note:
    next(After);
    break;
  }
  return std::move(Result);
}

StepResult Meaning::step(const Event &E, bool Birth, const Store &S) const {
  return Step(*this, E, Birth, S).run();
}

} // namespace poolguard::oracle
