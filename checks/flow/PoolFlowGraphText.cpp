// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the text form of a graph, one declaration or event per line:
//
//   place p                     # an integer that may hold the pool
//   place "a b" as p2           # a label, where the name is not unique
//   place v[] collection
//   site s0
//   site s1 borrowed process-exit
//   loops 1
//   block 0
//     construct s0 p [1,+inf]   # integers: any, none, 3, [0,5]\{2,3}
//     release p terminate after close,terminate quiet
//     goto 1 2
//   block 1
//     assume p 0
//     exit normal
//
// The operands of each event stand in EventSyntax.cpp. Names come before their
// uses; blocks are numbered in order.

#include "EventSyntax.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace llvm;

namespace poolguard {

namespace {

/// Each step returns true if the line is in order so far; else Error is set.
class Parser {
public:
  Parser(StringRef Text, PoolFlowGraph &Graph, std::string &Error)
      : Rest(Text), Graph(Graph), Error(Error) {}
  bool parse();

private:
  using Names = StringMap<unsigned>;

  bool fail(const Twine &What) { return failAt(Line, What); }
  bool failAt(unsigned At, const Twine &What);
  bool splitLine(StringRef Text);
  bool line();
  bool finish();

  bool place();
  bool site();
  bool loops();
  bool block();
  bool jump();
  bool exit();
  bool event(EventKind Kind);
  bool operand(Event &E, EventOperand O);

  bool word(const char *Wanted, StringRef &Word);
  bool optional(StringRef Word);
  bool number(const char *Wanted, unsigned &Number);
  bool values(StringRef Text, ValueSet &Values);
  bool mode(StringRef Text, ReleaseMode &Mode);
  bool modes(StringRef Text, ReleaseModes &Modes);
  bool declare(Names &In, unsigned Id, std::string &Name);
  bool lookUp(const Names &In, const char *What, unsigned &Id);

