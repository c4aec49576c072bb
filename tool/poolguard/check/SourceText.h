//===-- SourceText.h - Lines and columns of source files --------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_TOOL_POOLGUARD_CHECK_SOURCETEXT_H
#define POOLGUARD_TOOL_POOLGUARD_CHECK_SOURCETEXT_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <vector>

namespace poolguard {

/// Both from 1; 0: unknown. Columns count bytes, as Clang's do.
struct LineColumn {
  unsigned Line = 0, Column = 0;
};

/// The line on which object \p Index of those \p Depth braces deep begins in
/// the JSON \p Text: the parser keeps no places. 0: there is none.
unsigned lineOfObject(llvm::StringRef Text, size_t Index, unsigned Depth);

/// Reads each file once.
class SourceTexts {
public:
  /// The place of the byte \p Offset in the file \p Path.
  LineColumn at(llvm::StringRef Path, unsigned Offset);
  /// The text of line \p Line without its end; empty if there is none.
  llvm::StringRef line(llvm::StringRef Path, unsigned Line);
  /// The file's text; empty if it cannot be read.
  llvm::StringRef text(llvm::StringRef Path) { return read(Path).text(); }

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    std::vector<unsigned> Lines; ///< Where they begin.
    llvm::StringRef text() const {
      return Buffer ? Buffer->getBuffer() : llvm::StringRef();
    }
  };
  const File &read(llvm::StringRef Path);

  llvm::StringMap<File> Files;
};

} // namespace poolguard

#endif // POOLGUARD_TOOL_POOLGUARD_CHECK_SOURCETEXT_H
