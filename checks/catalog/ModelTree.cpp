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
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;
using namespace poolguard;

/// The vocabulary nests 6 deep. The parser recurses, so there must be a bound.
static constexpr unsigned MaxDepth = 16;
/// All built-in models together have a tenth of this. The parser's time is not
/// linear for every input, so there must be a bound.
static constexpr size_t MaxSize = 1 << 20;

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
    std::tie(Out.Line, Out.Column) = Sources.getLineAndColumn(Start);
  if (Depth > MaxDepth)
    return fail(Out, "nested too deep for a model file");
  if (auto *List = dyn_cast<yaml::SequenceNode>(N))
    return buildList(*List, Out, Depth);
  if (auto *Map = dyn_cast<yaml::MappingNode>(N))
    return buildMap(*Map, Out, Depth);
  if (isa<yaml::AliasNode>(N))
    return fail(Out, "aliases ('*name') are not supported; quote the value or "
                     "write it out");
  SmallString<64> Storage;
  if (auto *Scalar = dyn_cast<yaml::ScalarNode>(N))
    Out = scalar(Out, Scalar->getValue(Storage));
  else if (auto *Block = dyn_cast<yaml::BlockScalarNode>(N))
    Out = scalar(Out, Block->getValue());
  return true;
}

bool TreeBuilder::buildList(yaml::SequenceNode &List, TreeNode &Out,
                            unsigned Depth) {
  Out.What = TreeNode::List;
  for (yaml::Node &Item : List) {
    Out.Items.emplace_back();
    if (!build(&Item, Out.Items.back(), Depth + 1))
      return false;
  }
  return true;
}

bool TreeBuilder::buildMap(yaml::MappingNode &Map, TreeNode &Out,
                           unsigned Depth) {
  Out.What = TreeNode::Map;
  for (yaml::KeyValueNode &Entry : Map)
    if (!buildEntry(Entry, Out, Depth))
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

std::optional<std::vector<TreeNode>>
poolguard::readTree(StringRef Text, ModelDiagnostics &Diags) {
  if (Text.size() > MaxSize) {
    Diags.error(0, 0, "too large for a model file (over 1 MiB)");
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
