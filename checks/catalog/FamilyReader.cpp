//===-- FamilyReader.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FamilyReader.h"
#include "CallReader.h"
#include "FamilyRules.h"
#include "FieldReader.h"
#include "PatternReader.h"

using namespace llvm;
using namespace poolguard;
using ConsequenceScope = ModelDiagnostics::ConsequenceScope;

static constexpr Word<PoolKind> KindWords[] = {
    {"thread-pool", PoolKind::ThreadPool},
    {"process-pool", PoolKind::ProcessPool},
    {"connection-pool", PoolKind::ConnectionPool},
    {"memory-pool", PoolKind::MemoryPool},
    {"object-pool", PoolKind::ObjectPool},
    {"work-queue", PoolKind::WorkQueue},
    {"worker-thread", PoolKind::WorkerThread},
    {"process", PoolKind::Process},
    {"runtime", PoolKind::Runtime},
    {"connection", PoolKind::Connection},
    {"io-queue", PoolKind::IoQueue}};

/// A bound on what one family may be.
static constexpr size_t MaxClasses = 64;

static constexpr CallSection FamilySections[] = {
    {"acquire", Role::Acquire},
    {"release", Role::Release},
    {"submit", Role::Use, UseKind::Submit},
    {"wait", Role::Use, UseKind::Wait},
    {"use", Role::Use},
    {"borrow", Role::Borrow},
    {"view", Role::Borrow, UseKind::View},
    {"borrowed", Role::Borrowed},
    {"open", Role::Open},
    {"take", Role::Take}};

static constexpr CallSection LeaseSections[] = {
    {"get", Role::Acquire, UseKind::Other, /*Lease=*/true},
    {"put", Role::Release, UseKind::Other, /*Lease=*/true},
    {"submit", Role::Use, UseKind::Submit},
    {"wait", Role::Use, UseKind::Wait},
    {"use", Role::Use},
    {"borrow", Role::Borrow},
    {"view", Role::Borrow, UseKind::View},
    {"borrowed", Role::Borrowed},
    {"open", Role::Open},
    {"take", Role::Take}};

namespace {
/// Compiles one family or lease.
class FamilyReader {
public:
  FamilyReader(const TreeNode &Mapping, ArrayRef<CallSection> Sections,
               ArrayRef<StringRef> Keys, ModelDiagnostics &Diags)
      : Mapping(Mapping), Sections(Sections), Diags(Diags),
        Fields(Mapping, Keys, Diags) {}

  /// Fills \p F. The methods of a lease's get and put are those of
  /// \p PoolClasses. \returns false, after a report, if it is of no use.
  bool read(Family &F, ArrayRef<std::string> PoolClasses);

  FieldReader &fields() { return Fields; }

private:
  void readClass(Family &F);
  bool readCalls(Family &F, const CallSection &Section,
                 ArrayRef<std::string> Classes);
  void addConstructors(Family &F);

  const TreeNode &Mapping;
  ArrayRef<CallSection> Sections;
  ModelDiagnostics &Diags;
  FieldReader Fields;
};
} // namespace

//===----------------------------------------------------------------------===//
// Class and destructor
//===----------------------------------------------------------------------===//

