//===-- Baseline.cpp - Findings that are known already --------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "OutputFile.h"
#include "PrinterParts.h"
#include "SourceText.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace poolguard {

static constexpr StringLiteral Remedy =
    "; write it again with 'poolguard check --write-baseline FILE'";

static Error malformed(StringRef File, unsigned Line, const Twine &What) {
  std::string Where = File.str();
  if (Line)
    Where += ":" + std::to_string(Line);
  return createStringError(inconvertibleErrorCode(),
                           Where + ": error: malformed baseline: " + What +
                               Remedy);
}

static std::string directoryOf(StringRef File) {
  return sys::path::parent_path(absolutePath(File)).str();
}

/// The text of field \p Key; sets \p Missing if there is none.
static std::string field(const json::Object &O, StringRef Key,
                         std::string &Missing) {
  if (std::optional<StringRef> S = O.getString(Key))
    return S->str();
  if (Missing.empty())
    Missing = Key.str();
  return "";
}

Expected<Baseline> Baseline::read(StringRef File) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return createStringError(inconvertibleErrorCode(),
                             File + ": error: cannot read the baseline: " +
                                 Buffer.getError().message() + Remedy);
  StringRef Text = (*Buffer)->getBuffer();
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed) {
    // "[3:7, byte=40]: Expected , or ]"
    std::string Problem = toString(Parsed.takeError());
    StringRef Rest = Problem;
    unsigned Line = 0;
    if (Rest.consume_front("["))
      Rest.consumeInteger(10, Line);
    return malformed(File, Line, StringRef(Problem).split("]: ").second);
  }
  const json::Object *O = Parsed->getAsObject();
  const json::Array *List = O ? O->getArray("entries") : nullptr;
  if (!List)
    return malformed(File, 1, "it has no list 'entries'");
  if (O->getInteger("version") != 1)
    return malformed(File, 1, "its 'version' is not 1");
  Baseline B;
  B.Directory = directoryOf(File);
  for (auto [I, V] : llvm::enumerate(*List)) {
    const json::Object *Entry = V.getAsObject();
    if (!Entry)
      return malformed(File, 1, "entry " + Twine(I + 1) + " is no object");
    std::string Missing;
    FindingIdentity Id{field(*Entry, "check", Missing),
                       field(*Entry, "path", Missing),
                       anyLanguage(field(*Entry, "function", Missing)),
                       field(*Entry, "model", Missing), 0};
    std::optional<int64_t> Ordinal = Entry->getInteger("ordinal");
    if (!Ordinal || *Ordinal < 0)
      Missing = Missing.empty() ? "ordinal" : Missing;
    if (!Missing.empty())
      return malformed(File, lineOfObject(Text, I, /*Depth=*/2),
                       "entry " + Twine(I + 1) + " has no good '" + Missing +
                           "'");
    Id.Ordinal = unsigned(*Ordinal);
    B.Entries.emplace(std::move(Id),
                      Entry->getString("message").value_or("").str());
  }
  return B;
}

Error Baseline::write(
    StringRef File, const Report &R,
    function_ref<bool(StringRef, const FindingIdentity &)> WasChecked) {
  ReportIdentities Known(R, directoryOf(File));
  std::map<FindingIdentity, std::string> Entries;
  if (Expected<Baseline> Old = read(File)) {
    for (const auto &[I, Message] : Old->Entries)
      if (!WasChecked(absolutePath(I.Path, Old->Directory), I))
        Entries[I] = Message;
  } else {
    consumeError(Old.takeError()); // There is none to be kept.
  }
  for (auto [F, I] : llvm::zip(R.Findings, Known.Findings))
    if (F.Unit.isOfCheck())
      Entries[I] = F.Unit.Error.Message.Message;
  for (auto [H, I] : llvm::zip(R.Hushed, Known.Hushed))
    if (H.ByBaseline)
      Entries[I] = H.Finding.Message;
  // One line for each, so that versions merge and compare well.
  std::string Text = "{\"version\": 1, \"entries\": [";
  raw_string_ostream OS(Text);
  StringRef Separator = "\n";
  for (const auto &[I, Message] : Entries) {
    OS << Separator << "  "
       << json::Value(json::Object{{"check", I.Check},
                                   {"path", validText(I.Path)},
                                   {"function", validText(I.Function)},
                                   {"model", validText(I.Model)},
                                   {"ordinal", I.Ordinal},
                                   {"message", validText(Message)}});
    Separator = ",\n";
  }
  OS << "\n]}\n";
  OS.flush();
  return writeWhole(File, Text);
}

static HushedFinding hush(ReportedFinding &F) {
  HushedFinding H;
  const clang::tidy::ClangTidyError &E = F.Unit.Error;
  H.Finding.Check = E.DiagnosticName;
  H.Finding.File = E.Message.FilePath;
  H.Finding.Message = E.Message.Message;
  H.Finding.Offset = E.Message.FileOffset;
  H.Finding.Facts = F.Unit.Facts;
  H.Path = F.Path;
  H.At = F.At;
  H.Number = F.Number;
  H.ByBaseline = true;
  H.Fingerprint = F.Fingerprint;
  return H;
}

std::vector<std::pair<std::string, FindingIdentity>>
Baseline::apply(Report &R) const {
  ReportIdentities Known(R, Directory);
  std::map<FindingIdentity, std::string> Unused = Entries;
  std::vector<ReportedFinding> Left;
  for (auto [F, I] : llvm::zip(R.Findings, Known.Findings)) {
    Unused.erase(I);
    if (Entries.count(I))
      R.Hushed.push_back(hush(F));
    else
      Left.push_back(std::move(F));
  }
  // A comment took its place, and may go again.
  for (const FindingIdentity &I : Known.Hushed)
    Unused.erase(I);
  R.Findings = std::move(Left);
  std::vector<std::pair<std::string, FindingIdentity>> Stale;
  for (const auto &[I, Message] : Unused)
    Stale.emplace_back(absolutePath(I.Path, Directory), I);
  return Stale;
}

} // namespace poolguard
