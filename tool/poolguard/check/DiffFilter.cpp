//===-- DiffFilter.cpp - What changed since another version ---------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiffFilter.h"
#include "PrinterParts.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <map>

using namespace llvm;

namespace poolguard {

static Error failed(StringRef What, StringRef Why) {
  return createStringError(inconvertibleErrorCode(),
                           "poolguard: error: " + What + ": " + Why.trim());
}

/// What git prints.
static Expected<std::string> git(StringRef Directory,
                                 ArrayRef<StringRef> Arguments) {
  ErrorOr<std::string> Program = sys::findProgramByName("git");
  if (!Program)
    return failed("'--diff' needs git", Program.getError().message());
  SmallString<128> Out, Err;
  if (std::error_code E =
          sys::fs::createTemporaryFile("poolguard", "diff", Out))
    return failed("cannot make a temporary file", E.message());
  FileRemover RemoveOut(Out);
  if (std::error_code E = sys::fs::createTemporaryFile("poolguard", "err", Err))
    return failed("cannot make a temporary file", E.message());
  FileRemover RemoveErr(Err);
  std::vector<StringRef> All = {*Program, "-C", Directory, "-c",
                                "core.quotePath=off"};
  All.insert(All.end(), Arguments.begin(), Arguments.end());
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Out),
                                          StringRef(Err)};
  std::string Problem;
  int Code =
      sys::ExecuteAndWait(*Program, All, std::nullopt, Redirects,
                          /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Problem);
  auto Text = MemoryBuffer::getFile(Code ? Err : Out);
  if (!Text)
    return failed("git", Text.getError().message());
  if (Code)
    return failed("git " + join(Arguments, " "), (*Text)->getBufferSize()
                                                     ? (*Text)->getBuffer()
                                                     : StringRef(Problem));
  return (*Text)->getBuffer().str();
}

/// `"a/tab\there"`, as git writes names with unusual characters.
static std::string unquote(StringRef Name) {
  if (!Name.consume_front("\"") || !Name.consume_back("\""))
    return Name.str();
  std::string Plain;
  while (!Name.empty()) {
    char C = Name.front();
    Name = Name.drop_front();
    unsigned Code = 0;
    if (C != '\\') {
      Plain += C;
    } else if (Name.size() >= 3 && !Name.take_front(3).getAsInteger(8, Code)) {
      Plain += char(Code);
      Name = Name.drop_front(3);
    } else if (!Name.empty()) {
      size_t Index = StringRef("abtnvfr").find(Name.front());
      Plain +=
          Index == StringRef::npos ? Name.front() : "\a\b\t\n\v\f\r"[Index];
      Name = Name.drop_front();
    }
  }
  return Plain;
}

/// `+12,3` or `+12`
static std::pair<unsigned, unsigned> range(StringRef Text) {
  unsigned First = 0, Count = 1;
  Text.consume_front("+");
  (void)Text.consumeInteger(10, First);
  if (Text.consume_front(","))
    (void)Text.consumeInteger(10, Count);
  return {First, Count};
}

void DiffFilter::read(StringRef Diff, StringRef Root) {
  Changes *File = nullptr;
  unsigned Skip = 0; // Lines of a hunk: they may look like headers.
  while (!Diff.empty()) {
    StringRef Line;
    std::tie(Line, Diff) = Diff.split('\n');
    if (Skip) {
      Skip -= !Line.starts_with("\\");
      continue;
    }
    if (Line.consume_front("+++ ")) {
      std::string Name = unquote(Line.split('\t').first);
      StringRef Path = Name;
      File = Path.consume_front("b/")
                 ? &Files[realPath(absolutePath(Path, Root))]
                 : nullptr;
      Gone |= !File;
    } else if (Line.consume_front("@@ ")) {
      auto [Before, Rest] = Line.split(' ');
      auto [First, Count] = range(Rest.split(' ').first);
      Skip = range(Before.drop_front()).second + Count;
      if (File && Count)
        File->Lines.push_back({First, First + Count - 1});
      else if (File)
        File->Losses.push_back(First);
    }
  }
}

