//===-- Catalog.h - The pool families in force ------------------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Looks up what the models say of a function or a class. Immutable once made;
/// safe to share between threads.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_CATALOG_H
#define POOLGUARD_CHECKS_CATALOG_CATALOG_H

#include "Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace poolguard {

/// One entry found, with the family it belongs to.
struct CallEntry {
  const Family *Owner;
  const CallModel *Call;
};

/// A problem in a model file.
struct ModelDiagnostic {
  enum Severity : uint8_t { Warning, Error } Level;
  std::string File;
  unsigned Line = 0, Column = 0;
  std::string Message;

  /// `file:line:column: error: message`.
  std::string str() const;
};

/// An identifier one of which every unit with a construction site mentions: the
/// last component of the name of an acquire (`g_thread_pool_new`, `thread`).
struct Trigger {
  std::string Name;
  /// A class's, so that it means nothing in C.
  bool IsClass = false;
  /// The C functions of its families. Where Name is a function that a header
  /// declares, one of these is called in every unit that is of interest.
  std::vector<std::string> Functions;
};

/// The built-in models one unit is to be judged by.
struct ModelSelection {
  /// The names of the models that are read.
  std::vector<llvm::StringRef> Read;
  /// Of the others, Family's Prefixes and Headers: their libraries stay known.
  std::vector<llvm::StringRef> Prefixes, Headers;
};

/// The families in force for a unit.
class Catalog {
public:
  /// The built-in families (read once per process, from the embedded YAML).
  static std::shared_ptr<const Catalog> builtin();

  /// The built-in families, then those of \p Files in order; a family of the
  /// same id replaces the earlier one. A bad entry is dropped with a warning,
  /// a file that cannot be read or is no YAML gives an error; either is put in
  /// \p Diags and the rest still works.
  static std::shared_ptr<const Catalog>
  withFiles(llvm::ArrayRef<std::string> Files,
            std::vector<ModelDiagnostic> &Diags);

  /// As withFiles(), with \p Builtin only. What is left out must not be
  /// mentioned in the unit.
  static std::shared_ptr<const Catalog>
  forUnit(ModelSelection Builtin, llvm::ArrayRef<std::string> Files,
          std::vector<ModelDiagnostic> &Diags);

  /// The project's own model file for \p SourceFile: `.poolguard.yaml` in its
  /// directory or the nearest one above. Empty if there is none.
  static std::string findProjectFile(llvm::StringRef SourceFile);

  /// The families of one text only, without the built-in ones. For tests.
  static std::shared_ptr<const Catalog>
  fromText(llvm::StringRef Text, llvm::StringRef FileName,
           std::vector<ModelDiagnostic> &Diags);

  /// Entries for a free function (or static method) of this qualified name,
  /// inline namespaces left out.
  llvm::SmallVector<CallEntry, 2> function(llvm::StringRef QualifiedName) const;
  /// Entries for `Class::Method`; also what base classes' models say is the
  /// caller's to ask for.
  llvm::ArrayRef<CallEntry> method(llvm::StringRef Class,
                                   llvm::StringRef Method) const;
  /// Entries for constructors of a class.
  llvm::ArrayRef<CallEntry> constructors(llvm::StringRef Class) const;
  /// The family whose handle is an object of this class, or null.
  const Family *classFamily(llvm::StringRef Class) const;

  /// The function belongs to the family's own library by its name: no entry
  /// describes it, but it only borrows the handles it is passed.
  bool hasLibraryPrefix(const Family &F, llvm::StringRef Function) const;
  /// Whether some family's library has a function of this name, or (if not
  /// empty) this header.
  bool isOfLibrary(llvm::StringRef Function, llvm::StringRef Header) const;

  /// What tells that a unit may have a construction site; sorted by name.
  llvm::ArrayRef<Trigger> triggers() const { return Triggers; }

  const std::deque<Family> &families() const { return Families; }

private:
  Catalog() = default;
  void add(std::vector<Family> New);
  void addBuiltin(llvm::function_ref<bool(llvm::StringRef)> IsWanted);
  struct ModelText;
  void addFiles(llvm::ArrayRef<ModelText> Files,
                std::vector<ModelDiagnostic> &Diags);
  void index();
  void addTriggers(const Family &F);
  void mergeTriggers();

  std::deque<Family> Families;
  /// Of built-in models that were not read.
  std::vector<llvm::StringRef> OtherPrefixes, OtherHeaders;
  /// By qualified name; Constructors and Classes by that of the class.
  llvm::StringMap<std::vector<CallEntry>> Functions, Methods, Constructors;
  /// Functions of which only the beginning of the name is known.
  std::vector<CallEntry> FunctionPrefixes;
  llvm::StringMap<const Family *> Classes;
  std::vector<Trigger> Triggers;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_CATALOG_H
