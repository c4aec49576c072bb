//===-- FieldReader.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FieldReader.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace poolguard;

ArrayRef<TreeNode> poolguard::elements(const TreeNode &Node) {
  if (Node.isList())
    return Node.Items;
  return Node;
}

std::optional<unsigned> poolguard::parseArgument(StringRef Text) {
  unsigned Number = 0;
  if (Text.empty() || !isDigit(Text[0]) || Text.getAsInteger(10, Number) ||
      Number > MaxArgument)
    return std::nullopt;
  return Number;
}

FieldReader::FieldReader(const TreeNode &Mapping, ArrayRef<StringRef> Known,
                         ModelDiagnostics &Diags)
    : Mapping(Mapping), Diags(Diags) {
  if (Mapping.isMap())
    checkKeys(Known);
  else
    fail(Mapping, "expected 'key: value' lines here");
}

void FieldReader::checkKeys(ArrayRef<StringRef> Known) {
  for (size_t Index = 0; Index != Mapping.Keys.size(); ++Index) {
    const TreeNode &Key = Mapping.Keys[Index];
    if (!is_contained(Known, Key.Text))
      fail(Key, "unknown key '" + Key.Text + "'" + suggestion(Key.Text, Known));
    else if (Mapping.Items[Index].What == TreeNode::Null)
      fail(Key, "'" + Key.Text + "' has no value; give one or remove the line");
    else if (any_of(ArrayRef(Mapping.Keys).take_front(Index),
                    [&](const TreeNode &K) { return K.Text == Key.Text; }))
      fail(Key,
           "'" + Key.Text + "' is given twice; merge both into one, as a list");
  }
}

const TreeNode *FieldReader::find(StringRef Key) const {
  if (Mapping.isMap())
    for (auto [Index, K] : enumerate(Mapping.Keys))
      if (K.Text == Key && Mapping.Items[Index].What != TreeNode::Null)
        return &Mapping.Items[Index];
  return nullptr;
}

void FieldReader::fail(const TreeNode &Where, const Twine &Message) {
  Failed = true;
  Diags.warning(Where, Message);
}

void FieldReader::failWord(const TreeNode &Node, StringRef Key,
                           ArrayRef<StringRef> Known) {
  if (Node.isScalar())
    fail(Node, "unknown value '" + Node.Text + "' of '" + Key + "'" +
                   suggestion(Node.Text, Known));
  else
    fail(Node, "'" + Key + "' wants a single word" + suggestion("", Known));
}

bool FieldReader::readText(const TreeNode &Node, StringRef Key,
                           std::string &Out) {
  Out = Node.Text;
  if (!Out.empty())
    return true;
  fail(Node, "'" + Key + "' wants a text");
  return false;
}

void FieldReader::text(StringRef Key, std::string &Out) {
  if (const TreeNode *Node = find(Key))
    readText(*Node, Key, Out);
}

void FieldReader::texts(StringRef Key, std::vector<std::string> &Out) {
  const TreeNode *Node = find(Key);
  if (!Node)
    return;
  for (const TreeNode &Item : elements(*Node)) {
    std::string Text;
    if (readText(Item, Key, Text))
      Out.push_back(std::move(Text));
  }
}

void FieldReader::flag(StringRef Key, bool &Out) {
  static constexpr Word<bool> Flags[] = {
      {"yes", true}, {"no", false}, {"true", true}, {"false", false}};
  word(Key, Flags, Out);
}

void FieldReader::argument(StringRef Key, std::optional<unsigned> &Out) {
  const TreeNode *Node = find(Key);
  if (!Node)
    return;
  Out = parseArgument(Node->Text);
  if (!Out)
    fail(*Node, "'" + Key +
                    "' wants the number of an argument, counted from 0, at "
                    "most " +
                    Twine(MaxArgument));
}
