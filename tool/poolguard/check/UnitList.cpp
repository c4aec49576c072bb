//===-- UnitList.cpp - Which units there are ------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitList.h"
#include "HeaderUsers.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace clang::tooling;
using namespace llvm;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace poolguard {

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Absolute(Path);
  if (!path::is_absolute(Path) && !Directory.empty()) {
    Absolute = Directory;
    path::append(Absolute, Path);
  }
  (void)fs::make_absolute(Absolute);
  path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  return Absolute.str().str();
}

std::string realPath(StringRef Path) {
  SmallString<256> Real;
  return fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

std::string canonicalPath(StringRef Path) {
  static StringMap<std::string> Known; // Of directories.
  StringRef Directory = path::parent_path(Path);
  auto [At, New] = Known.try_emplace(Directory);
  if (New)
    At->second = realPath(Directory);
  return absolutePath(path::filename(Path), At->second);
}

static bool isSource(StringRef Path) {
  static const StringSet<> Endings = {".c",   ".cc", ".cp", ".cpp",
                                      ".cxx", ".C",  ".c++"};
  return Endings.contains(path::extension(Path));
}

/// What databases list besides, and Clang's parsers of C and C++ do not read.
static bool isOfOtherLanguage(StringRef Path) {
  static const StringSet<> Endings = {".s",   ".S",   ".sx",    ".asm", ".ASM",
                                      ".rc",  ".def", ".swift", ".f",   ".F",
                                      ".f90", ".F90", ".go",    ".rs",  ".java",
                                      ".cs",  ".d",   ".ll",    ".bc",  ".o"};
  return Endings.contains(path::extension(Path));
}

static bool isHeader(StringRef Path) {
  static const StringSet<> Endings = {".h",   ".hh",  ".hpp", ".hxx",
                                      ".h++", ".H",   ".inl", ".inc",
                                      ".ipp", ".tcc", ".tpp", ".ixx"};
  return Endings.contains(path::extension(Path));
}

/// The sources below \p Directory, for lack of a list.
static void findSources(StringRef Directory, std::vector<std::string> &Found) {
  std::error_code E;
  for (fs::recursive_directory_iterator I(Directory, E), End; I != End && !E;
       I.increment(E)) {
    if (path::filename(I->path()).starts_with("."))
      I.no_push();
    else if (isSource(I->path()) && I->type() != fs::file_type::directory_file)
      Found.push_back(I->path());
  }
}

static bool isBelow(StringRef File, StringRef Directory) {
  return File.consume_front(Directory) &&
         (Directory.ends_with("/") || File.starts_with("/"));
}

/// A directory that is not absolute is meant from where the database is; from
/// the current one if the file is only there.
static void makeAbsolute(CompileCommand &Command, StringRef Source) {
  if (path::is_absolute(Command.Directory))
    return;
  std::string There =
      absolutePath(Command.Directory, path::parent_path(Source));
  std::string Here = absolutePath(Command.Directory);
  bool OnlyHere = !fs::exists(absolutePath(Command.Filename, There)) &&
                  fs::exists(absolutePath(Command.Filename, Here));
  Command.Directory = OnlyHere ? Here : There;
}

namespace {

class Lister {
public:
  Lister(const Database &From, std::vector<Unit> &Units)
      : From(From), Units(Units) {
    if (!From.ListsUnits)
      return;
    for (CompileCommand &Each : From.Flags->getAllCompileCommands()) {
      makeAbsolute(Each, From.Source);
      std::string File = absolutePath(Each.Filename, Each.Directory);
      Listed[File].push_back(std::move(Each));
    }
  }

  void addAll() {
    for (const auto &Each : Listed)
      if (!isOfOtherLanguage(Each.first))
        addListed(Each.first);
    if (!From.ListsUnits)
      addDirectory(absolutePath(path::parent_path(From.Source)));
  }

  /// \returns whether there is one.
  bool addDirectory(const std::string &Directory) {
    size_t Before = Units.size();
    for (const auto &Each : Listed)
      if (isBelow(Each.first, Directory) && !isOfOtherLanguage(Each.first))
        addListed(Each.first);
    if (!From.ListsUnits) {
      std::vector<std::string> Files;
      findSources(Directory, Files);
      for (const std::string &File : Files)
        addUnlisted(File);
    }
    return Units.size() != Before || Directory.empty();
  }

  void addFile(const std::string &File) {
    if (Listed.count(File))
      addListed(File);
    else if (From.ListsUnits && isHeader(File))
      Headers.push_back(File);
    else
      addUnlisted(File);
  }

  /// To be called at the end: headers whose users are checked anyway need no
  /// unit of their own.
  void addHeaders() {
    HeaderUsers Users(Listed);
    std::map<std::string, std::vector<std::string>> ByUser;
    for (const std::string &Header : Headers)
      ByUser[Users.find(Header)].push_back(Header);
    for (const auto &[User, Of] : ByUser) {
      if (User.empty()) {
        for (const std::string &Header : Of) {
          size_t Before = Units.size();
          addUnlisted(Header); // With flags of a file like it.
          for (size_t I = Before; I < Units.size(); ++I)
            Units[I].OnlyHeaders = {Header};
        }
        continue;
      }
      size_t Before = Units.size();
      addListed(User);
      for (size_t I = Before; I < Units.size(); ++I)
        Units[I].OnlyHeaders = Of;
    }
  }

private:
  void add(const std::string &File, const CompileCommand &Command) {
    std::string Key = File + '\0' + Command.Directory;
    const std::vector<std::string> &Words = Command.CommandLine;
    for (size_t I = 0; I < Words.size(); ++I) {
      if (Words[I] == "-o") {
        ++I; // Where the object goes does not matter.
        continue;
      }
      Key += '\0' + Words[I];
    }
    if (Seen.insert(Key).second)
      Units.push_back({File, Command, {}});
  }

  void addListed(const std::string &File) {
    for (const CompileCommand &Each : Listed[File])
      add(File, Each);
  }

  /// With flags of a file like it, as clang-tidy does.
  void addUnlisted(const std::string &File) {
    for (CompileCommand &Each : From.Flags->getCompileCommands(File)) {
      if (From.ListsUnits)
        makeAbsolute(Each, From.Source);
      add(File, Each);
    }
  }

  const Database &From;
  std::vector<Unit> &Units;
  std::map<std::string, std::vector<CompileCommand>> Listed;
  std::vector<std::string> Headers;
  StringSet<> Seen;
};

} // namespace

bool listUnits(const Database &From, const std::vector<std::string> &Paths,
               std::vector<Unit> &Units, std::string &Error) {
  Lister All(From, Units);
  if (Paths.empty())
    All.addAll();
  for (const std::string &Each : Paths) {
    std::string Path = absolutePath(Each);
    bool IsDirectory = fs::is_directory(Path);
    if (!IsDirectory && !fs::exists(Path)) {
      Error = Each + ": error: no such file or directory";
      return false;
    }
    size_t Before = Units.size();
    if (!IsDirectory)
      All.addFile(Path);
    else if (!All.addDirectory(Path) && Units.empty() && Before == 0) {
      Error = Each + ": error: no source file " +
              (From.ListsUnits ? "of " + From.Source : "C or C++") +
              " is below this directory; name files, or another database "
              "with '-p BUILD'";
      return false;
    }
  }
  All.addHeaders();
  if (Units.empty()) {
    Error = (From.Source.empty() ? "poolguard" : From.Source) +
            ": error: it lists no source file; name the files to check";
    return false;
  }
  llvm::sort(Units, [](const Unit &A, const Unit &B) {
    return std::tie(A.File, A.Command.CommandLine, A.Command.Directory) <
           std::tie(B.File, B.Command.CommandLine, B.Command.Directory);
  });
  return true;
}

} // namespace poolguard
