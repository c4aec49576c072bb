//===-- PatternReader.cpp -------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PatternReader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;
using namespace poolguard;

static bool isIdentifier(StringRef Text) {
  return !Text.empty() && !isDigit(Text[0]) && all_of(Text, [](char C) {
    return isAlnum(C) || C == '_' || C == '$';
  });
}

static bool isQualifiedName(StringRef Text) {
  SmallVector<StringRef, 4> Parts;
  Text.split(Parts, "::");
  return all_of(Parts, isIdentifier);
}

std::optional<ModelConstant> poolguard::parseConstant(StringRef Text) {
  ModelConstant C;
  if (!Text.getAsInteger(0, C.Value))
    return C;
  C.Value = StringSwitch<int64_t>(Text)
                .Case("true", 1)
                .Case("TRUE", 1)
                .Case("false", 0)
                .Case("FALSE", 0)
                .Case("NULL", 0)
                .Case("nullptr", 0)
                .Default(-1);
  if (C.Value >= 0)
    return C;
  if (!isQualifiedName(Text))
    return std::nullopt;
  C.Value = 0;
  C.Name = Text.str();
  return C;
}

bool poolguard::checkName(const TreeNode &Name, FieldReader &Fields) {
  StringRef Text = Name.Text;
  if (isQualifiedName(Text))
    return true;
  if (!Name.isScalar())
    Fields.fail(Name, "expected a name here");
  else if (Text.starts_with("::"))
    Fields.fail(Name, "leave out the leading '::' of '" + Text + "'");
  else
    Fields.fail(Name, "'" + Text +
                          "' is no name; write it as in 'ns::name', "
                          "without arguments, template arguments or pointers");
  return false;
}

/// Reads `N`, `N+` or `N..M`.
static void readArgumentCount(FieldReader &Fields, CallPattern &P) {
  const TreeNode *Node = Fields.find("args");
  if (!Node)
    return;
  StringRef Text = Node->Text;
  bool Open = Text.consume_back("+");
  auto [First, Last] = Text.split("..");
  if (!Text.contains(".."))
    Last = First;
  std::optional<unsigned> Min = parseArgument(First), Max = parseArgument(Last);
  if (!Min || !Max || *Min > *Max || (Open && Text.contains("..")))
    return Fields.fail(*Node, "'args' wants the number of arguments: '2', '2+' "
                              "or '2..4', at most " +
                                  Twine(MaxArgument));
  P.MinArgs = *Min;
  if (!Open)
    P.MaxArgs = *Max;
}

static void readCondition(FieldReader &Fields, const TreeNode &Node,
                          bool Negated, ModelDiagnostics &Diags,
                          std::vector<ArgumentCondition> &Out) {
  FieldReader Condition(Node, {"arg", "is", "string"}, Diags);
  std::optional<unsigned> Index;
  Condition.argument("arg", Index);
  ArgumentCondition C;
  C.Negated = Negated;
  Condition.texts("string", C.Strings);
  std::vector<std::string> Constants;
  Condition.texts("is", Constants);
  for (const std::string &Text : Constants) {
    if (std::optional<ModelConstant> Value = parseConstant(Text))
      C.Values.push_back(*Value);
    else
      Condition.fail(Node, "'" + Text +
                               "' is no constant; for a string "
                               "literal write 'string' instead of 'is'");
  }
  bool Complete = Index && C.Values.empty() != C.Strings.empty();
  if (!Condition.failed() && !Complete)
    Condition.fail(Node, "a condition wants 'arg' and one of 'is' and "
                         "'string': {arg: 1, is: TRUE}");
  if (Condition.failed())
    return Fields.fail(); // Reported.
  C.Index = *Index;
  Out.push_back(std::move(C));
}

/// The names under \p Key, checked.
static std::vector<std::string> readNames(FieldReader &Fields, StringRef Key) {
  std::vector<std::string> Names;
  if (const TreeNode *Node = Fields.find(Key))
    for (const TreeNode &Name : elements(*Node))
      if (checkName(Name, Fields))
        Names.push_back(Name.Text);
  return Names;
}

