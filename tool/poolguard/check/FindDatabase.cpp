//===-- FindDatabase.cpp - compile_commands.json, wherever it is ----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"
#include "UnitList.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace clang::tooling;
using namespace llvm;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace poolguard {

static constexpr StringLiteral DatabaseName = "compile_commands.json",
                               FlagsName = "compile_flags.txt";

static std::string pathIn(StringRef Directory, StringRef Name) {
  SmallString<256> Path(Directory);
  path::append(Path, Name);
  return Path.str().str();
}

/// The line of the first entry that is not what a compile command has to be; 0:
/// there is none.
static unsigned lineOfBadEntry(const json::Value &Database, StringRef Text) {
  const json::Array *Entries = Database.getAsArray();
  for (size_t I = 0; Entries && I < Entries->size(); ++I) {
    const json::Object *Entry = (*Entries)[I].getAsObject();
    const json::Array *Words = Entry ? Entry->getArray("arguments") : nullptr;
    bool IsGood = Entry && Entry->getString("file") &&
                  Entry->getString("directory") &&
                  (Words ? llvm::all_of(*Words,
                                        [](const json::Value &Word) {
                                          return Word.getAsString().has_value();
                                        })
                         : Entry->getString("command").has_value());
    if (!IsGood)
      return Entry ? lineOfObject(Text, I, /*Depth=*/1) : 1;
  }
  return 0;
}

/// Where the JSON is wrong, which the database's own reader does not tell.
static std::string describeProblem(StringRef File, StringRef Known) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return (File + ": error: " + Buffer.getError().message()).str();
  if ((*Buffer)->getBuffer().trim().empty())
    return (File + ": error: the compilation database is empty; generate it "
                   "again")
        .str();
  // Each reader tells why it is not its own.
  std::string Text = Known.split("json-compilation-database: ").second.str();
  Text = StringRef(Text.empty() ? Known : Text).trim().rtrim('.').str();
  Expected<json::Value> Parsed = json::parse((*Buffer)->getBuffer());
  // "[3:7, byte=40]: Expected , or ]"
  std::string Where;
  if (Parsed) {
    if (unsigned Line = lineOfBadEntry(*Parsed, (*Buffer)->getBuffer()))
      Where = ":" + std::to_string(Line);
  } else {
    Text = toString(Parsed.takeError());
    StringRef Place = StringRef(Text).split(", byte").first;
    if (Place.consume_front("[")) {
      Where = ":" + Place.str();
      Text = StringRef(Text).split("]: ").second.str();
    }
  }
  return (File + Where + ": error: malformed compilation database: " + Text +
          "; generate it again")
      .str();
}

/// A link to nothing is no reason to look elsewhere.
static bool isThere(const Twine &Path) {
  return fs::exists(Path) || fs::is_symlink_file(Path);
}

static bool load(StringRef Directory, StringRef Name, Database &Found,
                 std::string &Error) {
  Found.Source = pathIn(Directory, Name);
  Found.ListsUnits = Name == DatabaseName;
  std::string Problem;
  if (Found.ListsUnits)
    Found.Flags = CompilationDatabase::loadFromDirectory(Directory, Problem);
  else
    Found.Flags = FixedCompilationDatabase::loadFromFile(Found.Source, Problem);
  if (!Found.Flags)
    Error = describeProblem(Found.Source, Problem);
  return Found.Flags != nullptr;
}

static bool isBuildDirectory(StringRef Name) {
  return Name == "build" || Name == "out" || Name == "builddir" ||
         Name == "_build" || Name == "Build" || Name == "Debug" ||
         Name == "Release" || Name == "bin" || Name.starts_with("build-") ||
         Name.starts_with("build_") || Name.starts_with("cmake-build-") ||
         Name.starts_with("out-");
}

/// Adds the databases of build directories below \p Directory, one level of
/// presets (`build/release`) included.
static void addFromBuilds(const std::string &Directory, bool Nested,
                          std::vector<std::string> &Found,
                          std::vector<std::string> &Tried) {
  std::error_code E;
  for (fs::directory_iterator I(Directory, E), End; I != End && !E;
       I.increment(E)) {
    if (!Nested && !isBuildDirectory(path::filename(I->path())))
      continue;
    if (!fs::is_directory(I->path()))
      continue;
    if (!Nested || isBuildDirectory(path::filename(I->path())))
      Tried.push_back(I->path());
    if (fs::exists(pathIn(I->path(), DatabaseName)))
      Found.push_back(I->path());
    else if (!Nested)
      addFromBuilds(I->path(), true, Found, Tried);
  }
}

/// The one that was written last is the build that people work with.
static std::string newest(std::vector<std::string> Directories) {
  llvm::sort(Directories);
  std::string Best;
  sys::TimePoint<> When;
  for (const std::string &Each : Directories) {
    fs::file_status Status;
    if (fs::status(pathIn(Each, DatabaseName), Status))
      continue;
    if (Best.empty() || Status.getLastModificationTime() > When) {
      Best = Each;
      When = Status.getLastModificationTime();
    }
  }
  return Best;
}

/// \p Start and the directories above it.
static std::vector<std::string> upwards(StringRef Start) {
  std::vector<std::string> All;
  for (StringRef D = Start; !D.empty(); D = path::parent_path(D))
    All.push_back(D.str());
  return All;
}

static std::string remedy() {
  return "write one (cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON; meson setup; "
         "bear -- make), point to it with '-p BUILD', put the flags into "
         "compile_flags.txt, or name the files and their flags: "
         "poolguard check FILE... -- FLAGS";
}

bool findDatabase(StringRef BuildPath, const std::vector<std::string> &Paths,
                  Database &Found, std::string &Error,
                  std::vector<std::string> &Tried) {
  if (!BuildPath.empty()) {
    std::string Directory = absolutePath(BuildPath);
    if (path::filename(Directory) == DatabaseName ||
        path::filename(Directory) == FlagsName)
      Directory = path::parent_path(Directory).str();
    Tried.push_back(Directory);
    for (StringRef Name : {DatabaseName, FlagsName})
      if (isThere(pathIn(Directory, Name)))
        return load(Directory, Name, Found, Error);
    Error = (BuildPath +
             (fs::is_directory(Directory)
                  ? ": error: there is no compile_commands.json in this "
                    "directory; "
                  : ": error: there is no such directory; ") +
             remedy())
                .str();
    return false;
  }
  std::string Start = absolutePath(Paths.empty() ? "." : StringRef(Paths[0]));
  if (!fs::is_directory(Start))
    Start = path::parent_path(Start).str();
  std::vector<std::string> Levels = upwards(Start);
  for (const std::string &Each : Levels) {
    Tried.push_back(Each);
    if (isThere(pathIn(Each, DatabaseName)))
      return load(Each, DatabaseName, Found, Error);
    // A build directory is as near as what it stands in.
    std::vector<std::string> Builds;
    addFromBuilds(Each, false, Builds, Tried);
    if (!Builds.empty())
      return load(newest(Builds), DatabaseName, Found, Error);
    if (fs::exists(pathIn(Each, FlagsName)))
      return load(Each, FlagsName, Found, Error);
  }
  Error = "poolguard: error: no compile_commands.json or compile_flags.txt was "
          "found in " +
          Start + ", above it or in a build directory there; " + remedy();
  return false;
}

} // namespace poolguard
