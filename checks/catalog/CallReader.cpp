//===-- CallReader.cpp ----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallReader.h"
#include "PatternReader.h"
#include "SuccessReader.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace poolguard;

static constexpr Word<ReleaseMode> ModeWords[] = {
    {"close", ReleaseMode::Close},
    {"terminate", ReleaseMode::Terminate},
    {"detach", ReleaseMode::Detach}};

//===----------------------------------------------------------------------===//
// Which keys a call may have
//===----------------------------------------------------------------------===//

static SmallVector<StringRef, 24> knownKeys(const CallSection &Section) {
  SmallVector<StringRef, 24> Keys = {"fn",     "fn-prefix", "method", "class",
                                     "args",   "when",      "unless", "macro",
                                     "handle", "throws",    "called"};
  if (Section.Use == UseKind::View)
    Keys.push_back("ctor");
  switch (Section.What) {
  case Role::Acquire:
    Keys.append({"asks", "ctor", "error", "ok", "parent"});
    break;
  case Role::Release:
    Keys.append({"ok", "mode", "null-safe", "legal-after", "idempotent",
                 "sets-null", "final", "needs", "written"});
    break;
  case Role::Use:
    Keys.append({"legal-after", "needs", "ok"});
    break;
  case Role::Open:
    Keys.push_back("ok");
    break;
  case Role::Borrow:
  case Role::Borrowed:
  case Role::Take:
    break;
  }
  return Keys;
}

//===----------------------------------------------------------------------===//
// Defaults
//===----------------------------------------------------------------------===//

static HandleSlot defaultHandle(const CallSection &Section,
                                const CallPattern &P) {
  bool Made = Section.What == Role::Acquire || Section.What == Role::Borrowed;
  if (P.What == CallPattern::Constructor)
    return {Section.Use == UseKind::View ? HandleSlot::Argument
                                         : HandleSlot::This,
            0};
  if (P.What == CallPattern::Method && Section.What != Role::Borrowed &&
      !Section.Lease)
    return {HandleSlot::This, 0};
  return {Made ? HandleSlot::Return : HandleSlot::Argument, 0};
}

static SuccessPredicate defaultSuccess(Role What, const CallPattern &P,
                                       HandleSlot Handle) {
  if (What == Role::Open)
    return compareWithZero(Relation::Ne);
  if (What != Role::Acquire || P.What == CallPattern::Constructor)
    return {};
  switch (Handle.Where) {
  case HandleSlot::Return:
    return compareWithZero(Relation::Ne);
  case HandleSlot::Argument:
  case HandleSlot::Pointee:
    return compareWithZero(Relation::Eq);
  case HandleSlot::This:
  case HandleSlot::Any:
    return {};
  }
  return {};
}

//===----------------------------------------------------------------------===//
// Single fields
//===----------------------------------------------------------------------===//

static std::optional<HandleSlot> readHandle(FieldReader &Fields) {
  const TreeNode *Node = Fields.find("handle");
  if (!Node)
    return std::nullopt;
  StringRef Text = Node->Text;
  if (Text == "return")
    return HandleSlot{HandleSlot::Return, 0};
  if (Text == "this")
    return HandleSlot{HandleSlot::This, 0};
  if (Text == "any")
    return HandleSlot{HandleSlot::Any, 0};
  HandleSlot::Kind Where = HandleSlot::Argument;
  bool Known = Text.consume_front("arg");
  if (!Known && Text.consume_front("out")) {
    Known = true;
    Where = HandleSlot::Pointee;
  }
  std::optional<unsigned> Index = parseArgument(Text);
  if (Known && Index)
    return HandleSlot{Where, *Index};
  Fields.fail(*Node, "'handle' wants 'return', 'this', 'argN' (argument N "
                     "itself) or 'outN' (the variable it points to), N at "
                     "most " +
                         Twine(MaxArgument));
  return std::nullopt;
}

/// `mode: {arg: 1, FALSE: close, TRUE: terminate, else: close}`
static void readModeByArgument(FieldReader &Fields, const TreeNode &Node,
                               CallModel &Call) {
  for (auto [Index, Key] : enumerate(Node.Keys)) {
    const TreeNode &Value = Node.Items[Index];
    if (Key.Text == "arg") {
      Call.ModeArgument = parseArgument(Value.Text);
      continue;
    }
    const ReleaseMode *Mode = Fields.lookup(Value, "mode", ModeWords);
    std::optional<ModelConstant> C = parseConstant(Key.Text);
    if (Mode && Key.Text == "else")
      Call.Mode = *Mode;
    else if (Mode && C)
      Call.ModeValues.push_back({*C, *Mode});
    else if (Mode)
      Fields.fail(Key,
                  "'" + Key.Text + "' is no integer, enumerator or macro name");
  }
  if (!Call.ModeArgument || Call.ModeValues.empty())
    Fields.fail(Node, "a mode that an argument decides is written {arg: 1, "
                      "FALSE: close, TRUE: terminate}");
}

static void readMode(FieldReader &Fields, CallModel &Call) {
  const TreeNode *Node = Fields.find("mode");
  if (!Node)
    return;
  if (Node->isMap())
    readModeByArgument(Fields, *Node, Call);
  else if (const ReleaseMode *Mode = Fields.lookup(*Node, "mode", ModeWords))
    Call.Mode = *Mode;
}