void FamilyReader::readClass(Family &F) {
  enum GuardKind { Full, Partial, No };
  static constexpr Word<GuardKind> GuardWords[] = {{"yes", Full},
                                                   {"partial", Partial},
                                                   {"no", No},
                                                   {"true", Full},
                                                   {"false", No}};
  static constexpr Word<DestructorKind> UnreleasedWords[] = {
      {"leaks", DestructorKind::Leaks},
      {"terminates", DestructorKind::Terminates}};
  if (const TreeNode *Node = Fields.find("class"))
    for (const TreeNode &Name : elements(*Node))
      if (checkName(Name, Fields))
        F.Classes.push_back(Name.Text);
  if (F.Classes.size() > MaxClasses)
    Fields.fail(Mapping, "more than " + Twine(MaxClasses) + " classes");
  if (!F.Classes.empty())
    F.Destructor = DestructorKind::Leaks;
  Fields.word("unreleased", UnreleasedWords, F.Destructor);
  GuardKind Guard = No;
  Fields.word("guard", GuardWords, Guard);
  if (Guard == Full)
    F.Destructor = DestructorKind::Releases;
  if (Guard == Partial) {
    F.Destructor = DestructorKind::LosesWork;
    F.DestructorMode = ReleaseMode::Terminate;
  }
  for (StringRef Key : {"guard", "unreleased"})
    if (const TreeNode *Node = Fields.find(Key); Node && F.Classes.empty())
      Fields.fail(*Node, "'" + Key +
                             "' is about a destructor; add 'class: "
                             "ns::Name'");
  if (const TreeNode *Node = Fields.find("unreleased"); Node && Guard != No)
    Fields.fail(*Node, "a guard is always released; remove 'unreleased', or "
                       "write 'guard: no'");
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// \returns false if a call is left out without which pools that are well
/// cared for would look neglected.
bool FamilyReader::readCalls(Family &F, const CallSection &Section,
                             ArrayRef<std::string> Classes) {
  const TreeNode *Node = Fields.find(Section.Key);
  if (!Node)
    return true;
  bool Vital = Section.What == Role::Release || Section.What == Role::Take ||
               Section.What == Role::Open;
  CallReader Reader(Classes, Diags);
  std::optional<ConsequenceScope> Scope;
  if (!Vital)
    Scope.emplace(Diags, "this call is left out");
  bool Complete = Reader.read(Section, *Node, F.Calls);
  return Complete || !Vital;
}

/// A class makes pools by all its constructors, unless it says which.
void FamilyReader::addConstructors(Family &F) {
  for (const std::string &Class : F.Classes) {
    CallModel Call;
    Call.What = Role::Acquire;
    Call.Pattern.What = CallPattern::Constructor;
    Call.Pattern.Class = Class;
    Call.Handle.Where = HandleSlot::This;
    Call.Throws = true;
    F.Calls.push_back(std::move(Call));
  }
}

bool FamilyReader::read(Family &F, ArrayRef<std::string> PoolClasses) {
  if (Fields.failed())
    return false;
  Fields.texts("prefix", F.Prefixes);
  Fields.texts("type", F.Types);
  if (!F.Types.empty())
    F.HandleType = F.Types.front();
  Fields.text("remedy", F.Remedy);
  readClass(F);
  if (Fields.failed())
    return false;
  bool Complete = true;
  for (const CallSection &Section : Sections)
    Complete &= readCalls(F, Section,
                          Section.Lease ? PoolClasses : ArrayRef(F.Classes));
  if (Fields.failed() || !Complete)
    return false;
  if (!Fields.find("acquire") && !Sections[0].Lease)
    addConstructors(F);
  checkProtocol(F, Sections[0].Key, Sections[1].Key, Mapping, Fields);
  checkNeeds(F, Mapping, Fields);
  addDefaults(F, /*GuessPrefix=*/!Fields.find("prefix"));
  return !Fields.failed();
}

//===----------------------------------------------------------------------===//
// A file
//===----------------------------------------------------------------------===//

static SmallVector<StringRef, 32> knownKeys(ArrayRef<CallSection> Sections,
                                            ArrayRef<StringRef> Others) {
  SmallVector<StringRef, 32> Keys = {"class",  "guard", "unreleased",
                                     "prefix", "type",  "remedy"};
  for (const CallSection &Section : Sections)
    Keys.push_back(Section.Key);
  Keys.append(Others.begin(), Others.end());
  return Keys;
}

/// What only a family has, not a lease.
static void readHead(const TreeNode &Mapping, FieldReader &Fields, Family &F) {
  static constexpr Word<bool> ExitWords[] = {{"ignore", false},
                                             {"report", true}};
  Fields.text("library", F.Library);
  if (F.Library.empty())
    F.Library = F.Id;
  Fields.word("kind", KindWords, F.Kind);
  if (!Fields.find("kind"))
    Fields.fail(Mapping, "'kind' is missing; add 'kind: thread-pool' or the "
                         "like");
  Fields.texts("headers", F.Headers);
  Fields.word("at-process-exit", ExitWords, F.ReportAtProcessExit);
  Fields.text("source", F.Source);
}

static void readLease(const TreeNode &Mapping, const Family &Pool,
                      ModelDiagnostics &Diags, std::vector<Family> &Out) {
  ConsequenceScope Scope(Diags, "the lease of '" + Pool.Id + "' is left out");
  Family F;
  F.Id = Pool.Id + "/lease";
  F.Kind = PoolKind::Lease;
  F.Library = Pool.Library;
  F.Headers = Pool.Headers;
  F.Source = Pool.Source;
  FamilyReader Reader(Mapping, LeaseSections, knownKeys(LeaseSections, {}),
                      Diags);
  if (Reader.read(F, Pool.Classes))
    Out.push_back(std::move(F));
}

static void readFamily(const TreeNode &Mapping, ModelDiagnostics &Diags,
                       std::vector<Family> &Out) {
  Family F;
  if (Mapping.isMap())
    for (auto [Index, Key] : enumerate(Mapping.Keys))
      if (Key.Text == "id")
        F.Id = Mapping.Items[Index].Text;
  ConsequenceScope Scope(Diags, F.Id.empty()
                                    ? "this family is left out"
                                    : "family '" + F.Id + "' is left out");
  FamilyReader Reader(Mapping, FamilySections,
                      knownKeys(FamilySections, {"id", "kind", "library",
                                                 "headers", "at-process-exit",
                                                 "source", "lease", "enabled"}),
                      Diags);
  FieldReader &Fields = Reader.fields();
  if (Fields.failed())
    return;
  if (!Fields.find("id"))
    return Fields.fail(Mapping, "'id' is missing; add 'id: a-name'");
  Fields.text("id", F.Id);
  bool Enabled = true;
  Fields.flag("enabled", Enabled);
  if (!Enabled && !Fields.failed())
    return Out.push_back(std::move(F));
  readHead(Mapping, Fields, F);
  if (any_of(Out, [&](const Family &G) { return G.Id == F.Id; }))
    return Fields.fail(Mapping, "this file has a family of that 'id' already");
  if (!Reader.read(F, {}))
    return;
  Out.push_back(std::move(F));
  if (const TreeNode *Lease = Fields.find("lease"))
    readLease(*Lease, Family(Out.back()), Diags, Out);
}

std::vector<Family>
poolguard::readFamilies(StringRef Text, StringRef FileName,
                        std::vector<ModelDiagnostic> &Result) {
  ModelDiagnostics Diags(FileName, Result);
  std::vector<Family> Families;
  std::optional<std::vector<TreeNode>> Roots = readTree(Text, Diags);
  if (!Roots)
    return Families;
  for (const TreeNode &Root : *Roots) {
    if (Root.isList())
      for (const TreeNode &Node : Root.Items)
        readFamily(Node, Diags, Families);
    else if (Root.What != TreeNode::Null)
      Diags.error(Root.Line, Root.Column,
                  "a model file is a list of families; begin each with '- id: "
                  "name'");
  }
  for (Family &F : Families)
    F.File = FileName.str();
  return Families;
}
