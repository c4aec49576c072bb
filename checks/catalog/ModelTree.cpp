//===-- ModelTree.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelTree.h"
#include "ModelDiagnostics.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;
using namespace poolguard;

// The parser recurses, and its time is not linear for every input, so there
// must be bounds. A reasonable model stays below a tenth of any of them.
static constexpr size_t MaxSize = 1 << 18;
static constexpr size_t MaxItems = 4096;
static constexpr unsigned MaxDepth = 16;
static constexpr unsigned MaxSeparatorRun = 64;

namespace {
/// Turns the parser's nodes, which can be visited once only, into TreeNodes.
class TreeBuilder {
public:
  TreeBuilder(SourceMgr &Sources, ModelDiagnostics &Diags)
      : Sources(Sources), Diags(Diags) {}

  /// \returns false after an error; the parser must not be asked on then.
  bool build(yaml::Node *N, TreeNode &Out, unsigned Depth);

private:
  bool buildList(yaml::SequenceNode &List, TreeNode &Out, unsigned Depth);
  bool buildMap(yaml::MappingNode &Map, TreeNode &Out, unsigned Depth);
  bool buildEntry(yaml::KeyValueNode &Entry, TreeNode &Out, unsigned Depth);
  bool checkSize(const TreeNode &Out);
  TreeNode at(SMLoc Place) {
    TreeNode Node;
    std::tie(Node.Line, Node.Column) = Sources.getLineAndColumn(Place);
    return Node;
  }
  bool fail(const TreeNode &Where, const Twine &Message) {
    Diags.error(Where.Line, Where.Column, Message);
    return false;
  }

  SourceMgr &Sources;
  ModelDiagnostics &Diags;
};
} // namespace

static TreeNode scalar(TreeNode At, StringRef Text) {
  At.What = TreeNode::Scalar;
  At.Text = Text.str();
  return At;
}

bool TreeBuilder::build(yaml::Node *N, TreeNode &Out, unsigned Depth) {
  if (!N)
    return false; // The parser has reported it.
  if (SMLoc Start = N->getSourceRange().Start; Start.isValid())
    Out = at(Start);
  if (Depth > MaxDepth)
    return fail(Out, "nested too deep for a model file");
  if (auto *List = dyn_cast<yaml::SequenceNode>(N))
    return buildList(*List, Out, Depth);
  if (auto *Map = dyn_cast<yaml::MappingNode>(N))
    return buildMap(*Map, Out, Depth);
  if (auto *Alias = dyn_cast<yaml::AliasNode>(N))
    return fail(at(SMLoc::getFromPointer(Alias->getName().begin() - 1)),
                "aliases ('*name') are not supported; quote the value or "
                "write it out");
  SmallString<64> Storage;
  if (auto *Scalar = dyn_cast<yaml::ScalarNode>(N))
    Out = scalar(Out, Scalar->getValue(Storage));
  else if (auto *Block = dyn_cast<yaml::BlockScalarNode>(N))
    Out = scalar(Out, Block->getValue());
  return true;
}

bool TreeBuilder::checkSize(const TreeNode &Out) {
  return Out.Items.size() <= MaxItems ||
         fail(Out, "more than " + Twine(MaxItems) + " entries in one place");
}

bool TreeBuilder::buildList(yaml::SequenceNode &List, TreeNode &Out,
                            unsigned Depth) {
  Out.What = TreeNode::List;
  for (yaml::Node &Item : List) {
    Out.Items.emplace_back();
    if (!build(&Item, Out.Items.back(), Depth + 1) || !checkSize(Out))
      return false;
  }
  return true;
}

bool TreeBuilder::buildMap(yaml::MappingNode &Map, TreeNode &Out,
                           unsigned Depth) {
  Out.What = TreeNode::Map;
  for (yaml::KeyValueNode &Entry : Map)
    if (!buildEntry(Entry, Out, Depth) || !checkSize(Out))
      return false;
  return true;
}

bool TreeBuilder::buildEntry(yaml::KeyValueNode &Entry, TreeNode &Out,
                             unsigned Depth) {
  TreeNode Key, Value;
  yaml::Node *KeyNode = Entry.getKey();
  if (isa_and_nonnull<yaml::SequenceNode, yaml::MappingNode>(KeyNode))
    return fail(Out, "a key must be a plain word");
  if (!build(KeyNode, Key, Depth + 1))
    return false;
  if (!Key.isScalar())
    return fail(Key, "a key must be a plain word");
  if (!build(Entry.getValue(), Value, Depth + 1))
    return false;
  // Nothing has no place of its own.
  if (Value.What == TreeNode::Null)
    std::tie(Value.Line, Value.Column) = std::tie(Key.Line, Key.Column);
  Out.Keys.push_back(std::move(Key));
  Out.Items.push_back(std::move(Value));
  return true;
}

/// The parser recurses for every comma that follows a comma, and for every end
/// of a document ("...") that follows one. Where a '#' is part of a string, a
/// comment only seems to begin, hence the two ways of counting.
static bool hasSeparatorRun(StringRef Text) {
  unsigned Anywhere = 0, OutsideComments = 0;
  auto Count = [](unsigned &Run, char C) {
    if (C == ',' || C == '.')
      ++Run;
    else if (!isSpace(C))
      Run = 0;
  };
  bool InComment = false;
  for (char C : Text) {
    InComment = (InComment && C != '\n' && C != '\r') || C == '#';
    Count(Anywhere, C);
    if (!InComment)
      Count(OutsideComments, C);
    if (std::max(Anywhere, OutsideComments) > MaxSeparatorRun)
      return true;
  }
  return false;
}

std::optional<std::vector<TreeNode>>
poolguard::readTree(StringRef Text, ModelDiagnostics &Diags) {
  if (Text.size() > MaxSize || hasSeparatorRun(Text)) {
    Diags.error(0, 0,
                Text.size() > MaxSize
                    ? "too large for a model file (over 256 KiB)"
                    : "too many separators in a row; is this a model "
                      "file?");
    return std::nullopt;
  }
  SourceMgr Sources;
  Sources.setDiagHandler(
      [](const SMDiagnostic &D, void *Context) {
        static_cast<ModelDiagnostics *>(Context)->error(
            std::max(D.getLineNo(), 1), D.getColumnNo() + 1, D.getMessage());
      },
      &Diags);
  yaml::Stream Stream(Text, Sources, /*ShowColors=*/false);
  TreeBuilder Builder(Sources, Diags);
  std::vector<TreeNode> Roots;
  for (yaml::Document &Document : Stream) {
    Roots.emplace_back();
    if (!Builder.build(Document.getRoot(), Roots.back(), 0))
      return std::nullopt;
  }
  if (Stream.failed())
    return std::nullopt;
  return Roots;
}
