//===-- Catalog.cpp -------------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Catalog.h"
#include "EmbeddedModels.h"
#include "FamilyReader.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <list>
#include <mutex>

using namespace llvm;
using namespace poolguard;

//===----------------------------------------------------------------------===//
// Making one
//===----------------------------------------------------------------------===//

/// The families of \p New take the place of those with the same id, and of
/// their leases.
void Catalog::add(std::vector<Family> New) {
  for (Family &F : New) {
    llvm::erase_if(Families, [&](const Family &Old) {
      return Old.Id == F.Id || Old.Id == F.Id + "/lease";
    });
    if (!F.Calls.empty())
      Families.push_back(std::move(F));
  }
}

static StringRef lastComponent(StringRef Name) {
  size_t Colon = Name.rfind(':');
  return Colon == StringRef::npos ? Name : Name.drop_front(Colon + 1);
}

void Catalog::index() {
  for (const Family &F : Families) {
    for (const std::string &Class : F.Classes)
      Classes[Class] = &F;
    for (const CallModel &Call : F.Calls) {
      const CallPattern &P = Call.Pattern;
      CallEntry Entry = {&F, &Call};
      switch (P.What) {
      case CallPattern::Function:
        if (P.Prefix)
          FunctionPrefixes.push_back(Entry);
        else
          Functions[P.Name].push_back(Entry);
        break;
      case CallPattern::Method:
        Methods[P.Class + "::" + P.Name].push_back(Entry);
        break;
      case CallPattern::Constructor:
        Constructors[P.Class].push_back(Entry);
        break;
      }
    }
    addTriggers(F);
  }
  mergeTriggers();
}

void Catalog::addTriggers(const Family &F) {
  std::vector<std::string> Functions;
  for (const CallModel &Call : F.Calls)
    if (const CallPattern &P = Call.Pattern;
        P.What == CallPattern::Function && !StringRef(P.Name).contains(':'))
      Functions.push_back(P.Name);
  for (const CallModel &Call : F.Calls) {
    if (Call.What != Role::Acquire)
      continue;
    // Half the world has a method called `start`; its class says more. Of a
    // number in a name there is no identifier, but of the macro that adds it.
    const CallPattern &P = Call.Pattern;
    bool IsClass = P.What != CallPattern::Function;
    StringRef Name = IsClass ? P.Class : P.Prefix ? Call.Macro : P.Name;
    bool Declared = !IsClass && !P.Prefix && !Name.contains(':');
    Triggers.push_back({lastComponent(Name).str(), IsClass,
                        Declared ? Functions : std::vector<std::string>()});
  }
}

/// One for each name. Where one of them asks for nothing more, none does.
void Catalog::mergeTriggers() {
  llvm::sort(Triggers, [](const Trigger &A, const Trigger &B) {
    return A.Name < B.Name;
  });
  std::vector<Trigger> Merged;
  for (Trigger &T : Triggers) {
    if (Merged.empty() || Merged.back().Name != T.Name) {
      Merged.push_back(std::move(T));
      continue;
    }
    Trigger &Same = Merged.back();
    Same.IsClass &= T.IsClass;
    if (Same.Functions.empty() || T.Functions.empty())
      Same.Functions.clear();
    else
      llvm::append_range(Same.Functions, T.Functions);
  }
  for (Trigger &T : Merged) {
    llvm::sort(T.Functions);
    T.Functions.erase(llvm::unique(T.Functions), T.Functions.end());
  }
  Triggers = std::move(Merged);
}

void Catalog::addBuiltin(function_ref<bool(StringRef)> IsWanted) {
  std::vector<ModelDiagnostic> Diags;
  for (const EmbeddedModel &M : embeddedModels())
    if (IsWanted(M.Name))
      add(readFamilies(M.Text, (M.Name + ".yaml").str(), Diags));
  for (Family &F : Families)
    F.Builtin = true;
  assert(Diags.empty() && "a built-in model is wrong; see the unit tests");
}

/// A model file as it is on the disk.
struct Catalog::ModelText {
  std::string File, Text;
  std::error_code Error; ///< Set: it cannot be read.

  explicit ModelText(const std::string &File) : File(File) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
        MemoryBuffer::getFile(File, /*IsText=*/true);
    if (Buffer)
      Text = (*Buffer)->getBuffer().str();
    else
      Error = Buffer.getError();
  }
  bool operator==(const ModelText &O) const {
    return File == O.File && Text == O.Text && Error == O.Error;
  }
};

void Catalog::addFiles(ArrayRef<ModelText> Files,
                       std::vector<ModelDiagnostic> &Diags) {
  for (const ModelText &Each : Files) {
    if (!Each.Error)
      add(readFamilies(Each.Text, Each.File, Diags));
    else
      Diags.push_back({ModelDiagnostic::Error, Each.File, 0, 0,
                       "cannot read the model file: " + Each.Error.message()});
  }
}