static void readLegalAfter(FieldReader &Fields, CallModel &Call) {
  static constexpr Word<ReleaseModes> Words[] = {
      {"close", modeBit(ReleaseMode::Close)},
      {"terminate", modeBit(ReleaseMode::Terminate)},
      {"detach", modeBit(ReleaseMode::Detach)},
      {"any", AllReleaseModes}};
  if (const TreeNode *Node = Fields.find("legal-after"))
    for (const TreeNode &Item : elements(*Node))
      if (const ReleaseModes *Modes = Fields.lookup(Item, "legal-after", Words))
        Call.LegalAfter |= *Modes;
  bool Idempotent = false;
  Fields.flag("idempotent", Idempotent);
  if (Idempotent)
    Call.LegalAfter = AllReleaseModes;
}

//===----------------------------------------------------------------------===//
// Whole calls
//===----------------------------------------------------------------------===//

static CallModel withDefaults(const CallSection &Section, CallPattern P) {
  CallModel Call;
  Call.What = Section.What;
  Call.Use = Section.Use;
  Call.Handle = defaultHandle(Section, P);
  Call.Success = defaultSuccess(Section.What, P, Call.Handle);
  Call.Throws =
      Call.What == Role::Acquire && P.What == CallPattern::Constructor;
  Call.Pattern = std::move(P);
  return Call;
}

/// What the handle slot of a call may be: a released pool is not a result.
static void checkHandle(FieldReader &Fields, const TreeNode &Mapping,
                        const CallModel &Call) {
  bool Made = Call.What == Role::Acquire || Call.What == Role::Borrowed;
  if (Call.Handle.Where == HandleSlot::Return && !Made)
    Fields.fail(Mapping, "only a call that makes or hands out a pool has it "
                         "as its result; write 'handle: arg0' or the like");
  if (Call.Handle.Where == HandleSlot::Any && Call.What != Role::Release)
    Fields.fail(Mapping, "only a release may concern 'any' handle");
  if (Call.Pattern.Prefix && Made && Call.Macro.empty())
    Fields.fail(Mapping, "'fn-prefix' wants to know what users write; add "
                         "'macro: NAME'");
  if (Call.Success.What == SuccessPredicate::NoError && !Call.Error)
    Fields.fail(Mapping, "'ok: no-error' wants to know where the error is "
                         "stored; add 'error: N'");
  if (Call.Handle.Where == HandleSlot::This &&
      Call.Pattern.What == CallPattern::Function)
    Fields.fail(Mapping, "a function has no 'this'; use 'method' or 'ctor'");
}

bool CallReader::readBareName(const CallSection &Section, const TreeNode &Name,
                              std::vector<CallModel> &Out) {
  TreeNode Empty;
  Empty.What = TreeNode::Map;
  FieldReader Fields(Empty, {}, Diags);
  if (!checkName(Name, Fields))
    return false;
  for (CallPattern &P : bareNamePatterns(Name.Text, Classes))
    Out.push_back(withDefaults(Section, std::move(P)));
  return true;
}

bool CallReader::readMapping(const CallSection &Section,
                             const TreeNode &Mapping,
                             std::vector<CallModel> &Out) {
  FieldReader Fields(Mapping, knownKeys(Section), Diags);
  if (Fields.failed())
    return false;
  std::vector<CallPattern> Patterns =
      readPatterns(Fields, Mapping, Classes, Diags);
  if (Patterns.empty())
    return false;
  CallModel Call = withDefaults(Section, Patterns.front());
  if (std::optional<HandleSlot> Handle = readHandle(Fields)) {
    Call.Handle = *Handle;
    Call.Success = defaultSuccess(Section.What, Patterns.front(), *Handle);
  }
  readSuccess(Fields, Call, Diags);
  readMode(Fields, Call);
  readLegalAfter(Fields, Call);
  Fields.argument("parent", Call.Parent);
  Fields.argument("error", Call.Error);
  Fields.flag("null-safe", Call.NullSafe);
  Fields.flag("sets-null", Call.SetsNull);
  Fields.flag("final", Call.Final);
  Fields.flag("throws", Call.Throws);
  Fields.texts("needs", Call.Needs);
  Fields.texts("asks", Call.Asks);
  Fields.text("macro", Call.Macro);
  Fields.texts("written", Call.Written);
  checkHandle(Fields, Mapping, Call);
  if (Fields.failed())
    return false;
  for (CallPattern &P : Patterns) {
    Out.push_back(Call);
    Out.back().Pattern = std::move(P);
  }
  return true;
}

/// A bound on what names times classes may come to.
static constexpr size_t MaxCalls = 20000;

bool CallReader::read(const CallSection &Section, const TreeNode &Call,
                      std::vector<CallModel> &Out) {
  if (Out.size() > MaxCalls)
    return false; // Reported below.
  if (Call.isScalar())
    return readBareName(Section, Call, Out);
  if (Call.isMap())
    return readMapping(Section, Call, Out);
  if (Call.isList()) {
    bool Complete = true;
    for (const TreeNode &Item : Call.Items)
      Complete &= read(Section, Item, Out);
    if (Out.size() > MaxCalls)
      Diags.warning(Call, "too many calls for one family");
    return Complete;
  }
  Diags.warning(Call, "expected a name, or {fn: name, ...}");
  return false;
}
