// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "PoolFlowGraph.h"
#include "EventSyntax.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace poolguard {

std::string PoolFlowGraph::verify() const {
  if (Blocks.empty())
    return "there is no block";
  for (size_t B = 0; B != Blocks.size(); ++B) {
    std::string Wrong = verifyEnd(*this, Blocks[B]);
    for (size_t I = 0; Wrong.empty() && I != Blocks[B].Events.size(); ++I)
      Wrong = verifyEvent(*this, Blocks[B].Events[I]);
    if (!Wrong.empty())
      return "block " + std::to_string(B) + ": " + Wrong;
  }
  return "";
}

/// A word as the parser splits them: quoted where it has to be.
static std::string quoted(StringRef Name) {
  auto Plain = [](char C) { return isPrint(C) && !strchr(" \"#\\", C); };
  if (!Name.empty() && all_of(Name, Plain))
    return Name.str();
  std::string Result = "\"";
  for (char C : Name) {
    if (isPrint(C) && C != '"' && C != '\\')
      Result += C;
    else
      (Result += '\\') += utohexstr(uint8_t(C), /*LowerCase=*/false, 2);
  }
  return Result + "\"";
}

namespace {

/// Gives each thing a label of its own: its name, unless that is taken.
class Labels {
public:
  const std::string &add(const std::string &Name) {
    std::string Label = Name;
    for (unsigned I = 2; !Taken.insert(Label).second; ++I)
      Label = Name + "'" + std::to_string(I);
    return All.emplace_back(quoted(Label));
  }
  const std::string &operator[](unsigned Id) const { return All[Id]; }

private:
  StringSet<> Taken;
  std::vector<std::string> All;
};

class Printer {
public:
  Printer(const PoolFlowGraph &Graph, raw_ostream &OS) : Graph(Graph), OS(OS) {}
  void print();

private:
  void declare(StringRef What, const std::string &Name, Labels &In);
  void event(const Event &E);
  void operand(const Event &E, EventOperand O);
  void end(const FlowBlock &Block);

  const PoolFlowGraph &Graph;
  raw_ostream &OS;
  Labels Places, Sites;
};

} // namespace

void Printer::declare(StringRef What, const std::string &Name, Labels &In) {
  std::string Word = quoted(Name);
  const std::string &Label = In.add(Name);
  OS << What << ' ' << Word;
  if (Label != Word)
    OS << " as " << Label;
}

void Printer::operand(const Event &E, EventOperand O) {
  switch (O) {
  case EventOperand::Site:
    OS << ' ' << Sites[E.Site];
    return;
  case EventOperand::Dst:
  case EventOperand::ScalarDst:
  case EventOperand::CollectionDst:
    OS << ' ' << Places[E.Dst];
    return;
  case EventOperand::ScalarSrc:
  case EventOperand::CollectionSrc:
  case EventOperand::LikeSrc:
    OS << ' ' << Places[E.Src];
    return;
  case EventOperand::Loop:
    OS << ' ' << E.Loop;
    return;
  case EventOperand::AnyValues:
    if (E.Values.isAny())
      return;
    [[fallthrough]];
  case EventOperand::Values:
    OS << ' ';
    E.Values.print(OS);
    return;
  case EventOperand::Mode:
    OS << ' ' << ModeWords[unsigned(E.Mode)];
    return;
  case EventOperand::After: {
    ListSeparator Before(",");
    if (E.LegalAfter)
      OS << " after ";
    for (unsigned M = 0; M != std::size(ModeWords); ++M)
      if (E.LegalAfter & modeBit(ReleaseMode(M)))
        OS << Before << ModeWords[M];
    return;
  }
  case EventOperand::Quiet:
    OS << (E.Quiet ? " quiet" : "");
    return;
  case EventOperand::Negated:
    OS << (E.Negated ? " negated" : "");
    return;
  }
}

void Printer::event(const Event &E) {
  const EventSyntax &Syntax = eventSyntax(E.Kind);
  OS << "  " << Syntax.Word;
  for (EventOperand O : Syntax.Operands)
    operand(E, O);
  OS << '\n';
}

void Printer::end(const FlowBlock &Block) {
  if (Block.Exit != ExitKind::None) {
    OS << "  exit " << ExitWords[unsigned(Block.Exit)] << '\n';
    return;
  }
  OS << "  goto";
  for (BlockId Succ : Block.Succs)
    OS << ' ' << Succ;
  OS << '\n';
}

void Printer::print() {
  for (const Place &P : Graph.Places) {
    declare("place", P.Name, Places);
    OS << (P.Collection ? " collection\n" : "\n");
  }
  for (const Site &S : Graph.Sites) {
    declare("site", S.Name, Sites);
    OS << (S.Obligation ? "" : " borrowed")
       << (S.ReportAtProcessExit ? " process-exit\n" : "\n");
  }
  if (Graph.NumLoops)
    OS << "loops " << Graph.NumLoops << '\n';
  for (size_t B = 0; B != Graph.Blocks.size(); ++B) {
    OS << "block " << B << '\n';
    for (const Event &E : Graph.Blocks[B].Events)
      event(E);
    end(Graph.Blocks[B]);
  }
}

/// A graph that does not verify prints as a comment saying why.
void PoolFlowGraph::print(raw_ostream &OS) const {
  if (std::string Wrong = verify(); !Wrong.empty()) {
    OS << "# not a graph: " << Wrong << '\n';
    return;
  }
  Printer(*this, OS).print();
}

ValueSet bornValues(const PoolFlowGraph &Graph, SiteId Site) {
  int64_t Low = ValueSet::Max, High = ValueSet::Min;
  for (const FlowBlock &B : Graph.Blocks)
    for (const Event &E : B.Events) {
      if (E.Kind != EventKind::Construct || E.Site != Site)
        continue;
      if (Graph.Places[E.Dst].Collection)
        return ValueSet::nonZero();
      if (E.Values.isEmpty())
        continue; // That one never happens.
      Low = std::min(Low, E.Values.low());
      High = std::max(High, E.Values.high());
    }
  return ValueSet::nonZero()
      .refine(Relation::Ge, Low)
      .refine(Relation::Le, High);
}

} // namespace poolguard
