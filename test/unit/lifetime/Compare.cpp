// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Compare.h"
#include <algorithm>

namespace poolguard::oracle {

static const char *nameOf(FindingKind Kind) {
  switch (Kind) {
  case FindingKind::Leak:
    return "Leak";
  case FindingKind::ExceptionLeak:
    return "ExceptionLeak";
  case FindingKind::UseAfterRelease:
    return "UseAfterRelease";
  case FindingKind::DoubleRelease:
    return "DoubleRelease";
  case FindingKind::DiscardedWork:
    return "DiscardedWork";
  case FindingKind::JoinBeforeClose:
    return "JoinBeforeClose";
  }
  return "?";
}

static std::string text(const ConcreteOutcome &O) {
  std::string Result = "exit " + std::to_string(unsigned(std::get<0>(O))) +
                       " state " + std::to_string(unsigned(std::get<1>(O))) +
                       " mode " + std::to_string(unsigned(std::get<2>(O)));
  Result += " held " + std::to_string(std::get<3>(O));
  for (int64_t C : std::get<4>(O))
    Result += " " + std::to_string(C);
  return Result;
}

/// An outcome that leads nowhere interests nobody.
static bool matters(const ConcreteOutcome &O) {
  return std::get<0>(O) != ExitKind::Abort;
}

/// The solver's outcomes, spelled out over \p Integers.
static std::set<ConcreteOutcome>
spelledOut(const SiteResult &Result, const std::vector<int64_t> &Integers) {
  std::set<ConcreteOutcome> All;
  for (const Outcome &O : Result.Outcomes) {
    bool Escaped = O.State == Outcome::Escaped;
    std::vector<std::vector<int64_t>> Tuples = {{}};
    for (const ValueSet &Values : O.Observed) {
      std::vector<std::vector<int64_t>> More;
      for (const std::vector<int64_t> &Tuple : Tuples)
        for (int64_t C : Integers)
          if (!Escaped && Values.contains(C)) {
            More.push_back(Tuple);
            More.back().push_back(C);
          }
      if (!Escaped)
        Tuples = std::move(More);
    }
    ReleaseMode Mode =
        O.State == Outcome::Released ? O.Mode : ReleaseMode::Close;
    for (const std::vector<int64_t> &Tuple : Tuples)
      All.emplace(O.Exit, O.State, Mode, Escaped ? 0 : O.Held, Tuple);
  }
  return All;
}

/// What is known of the observed place number \p I alone.
static std::set<ConcreteOutcome> about(size_t I,
                                       const std::set<ConcreteOutcome> &All) {
  std::set<ConcreteOutcome> Result;
  for (auto [Exit, State, Mode, Held, Integers] : All) {
    if (!Integers.empty())
      Integers = {Integers[I]};
    Result.emplace(Exit, State, Mode, Held, Integers);
  }
  return Result;
}

static std::string compareOutcomes(const Question &Q, const Truth &Exact,
                                   const SiteResult &Solved) {
  std::set<ConcreteOutcome> Got =
      spelledOut(Solved, integersOf(Q.Graph, Q.Site));
  for (const ConcreteOutcome &O : Exact.Outcomes)
    if (matters(O) && !Got.count(O))
      return "outcome missed: " + text(O);
  // Of several integers the solver may forget how they hang together.
  for (size_t I = 0; I != std::max<size_t>(1, Q.Observed.size()); ++I) {
    std::set<ConcreteOutcome> True = about(I, Exact.Outcomes);
    for (const ConcreteOutcome &O : about(I, Got))
      if (matters(O) && !True.count(O))
        return "outcome invented: " + text(O);
  }
  return "";
}

/// \p All, with the first \p Count integers only.
static std::set<ConcreteOutcome> withFewer(size_t Count,
                                           std::set<ConcreteOutcome> All) {
  std::set<ConcreteOutcome> Result;
  for (auto [Exit, State, Mode, Held, Integers] : All) {
    Integers.resize(std::min(Count, Integers.size()));
    Result.emplace(Exit, State, Mode, Held, Integers);
  }
  return Result;
}

/// Where the integers of some places only are asked for, the same is known of
/// those, and each outcome is told once, as soon as it is certain.
static std::string compareFewer(const Question &Q, Truth Exact,
                                SolverOptions Options) {
  Options.NumIntegers = Q.Observed.size() / 2;
  size_t Told = 0;
  Options.Enough = [&](const Outcome &) {
    ++Told;
    return false;
  };
  SiteResult Solved = solveSite(Q.Graph, Q.Site, Options);
  if (Told != Solved.Outcomes.size())
    return "outcomes told: " + std::to_string(Told);
  for (Outcome &O : Solved.Outcomes)
    O.Observed.resize(Options.NumIntegers, ValueSet::any());
  Exact.Outcomes = withFewer(Options.NumIntegers, Exact.Outcomes);
  Question Fewer{Q.Graph, Q.Site, Q.Observed};
  Fewer.Observed.resize(Options.NumIntegers);
  std::string Wrong = compareOutcomes(Fewer, Exact, Solved);
  return Wrong.empty() ? "" : "fewer integers: " + Wrong;
}

static std::string compareFinding(const Question &Q, const Truth &Exact,
                                  const Finding &F) {
  std::string Name = nameOf(F.Kind);
  auto Found = Exact.Lengths.find(F.Kind);
  if (Found == Exact.Lengths.end())
    return Name + " invented";
  if (F.Site != Q.Site)
    return Name + " at another site";
  if (std::string Wrong = replay(Q.Graph, F); !Wrong.empty())
    return Name + ": " + Wrong;
  if (F.Path.size() != Found->second)
    return Name + ": path of " + std::to_string(F.Path.size()) +
           " blocks, shortest is " + std::to_string(Found->second);
  bool Leak =
      F.Kind == FindingKind::Leak || F.Kind == FindingKind::ExceptionLeak;
  if (!Leak && F.Never)
    return Name + ": Never";
  if (Leak && F.Never == Exact.ReleasedOrEscaped)
    return Name + (F.Never ? ": Never, but a run releases"
                           : ": not Never, but no run releases");
  return "";
}

std::string compare(const Question &Q, const Truth &Exact) {
  SolverOptions Options;
  Options.MaxStatesPerSite = 1000000;
  Options.WantOutcomes = true;
  Options.Observed = Q.Observed;
  SiteResult Solved = solveSite(Q.Graph, Q.Site, Options);
  if (Solved.Incomplete)
    return "the budget ran out";
  std::set<FindingKind> Kinds;
  for (const Finding &F : Solved.Findings) {
    if (!Kinds.insert(F.Kind).second)
      return std::string(nameOf(F.Kind)) + " twice";
    if (std::string Wrong = compareFinding(Q, Exact, F); !Wrong.empty())
      return Wrong;
  }
  for (const auto &[Kind, Length] : Exact.Lengths)
    if (!Kinds.count(Kind))
      return std::string(nameOf(Kind)) + " missed, " + std::to_string(Length) +
             " blocks";
  if (std::string Wrong = compareOutcomes(Q, Exact, Solved); !Wrong.empty())
    return Wrong;
  return compareFewer(Q, Exact, Options);
}

std::string compareStarved(const Question &Q, const Truth &Exact,
                           unsigned Budget) {
  SolverOptions Options;
  Options.MaxStatesPerSite = Budget;
  SiteResult Solved = solveSite(Q.Graph, Q.Site, Options);
  for (const Finding &F : Solved.Findings) {
    if (!Exact.Lengths.count(F.Kind))
      return std::string(nameOf(F.Kind)) + " invented on a small budget";
    if (std::string Wrong = replay(Q.Graph, F); !Wrong.empty())
      return std::string(nameOf(F.Kind)) + " on a small budget: " + Wrong;
    if (F.Never && (Solved.Incomplete || Exact.ReleasedOrEscaped))
      return "Never on a small budget";
  }
  if (!Solved.Incomplete && Solved.Findings.size() != Exact.Lengths.size())
    return "complete on a small budget, but findings are missed";
  return "";
}

std::string compareOracles(const Truth &Exact, const Truth &Naive) {
  for (const auto &[Kind, Length] : Naive.Lengths) {
    auto Found = Exact.Lengths.find(Kind);
    if (Found == Exact.Lengths.end() || Found->second > Length)
      return std::string("oracles: exact lacks ") + nameOf(Kind);
  }
  if (Naive.ReleasedOrEscaped && !Exact.ReleasedOrEscaped)
    return "oracles: exact lacks the release";
  for (const ConcreteOutcome &O : Naive.Outcomes)
    if (!Exact.Outcomes.count(O))
      return "oracles: exact lacks outcome " + text(O);
  if (Naive.Truncated)
    return "";
  if (Naive.Lengths != Exact.Lengths || Naive.Outcomes != Exact.Outcomes ||
      Naive.ReleasedOrEscaped != Exact.ReleasedOrEscaped)
    return "oracles: naive lacks something";
  return "";
}

} // namespace poolguard::oracle