  StringRef Rest;
  PoolFlowGraph &Graph;
  std::string &Error;
  Names Places, Sites;
  unsigned Line = 0;
  std::vector<std::string> Words; ///< Of this line.
  size_t NextWord = 0;
  bool InBlock = false;
  std::vector<unsigned> EndLines; ///< Where each block's end is written.
};

} // namespace

bool Parser::failAt(unsigned At, const Twine &What) {
  Error = ("line " + Twine(At) + ": " + What).str();
  return false;
}

//===-- Words -------------------------------------------------------------===//

/// Reads the inside of a quoted word, undoing `\XX`.
static bool unquote(StringRef &Text, std::string &Word) {
  while (!Text.empty() && Text.front() != '"') {
    if (!Text.consume_front("\\")) {
      Word += Text.front();
      Text = Text.drop_front();
      continue;
    }
    uint8_t Byte;
    if (Text.size() < 2 || Text.take_front(2).getAsInteger(16, Byte))
      return false;
    Word += char(Byte);
    Text = Text.drop_front(2);
  }
  return Text.consume_front("\"");
}

bool Parser::splitLine(StringRef Text) {
  Words.clear();
  NextWord = 0;
  for (Text = Text.ltrim(); !Text.empty() && Text.front() != '#';
       Text = Text.ltrim()) {
    if (!Text.consume_front("\"")) {
      StringRef Word = Text.take_until(
          [](char C) { return isSpace(C) || C == '#' || C == '"'; });
      Words.push_back(Word.str());
      Text = Text.drop_front(Word.size());
      continue;
    }
    if (!unquote(Text, Words.emplace_back()))
      return fail("a quoted name ends with '\"' and knows only escapes "
                  "like '\\22'");
  }
  return true;
}

bool Parser::word(const char *Wanted, StringRef &Word) {
  if (NextWord == Words.size())
    return fail(Twine("expected ") + Wanted);
  Word = Words[NextWord++];
  return true;
}

bool Parser::optional(StringRef Word) {
  if (NextWord == Words.size() || Words[NextWord] != Word)
    return false;
  ++NextWord;
  return true;
}

bool Parser::number(const char *Wanted, unsigned &Number) {
  StringRef Word;
  if (!word(Wanted, Word))
    return false;
  if (Word.getAsInteger(10, Number) || Number == None)
    return fail("'" + Word + "' is not " + Wanted);
  return true;
}

bool Parser::declare(Names &In, unsigned Id, std::string &Name) {
  StringRef Word;
  if (!word("a name", Word))
    return false;
  Name = Word.str();
  if (optional("as") && !word("a label", Word))
    return false;
  if (!In.try_emplace(Word, Id).second)
    return fail("'" + Word + "' is declared already");
  return true;
}

bool Parser::lookUp(const Names &In, const char *What, unsigned &Id) {
  StringRef Word;
  if (!word(What, Word))
    return false;
  auto Found = In.find(Word);
  if (Found == In.end())
    return fail("'" + Word + "' is not " + What + " declared above");
  Id = Found->second;
  return true;
}

//===-- Values and modes --------------------------------------------------===//

bool Parser::values(StringRef Text, ValueSet &Values) {
  std::string Wrong = parseValueSet(Text, Values);
  return Wrong.empty() || fail(Wrong);
}

bool Parser::mode(StringRef Text, ReleaseMode &Mode) {
  const StringLiteral *Found = find(ModeWords, Text);
  if (Found == std::end(ModeWords))
    return fail("'" + Text + "' is not close, terminate or detach");
  Mode = ReleaseMode(Found - ModeWords);
  return true;
}

bool Parser::modes(StringRef Text, ReleaseModes &Modes) {
  for (StringRef Part : split(Text, ',')) {
    ReleaseMode Mode;
    if (!mode(Part, Mode))
      return false;
    Modes |= modeBit(Mode);
  }
  return true;
}

//===-- Lines -------------------------------------------------------------===//

bool Parser::place() {
  Place P;
  if (!declare(Places, Graph.Places.size(), P.Name))
    return false;
  P.Collection = optional("collection");
  Graph.Places.push_back(std::move(P));
  return true;
}

bool Parser::site() {
  Site S;
  if (!declare(Sites, Graph.Sites.size(), S.Name))
    return false;
  S.Obligation = !optional("borrowed");
  S.ReportAtProcessExit = optional("process-exit");
  Graph.Sites.push_back(std::move(S));
  return true;
}

bool Parser::loops() { return number("a number of loops", Graph.NumLoops); }

bool Parser::block() {
  unsigned Number;
  if (!number("a block number", Number))
    return false;
  if (Number != Graph.Blocks.size())
    return fail("expected block " + Twine(Graph.Blocks.size()));
  Graph.Blocks.emplace_back();
  EndLines.push_back(Line);
  InBlock = true;
  return true;
}

bool Parser::jump() {
  do {
    unsigned Succ;
    if (!number("a block number", Succ))
      return false;
    Graph.Blocks.back().Succs.push_back(Succ);
  } while (NextWord != Words.size());
  return true;
}

bool Parser::exit() {
  StringRef Word;
  if (!word("a kind of exit", Word))
    return false;
  const StringLiteral *Found = find(ExitWords, Word);
  if (Found == std::end(ExitWords) || Found == ExitWords)
    return fail("'" + Word + "' is not normal, exception, process or abort");
  Graph.Blocks.back().Exit = ExitKind(Found - ExitWords);
  return true;
}

bool Parser::operand(Event &E, EventOperand O) {
  StringRef Word;
  switch (O) {
  case EventOperand::Site:
    return lookUp(Sites, "a site", E.Site);
  case EventOperand::Dst:
  case EventOperand::ScalarDst:
  case EventOperand::CollectionDst:
    return lookUp(Places, "a place", E.Dst);
  case EventOperand::ScalarSrc:
  case EventOperand::CollectionSrc:
  case EventOperand::LikeSrc:
    return lookUp(Places, "a place", E.Src);
  case EventOperand::Loop:
    return number("a loop number", E.Loop);
  case EventOperand::AnyValues:
    if (NextWord == Words.size())
      return true;
    [[fallthrough]];
  case EventOperand::Values:
    return word("integers", Word) && values(Word, E.Values);
  case EventOperand::Mode:
    return word("a release mode", Word) && mode(Word, E.Mode);
  case EventOperand::After:
    if (!optional("after"))
      return true;
    return word("release modes", Word) && modes(Word, E.LegalAfter);
  case EventOperand::Quiet:
    E.Quiet = optional("quiet");
    return true;
  case EventOperand::Negated:
    E.Negated = optional("negated");
    return true;
  }
  return true;
}

bool Parser::event(EventKind Kind) {
  Event E;
  E.Kind = Kind;
  for (EventOperand O : eventSyntax(Kind).Operands)
    if (!operand(E, O))
      return false;
  if (std::string Wrong = verifyEvent(Graph, E); !Wrong.empty())
    return fail(Wrong);
  Graph.Blocks.back().Events.push_back(E);
  return true;
}

bool Parser::line() {
  StringRef Word = Words[NextWord++];
  if (Word == "block")
    return block();
  if (Graph.Blocks.empty()) {
    if (Word == "place")
      return place();
    if (Word == "site")
      return site();
    if (Word == "loops")
      return loops();
    return fail("expected place, site, loops or block, not '" + Word + "'");
  }
  if (!InBlock)
    return fail("expected a block after the end of the last one");
  EventKind Kind;
  if (eventKindOf(Word, Kind))
    return event(Kind);
  InBlock = false;
  EndLines.back() = Line;
  if (Word == "goto")
    return jump();
  if (Word == "exit")
    return exit();
  return fail("'" + Word + "' is not an event");
}

/// What can be told only when every block is known.
bool Parser::finish() {
  if (Graph.Blocks.empty())
    return fail("there is no block");
  for (size_t B = 0; B != Graph.Blocks.size(); ++B)
    if (std::string Wrong = verifyEnd(Graph, Graph.Blocks[B]); !Wrong.empty())
      return failAt(EndLines[B], "block " + Twine(B) + ": " + Wrong);
  return true;
}

bool Parser::parse() {
  Graph = PoolFlowGraph();
  while (!Rest.empty()) {
    StringRef Text;
    std::tie(Text, Rest) = Rest.split('\n');
    ++Line;
    if (!splitLine(Text))
      return false;
    if (Words.empty())
      continue;
    if (!line())
      return false;
    if (NextWord != Words.size())
      return fail("'" + StringRef(Words[NextWord]) + "' is one word too many");
  }
  return finish();
}

bool parsePoolFlowGraph(StringRef Text, PoolFlowGraph &Graph,
                        std::string &Error) {
  return Parser(Text, Graph, Error).parse();
}

} // namespace poolguard