std::shared_ptr<const Catalog> Catalog::builtin() {
  // Made once, by whichever thread comes first.
  static const std::shared_ptr<const Catalog> Builtin = [] {
    std::shared_ptr<Catalog> C(new Catalog);
    C->addBuiltin([](StringRef) { return true; });
    C->index();
    return C;
  }();
  return Builtin;
}

std::shared_ptr<const Catalog>
Catalog::withFiles(ArrayRef<std::string> Files,
                   std::vector<ModelDiagnostic> &Diags) {
  if (Files.empty())
    return builtin();
  std::shared_ptr<Catalog> C(new Catalog);
  C->Families = builtin()->Families;
  C->addFiles(std::vector<ModelText>(Files.begin(), Files.end()), Diags);
  C->index();
  return C;
}

std::shared_ptr<const Catalog>
Catalog::forUnit(ModelSelection Builtin, ArrayRef<std::string> Files,
                 std::vector<ModelDiagnostic> &Diags) {
  // An editor asks for the same again and again.
  struct Made {
    std::vector<StringRef> Read;
    std::vector<ModelText> Texts;
    std::shared_ptr<Catalog> Models;
    std::vector<ModelDiagnostic> Diags;
  };
  constexpr size_t MaxMade = 16;
  static std::mutex Mutex;
  static std::list<Made> Latest;
  std::vector<ModelText> Texts(Files.begin(), Files.end());
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = find_if(Latest, [&](const Made &Each) {
    return Each.Read == Builtin.Read && Each.Texts == Texts;
  });
  if (It == Latest.end()) {
    std::shared_ptr<Catalog> C(new Catalog);
    std::vector<ModelDiagnostic> Problems;
    C->addBuiltin(
        [&](StringRef Name) { return is_contained(Builtin.Read, Name); });
    C->OtherPrefixes = std::move(Builtin.Prefixes);
    C->OtherHeaders = std::move(Builtin.Headers);
    C->addFiles(Texts, Problems);
    C->index();
    It = Latest.insert(Latest.end(), {std::move(Builtin.Read), std::move(Texts),
                                      std::move(C), std::move(Problems)});
  }
  Latest.splice(Latest.begin(), Latest, It);
  if (Latest.size() > MaxMade)
    Latest.pop_back();
  llvm::append_range(Diags, It->Diags);
  return It->Models;
}

std::shared_ptr<const Catalog>
Catalog::fromText(StringRef Text, StringRef FileName,
                  std::vector<ModelDiagnostic> &Diags) {
  std::shared_ptr<Catalog> C(new Catalog);
  C->add(readFamilies(Text, FileName, Diags));
  C->index();
  return C;
}

std::string Catalog::findProjectFile(StringRef SourceFile) {
  SmallString<256> Path(SourceFile);
  sys::fs::make_absolute(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  for (StringRef Dir = sys::path::parent_path(Path); !Dir.empty();
       Dir = sys::path::parent_path(Dir)) {
    SmallString<256> Candidate(Dir);
    sys::path::append(Candidate, ".poolguard.yaml");
    if (sys::fs::is_regular_file(Candidate))
      return Candidate.str().str();
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Looking up
//===----------------------------------------------------------------------===//

static ArrayRef<CallEntry> entries(const StringMap<std::vector<CallEntry>> &Map,
                                   StringRef Key) {
  auto Found = Map.find(Key);
  if (Found == Map.end())
    return {};
  return Found->second;
}

SmallVector<CallEntry, 2> Catalog::function(StringRef QualifiedName) const {
  SmallVector<CallEntry, 2> Found(entries(Functions, QualifiedName));
  for (const CallEntry &E : FunctionPrefixes) {
    StringRef Number = QualifiedName;
    if (Number.consume_front(E.Call->Pattern.Name) && !Number.empty() &&
        all_of(Number, isDigit))
      Found.push_back(E);
  }
  return Found;
}

ArrayRef<CallEntry> Catalog::method(StringRef Class, StringRef Method) const {
  SmallString<128> Key(Class);
  Key += "::";
  Key += Method;
  return entries(Methods, Key);
}

ArrayRef<CallEntry> Catalog::constructors(StringRef Class) const {
  return entries(Constructors, Class);
}

const Family *Catalog::classFamily(StringRef Class) const {
  return Classes.lookup(Class);
}

bool Catalog::hasLibraryPrefix(const Family &F, StringRef Function) const {
  return any_of(F.Prefixes, [&](const std::string &Prefix) {
    return Function.starts_with(Prefix);
  });
}

bool Catalog::isOfLibrary(StringRef Function, StringRef Header) const {
  auto Begins = [&](StringRef Prefix) { return Function.starts_with(Prefix); };
  auto IsHeader = [&](StringRef Name) {
    StringRef Directory = Header;
    return Directory.consume_back(Name) && Directory.ends_with("/");
  };
  return any_of(OtherPrefixes, Begins) || any_of(OtherHeaders, IsHeader) ||
         any_of(Families, [&](const Family &F) {
           return any_of(F.Prefixes, Begins) || any_of(F.Headers, IsHeader);
         });
}
