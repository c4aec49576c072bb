//===-- FieldReader.h - Reads one mapping of a model ------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_FIELDREADER_H
#define POOLGUARD_CHECKS_CATALOG_FIELDREADER_H

#include "ModelDiagnostics.h"
#include "ModelTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace poolguard {

/// A word of the vocabulary and what it stands for.
template <typename T> struct Word {
  llvm::StringLiteral Text;
  T Value;
};

/// The fields of one YAML mapping, by name and type. Whatever is wrong with
/// one is reported where it stands, and the mapping has failed() then. A field
/// that is not there leaves the caller's value as it is.
class FieldReader {
public:
  /// Reports what is no mapping, keys not in \p Known, and keys given twice.
  FieldReader(const TreeNode &Mapping, llvm::ArrayRef<llvm::StringRef> Known,
              ModelDiagnostics &Diags);

  /// The value of \p Key, or null if there is none.
  const TreeNode *find(llvm::StringRef Key) const;

  void text(llvm::StringRef Key, std::string &Out);
  /// One text or a list of them.
  void texts(llvm::StringRef Key, std::vector<std::string> &Out);
  void flag(llvm::StringRef Key, bool &Out);
  /// The number of an argument.
  void argument(llvm::StringRef Key, std::optional<unsigned> &Out);
  template <typename T, size_t N>
  void word(llvm::StringRef Key, const Word<T> (&Table)[N], T &Out) {
    if (const TreeNode *Node = find(Key))
      if (const T *Value = lookup(*Node, Key, Table))
        Out = *Value;
  }

  /// What the word in \p Node stands for, or null after a report.
  template <typename T, size_t N>
  const T *lookup(const TreeNode &Node, llvm::StringRef Key,
                  const Word<T> (&Table)[N]) {
    if (Node.isScalar())
      for (const Word<T> &W : Table)
        if (Node.Text == W.Text)
          return &W.Value;
    llvm::SmallVector<llvm::StringRef, 16> Known;
    for (const Word<T> &W : Table)
      Known.push_back(W.Text);
    failWord(Node, Key, Known);
    return nullptr;
  }

  void fail(const TreeNode &Where, const llvm::Twine &Message);
  /// For what has been reported already.
  void fail() { Failed = true; }
  bool failed() const { return Failed; }

private:
  void checkKeys(llvm::ArrayRef<llvm::StringRef> Known);
  bool readText(const TreeNode &Node, llvm::StringRef Key, std::string &Out);
  void failWord(const TreeNode &Node, llvm::StringRef Key,
                llvm::ArrayRef<llvm::StringRef> Known);

  const TreeNode &Mapping;
  ModelDiagnostics &Diags;
  bool Failed = false;
};

/// The elements of a list, or the one node that stands where a list may.
llvm::ArrayRef<TreeNode> elements(const TreeNode &Node);

/// The largest number of an argument that a model may name.
constexpr unsigned MaxArgument = 99;

/// The number of an argument, from 0 to MaxArgument.
std::optional<unsigned> parseArgument(llvm::StringRef Text);

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_FIELDREADER_H
