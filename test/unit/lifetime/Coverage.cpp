// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Coverage.h"
#include "flow/EventSyntax.h"
#include "llvm/Support/raw_ostream.h"

namespace poolguard::oracle {

void Coverage::add(const PoolFlowGraph &Graph) {
  ++Graphs;
  Blocks += Graph.Blocks.size();
  Collections += Graph.NumLoops != 0;
}

void Coverage::add(const Question &, const Truth &Exact) {
  ++Sites;
  Silent += Exact.Lengths.empty();
  Several += Exact.Lengths.size() > 1;
  Never += !Exact.Lengths.empty() && !Exact.ReleasedOrEscaped;
  Released += Exact.ReleasedOrEscaped;
  Unborn += Exact.Lengths.empty() && Exact.Outcomes.empty();
  bool AnyLong = false;
  for (const auto &[Kind, Length] : Exact.Lengths) {
    ++Kinds[unsigned(Kind)];
    AnyLong |= Length > 6;
  }
  Long += AnyLong;
}

/// Does to \p E what would happen if \p Feature were not known.
static void forget(Event &E, const std::string &Feature) {
  if (Feature == "quiet")
    E.Quiet = false;
  else if (Feature == "after")
    E.LegalAfter = 0;
  else if (Feature == "negated")
    E.Negated = false;
  else if (eventSyntax(E.Kind).Word == Feature)
    E.Kind = EventKind::Note;
}

void Coverage::sample(const Question &Q, const Truth &Exact) {
  ++Samples;
  std::vector<std::string> Features = {"quiet", "after", "negated"};
  for (EventKind K = EventKind::Construct; K != EventKind::Note;
       K = EventKind(unsigned(K) + 1))
    Features.push_back(eventSyntax(K).Word.str());
  for (const std::string &Feature : Features) {
    PoolFlowGraph Graph = Q.Graph;
    for (FlowBlock &Block : Graph.Blocks)
      for (Event &E : Block.Events)
        forget(E, Feature);
    Truth Without = explore(Graph, Q.Site, {});
    Decided[Feature] += Without.Lengths != Exact.Lengths ||
                        Without.ReleasedOrEscaped != Exact.ReleasedOrEscaped;
  }
}

std::vector<std::string> Coverage::idle() const {
  std::vector<std::string> Result;
  for (const auto &[Feature, Count] : Decided)
    if (!Count)
      Result.push_back(Feature);
  return Result;
}

static std::string share(unsigned N, unsigned Of) {
  return std::to_string(Of ? (100 * N + Of / 2) / Of : 0) + "%";
}

void Coverage::print(llvm::raw_ostream &OS) const {
  OS << "coverage: " << Graphs << " graphs (" << (Graphs ? Blocks / Graphs : 0)
     << " blocks, collections " << share(Collections, Graphs) << "), " << Sites
     << " sites: silent " << share(Silent, Sites) << " (no run ends "
     << share(Unborn, Sites) << "), leak " << share(Kinds[0], Sites)
     << ", exception leak " << share(Kinds[1], Sites) << ", use after "
     << share(Kinds[2], Sites) << ", double " << share(Kinds[3], Sites)
     << ", discarded " << share(Kinds[4], Sites) << ", join before close "
     << share(Kinds[5], Sites) << ", several " << share(Several, Sites)
     << ", never " << share(Never, Sites) << ", released "
     << share(Released, Sites) << ", path over 6 blocks " << share(Long, Sites)
     << "; skipped " << Skipped << "\ndecided by:";
  for (const auto &[Feature, Count] : Decided)
    OS << ' ' << Feature << ' ' << share(Count, Samples);
  OS << " of " << Samples << " sites\n";
}

} // namespace poolguard::oracle