static std::vector<CallPattern> methods(CallPattern P,
                                        ArrayRef<std::string> Names,
                                        ArrayRef<std::string> Classes) {
  std::vector<CallPattern> Patterns;
  P.What = CallPattern::Method;
  for (const std::string &Class : Classes)
    for (const std::string &Name : Names) {
      P.Class = Class;
      P.Name = Name;
      Patterns.push_back(P);
    }
  return Patterns;
}

/// What `fn`, `method` or `ctor` name, on top of \p P.
static std::vector<CallPattern> named(FieldReader &Fields,
                                      const TreeNode &Mapping, CallPattern P,
                                      ArrayRef<std::string> Classes) {
  if (const TreeNode *Method = Fields.find("method")) {
    std::vector<std::string> Names = readNames(Fields, "method");
    if (Classes.empty())
      Fields.fail(*Method, "a method wants a class; add 'class: ns::Name'");
    for (StringRef Name : Names)
      if (Name.contains("::"))
        Fields.fail(*Method, "'" + Name +
                                 "' is qualified; put the class under "
                                 "'class', or use 'fn' for a static "
                                 "method");
    return methods(std::move(P), Names, Classes);
  }
  if (const TreeNode *Called = Fields.find("called")) {
    // A name that no method has: that of what the method returns.
    std::vector<std::string> Names = readNames(Fields, "called");
    if (Classes.empty())
      Fields.fail(*Called, "'called' wants a class; add 'class: ns::Name'");
    for (std::string &Name : Names)
      Name += "()";
    return methods(std::move(P), Names, Classes);
  }
  bool Constructor = Fields.find("ctor");
  P.Prefix = Fields.find("fn-prefix");
  if (!Constructor && !P.Prefix && !Fields.find("fn"))
    Fields.fail(Mapping, "this call has no name; add 'fn: name', "
                         "'method: name' or 'ctor: Class'");
  std::vector<CallPattern> Patterns;
  P.What = Constructor ? CallPattern::Constructor : CallPattern::Function;
  StringRef Key = Constructor ? "ctor" : P.Prefix ? "fn-prefix" : "fn";
  for (const std::string &Name : readNames(Fields, Key)) {
    (Constructor ? P.Class : P.Name) = Name;
    Patterns.push_back(P);
  }
  return Patterns;
}

std::vector<CallPattern> poolguard::readPatterns(FieldReader &Fields,
                                                 const TreeNode &Mapping,
                                                 ArrayRef<std::string> Classes,
                                                 ModelDiagnostics &Diags) {
  CallPattern P;
  readArgumentCount(Fields, P);
  for (StringRef Key : {"when", "unless"})
    if (const TreeNode *Node = Fields.find(Key))
      for (const TreeNode &Condition : elements(*Node))
        readCondition(Fields, Condition, Key == "unless", Diags, P.Conditions);
  if (count_if(
          ArrayRef<StringRef>{"fn", "fn-prefix", "method", "called", "ctor"},
          [&](StringRef Key) { return Fields.find(Key); }) > 1)
    Fields.fail(Mapping, "'fn', 'fn-prefix', 'method', 'called' and 'ctor' "
                         "exclude one another; make two entries of it");
  std::vector<std::string> Own = readNames(Fields, "class");
  std::vector<CallPattern> Patterns = named(
      Fields, Mapping, std::move(P), Own.empty() ? Classes : ArrayRef(Own));
  if (Fields.failed())
    Patterns.clear();
  return Patterns;
}

std::vector<CallPattern>
poolguard::bareNamePatterns(StringRef Name, ArrayRef<std::string> Classes) {
  if (!Classes.empty() && !Name.contains("::"))
    return methods({}, Name.str(), Classes);
  CallPattern P;
  P.Name = Name.str();
  return {P};
}
