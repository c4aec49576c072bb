//===-- HeaderUsers.cpp - Units that include a header ---------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HeaderUsers.h"
#include "UnitList.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <tuple>

using namespace llvm;
namespace path = llvm::sys::path;

namespace poolguard {

/// What stands between the quotes or brackets of `# include "x.h"`.
static StringRef includedName(StringRef Line) {
  Line = Line.ltrim();
  if (!Line.consume_front("#"))
    return "";
  Line = Line.ltrim();
  if (!Line.consume_front("include"))
    return "";
  Line = Line.ltrim();
  char Closing = Line.starts_with("\"") ? '"' : '>';
  if (!Line.consume_front("\"") && !Line.consume_front("<"))
    return "";
  return Line.take_front(Line.find(Closing));
}

const std::vector<std::string> &HeaderUsers::includesOf(StringRef File) {
  auto [At, New] = Known.try_emplace(File);
  std::vector<std::string> &Names = At->second;
  if (!New)
    return Names;
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
  StringRef Text = Buffer ? (*Buffer)->getBuffer() : "";
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    if (StringRef Name = includedName(Line); !Name.empty())
      Names.push_back(Name.str());
  }
  return Names;
}

/// The directories that the command names for includes.
static std::vector<std::string>
includeDirectories(const clang::tooling::CompileCommand &Command) {
  std::vector<std::string> Directories;
  const std::vector<std::string> &Words = Command.CommandLine;
  for (size_t I = 0; I < Words.size(); ++I)
    for (StringRef Option : {"-iquote", "-isystem", "-idirafter", "-I"}) {
      StringRef Word = Words[I];
      if (!Word.consume_front(Option))
        continue;
      if (Word.empty() && I + 1 < Words.size())
        Word = Words[++I];
      Directories.push_back(absolutePath(Word, Command.Directory));
      break;
    }
  return Directories;
}

bool HeaderUsers::includes(StringRef File, StringRef Header,
                           const std::vector<std::string> &Directories,
                           StringMap<bool> &Seen) {
  if (!Seen.try_emplace(File, true).second)
    return false;
  std::string Own = path::parent_path(File).str();
  for (const std::string &Name : includesOf(File)) {
    auto Leads = [&](StringRef Directory) {
      std::string Path = absolutePath(Name, Directory);
      return Path == Header || (sys::fs::exists(Path) &&
                                includes(Path, Header, Directories, Seen));
    };
    if (Leads(Own) || llvm::any_of(Directories, Leads))
      return true;
  }
  return false;
}

std::string HeaderUsers::find(StringRef Header) {
  std::vector<std::tuple<bool, bool, StringRef>> Order;
  for (const auto &Each : Units)
    Order.push_back({path::stem(Each.first) != path::stem(Header),
                     path::parent_path(Each.first) != path::parent_path(Header),
                     Each.first});
  llvm::sort(Order);
  for (auto [OtherStem, OtherDirectory, File] : Order) {
    StringMap<bool> Seen;
    const clang::tooling::CompileCommand &First =
        Units.find(File.str())->second.front();
    if (includes(File, Header, includeDirectories(First), Seen))
      return File.str();
  }
  return "";
}

} // namespace poolguard
