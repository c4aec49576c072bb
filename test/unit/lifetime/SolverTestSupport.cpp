// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "SolverTestSupport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace poolguard::test {

PoolFlowGraph graphOf(const std::string &Blocks) {
  PoolFlowGraph Graph;
  std::string Error;
  EXPECT_TRUE(parsePoolFlowGraph("place p\nplace q\nplace rc\nplace f\n"
                                 "place v[] collection\nplace w[] collection\n"
                                 "site s\nsite borrowed borrowed\n"
                                 "site daemon process-exit\nloops 2\n" +
                                     Blocks,
                                 Graph, Error))
      << Error << "\n"
      << Blocks;
  EXPECT_EQ(Graph.verify(), "");
  return Graph;
}

static std::string text(const Finding &F) {
  static const char *const Kinds[NumFindingKinds] = {
      "leak", "exception-leak", "use", "double", "discarded", "join"};
  std::string Result = F.Never ? "never " : "";
  Result += Kinds[unsigned(F.Kind)];
  for (BlockId B : F.Path)
    Result += " " + std::to_string(B);
  if (F.ReleasePathIndex != None)
    Result += " after " + std::to_string(F.Path[F.ReleasePathIndex]);
  if (F.SubmitPathIndex != None)
    Result += " submitted " + std::to_string(F.Path[F.SubmitPathIndex]);
  return Result;
}

std::string found(const std::string &Blocks, SiteId Site,
                  const SolverOptions &Options) {
  SiteResult R = solveSite(graphOf(Blocks), Site, Options);
  std::string Result = R.Incomplete ? "incomplete" : "";
  for (const Finding &F : R.Findings)
    Result += (Result.empty() ? "" : "; ") + text(F);
  return Result;
}

static std::string text(const Outcome &O) {
  static const char *const Exits[] = {"nowhere", "normal", "exception",
                                      "process", "abort"};
  static const char *const Modes[] = {"close", "terminate", "detach"};
  std::string Result = Exits[unsigned(O.Exit)];
  llvm::raw_string_ostream OS(Result);
  OS << ' '
     << (O.State == Outcome::Open      ? "open"
         : O.State == Outcome::Escaped ? "escaped"
                                       : Modes[unsigned(O.Mode)]);
  for (const ValueSet &Values : O.Observed) {
    OS << ' ';
    Values.print(OS);
  }
  return OS.str();
}

std::string outcomes(const std::string &Blocks, SiteId Site,
                     const std::vector<PlaceId> &Observed) {
  SolverOptions Options;
  Options.WantOutcomes = true;
  Options.Observed = Observed;
  SiteResult R = solveSite(graphOf(Blocks), Site, Options);
  EXPECT_FALSE(R.Incomplete);
  std::vector<std::string> Lines;
  for (const Outcome &O : R.Outcomes)
    Lines.push_back(text(O));
  llvm::sort(Lines);
  return llvm::join(Lines, "; ");
}

} // namespace poolguard::test
