//===-- OutputFile.cpp - Where the report goes ----------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputFile.h"
#include "UnitList.h"
#include "llvm/Support/Path.h"
#include <climits>
#include <unistd.h>

using namespace llvm;
namespace fs = llvm::sys::fs;

namespace poolguard {

static Error cannotWrite(StringRef Path, const Twine &Why) {
  return createStringError(inconvertibleErrorCode(),
                           Path + ": error: cannot be written: " + Why);
}

static Error describe(StringRef Path, Error E) {
  return E ? cannotWrite(Path, toString(std::move(E))) : Error::success();
}

OutputFile::~OutputFile() {
  consumeError(std::move(Problem));
  if (Temporary)
    consumeError(Temporary->discard());
  if (Direct)
    ::close(*Direct);
}

/// What a link leads to is written, and the link stays, even if there is
/// nothing yet at its end.
static std::string followLinks(StringRef To) {
  std::string Path = To.str();
  constexpr unsigned MaxLinks = 40;
  for (unsigned I = 0; I < MaxLinks && fs::is_symlink_file(Path); ++I) {
    char Target[PATH_MAX];
    ssize_t Size = ::readlink(Path.c_str(), Target, sizeof(Target));
    if (Size <= 0)
      break;
    Path = absolutePath(StringRef(Target, size_t(Size)),
                        sys::path::parent_path(absolutePath(Path)));
  }
  return Path;
}

Error OutputFile::open(StringRef To) {
  if (To.empty() || To == "-")
    return Error::success();
  Path = followLinks(To);
  if (fs::is_directory(To))
    return cannotWrite(To, "it is a directory");
  if (fs::exists(To) && !fs::is_regular_file(To)) {
    int File = -1;
    if (std::error_code E = fs::openFileForWrite(To, File, fs::CD_OpenExisting))
      return cannotWrite(To, E.message());
    Direct = File;
    return Error::success();
  }
  if (fs::exists(To) && !fs::can_write(To))
    return cannotWrite(To, "permission denied");
  if (Error E = createTemporary())
    return E;
  Error E = Temporary->discard();
  Temporary.reset();
  return describe(To, std::move(E));
}

Error OutputFile::createTemporary() {
  Expected<fs::TempFile> Made = fs::TempFile::create(
      Path + ".%%%%%%.tmp", fs::all_read | fs::owner_write);
  if (!Made)
    return describe(Path, Made.takeError());
  Temporary = std::move(*Made);
  // Who may read it does not change.
  if (ErrorOr<fs::perms> Mode = fs::getPermissions(Path))
    (void)fs::setPermissions(Temporary->FD, *Mode);
  return Error::success();
}

void OutputFile::capture(function_ref<void()> Print) {
  if (isStdout()) {
    Print();
    outs().flush();
    return;
  }
  if (!Direct && (Problem = createTemporary()))
    return;
  outs().flush();
  int Before = ::dup(STDOUT_FILENO);
  ::dup2(Temporary ? Temporary->FD : *Direct, STDOUT_FILENO);
  Print();
  outs().flush();
  ::dup2(Before, STDOUT_FILENO);
  ::close(Before);
}

Error OutputFile::keep() {
  if (Problem)
    return std::move(Problem);
  if (outs().has_error()) {
    std::error_code E = outs().error();
    outs().clear_error();
    return cannotWrite(Path.empty() ? "stdout" : StringRef(Path), E.message());
  }
  if (!Temporary)
    return Error::success();
  Error E = Temporary->keep(Path);
  Temporary.reset();
  return describe(Path, std::move(E));
}

Error writeWhole(StringRef Path, StringRef Text) {
  OutputFile File;
  if (Error E = File.open(Path))
    return E;
  File.capture([&] { outs() << Text; });
  return File.keep();
}

} // namespace poolguard