Expected<DiffFilter> DiffFilter::ask(StringRef Base, StringRef Directory) {
  if (Base.starts_with("-") || Base.contains(".."))
    return failed("'--diff' wants a commit", Base);
  Expected<std::string> Root = git(Directory, {"rev-parse", "--show-toplevel"});
  if (!Root)
    return Root.takeError();
  StringRef Top = StringRef(*Root).trim();
  std::string Commit = (Base + "^{commit}").str();
  if (Expected<std::string> Known =
          git(Directory, {"rev-parse", "--verify", "--quiet", Commit});
      !Known) {
    consumeError(Known.takeError());
    return failed("'--diff' wants a commit",
                  ("there is no '" + Base +
                   "' here; fetch it ('git fetch --unshallow' if the clone is "
                   "shallow)")
                      .str());
  }
  // What others did to the base meanwhile is not of this work.
  std::string From = Base.str();
  if (Expected<std::string> Common =
          git(Directory, {"merge-base", Base, "HEAD"}))
    From = StringRef(*Common).trim().str();
  else
    consumeError(Common.takeError());
  Expected<std::string> Diff =
      git(Directory,
          {"diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv",
           "--text", "--submodule=diff", "--ignore-submodules=none",
           "--src-prefix=a/", "--dst-prefix=b/", "--no-relative", From, "--"});
  if (!Diff)
    return Diff.takeError();
  DiffFilter Filter;
  Filter.Root = realPath(Top.str());
  Filter.read(*Diff, Top);
  Expected<std::string> New =
      git(Directory, {"ls-files", "-z", "--others", "--exclude-standard",
                      "--full-name", ":/"});
  if (!New)
    return New.takeError();
  SmallVector<StringRef, 16> Names;
  StringRef(*New).split(Names, '\0', -1, /*KeepEmpty=*/false);
  for (StringRef Name : Names)
    Filter.Files[realPath(absolutePath(Name, Top))].Whole = true;
  return Filter;
}

bool DiffFilter::isOfRepository(StringRef Path) const {
  std::string Real = realPath(absolutePath(Path));
  StringRef Rest = Real;
  return Rest.consume_front(Root) && (Rest.empty() || Rest.starts_with("/"));
}

std::optional<FileIds> DiffFilter::changedFiles() const {
  if (Gone) // Another file of that name may be read in its place.
    return std::nullopt;
  FileIds Ids;
  for (const auto &Each : Files) {
    StringRef Name = sys::path::filename(Each.first());
    if (Name == ".clang-tidy" || Name.ends_with(".yaml") ||
        Name.ends_with(".yml"))
      return std::nullopt; // Its mistakes are to be told.
    sys::fs::UniqueID Id;
    if (!sys::fs::getUniqueID(Each.first(), Id))
      Ids.insert(Id);
  }
  return Ids;
}

bool DiffFilter::touches(const ReportedFinding &F, SourceTexts &Texts) const {
  const clang::tidy::ClangTidyError &E = F.Unit.Error;
  std::map<std::string, std::vector<unsigned>> Path;
  Path[F.Path].push_back(F.At.Line);
  for (const clang::tooling::DiagnosticMessage &Note : pathNotes(E)) {
    std::string File = absolutePath(Note.FilePath, E.BuildDirectory);
    Path[File].push_back(Texts.at(File, Note.FileOffset).Line);
  }
  for (auto &[File, Lines] : Path) {
    auto Known = Files.find(realPath(File));
    if (Known == Files.end())
      continue;
    const Changes &C = Known->second;
    for (unsigned Line : Lines)
      if (C.Whole || llvm::any_of(C.Lines, [&](auto Range) {
            return Range.first <= Line && Line <= Range.second;
          }))
        return true;
    // The release that was taken out has no line any more; the path leads
    // past where it stood.
    auto [First, Last] = std::minmax_element(Lines.begin(), Lines.end());
    for (unsigned Loss : C.Losses)
      if (*First <= Loss + 1 && Loss <= *Last)
        return true;
  }
  return false;
}

void DiffFilter::apply(Report &R, SourceTexts &Texts) const {
  llvm::erase_if(R.Findings, [&](const ReportedFinding &F) {
    return F.Unit.isOfCheck() && !touches(F, Texts);
  });
  // Their paths are not known.
  llvm::erase_if(R.Hushed, [&](const HushedFinding &H) {
    return !Files.count(realPath(H.Path));
  });
}

} // namespace poolguard
