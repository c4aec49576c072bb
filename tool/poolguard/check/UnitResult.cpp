//===-- UnitResult.cpp - The protocol between worker and driver -----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitResult.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/JSON.h"

using namespace clang::tooling;
using namespace llvm;

namespace poolguard {

bool UnitFinding::isOfCheck() const {
  return StringRef(Error.DiagnosticName).starts_with("poolguard-");
}

bool UnitFinding::isOfConfiguration() const {
  return Error.DiagnosticName == "clang-tidy-config";
}

/// JSON holds UTF-8 only; paths and source text need not be.
static json::Value text(StringRef S) {
  if (json::isUTF8(S))
    return S.str();
  return json::Object{{"base64", encodeBase64(S)}};
}

static std::string readText(const json::Value *V) {
  if (!V)
    return "";
  if (std::optional<StringRef> S = V->getAsString())
    return S->str();
  std::vector<char> Bytes;
  if (const json::Object *O = V->getAsObject())
    if (std::optional<StringRef> S = O->getString("base64"))
      if (Error E = decodeBase64(*S, Bytes))
        consumeError(std::move(E));
  return {Bytes.begin(), Bytes.end()};
}

static std::string readText(const json::Object &O, StringRef Key) {
  return readText(O.get(Key));
}

static unsigned readNumber(const json::Object &O, StringRef Key) {
  return unsigned(O.getInteger(Key).value_or(0));
}

/// Calls \p Each for the objects of the array \p Key.
template <typename Function>
static void forEach(const json::Object &O, StringRef Key, Function Each) {
  if (const json::Array *A = O.getArray(Key))
    for (const json::Value &V : *A)
      if (const json::Object *Element = V.getAsObject())
        Each(*Element);
}

static json::Value write(const DiagnosticMessage &M) {
  json::Array Fixes, Ranges;
  for (const auto &File : M.Fix)
    for (const Replacement &R : File.second)
      Fixes.push_back(json::Object{{"key", text(File.first())},
                                   {"file", text(R.getFilePath())},
                                   {"offset", R.getOffset()},
                                   {"length", R.getLength()},
                                   {"text", text(R.getReplacementText())}});
  for (const FileByteRange &R : M.Ranges)
    Ranges.push_back(json::Object{{"file", text(R.FilePath)},
                                  {"offset", R.FileOffset},
                                  {"length", R.Length}});
  return json::Object{{"message", text(M.Message)},
                      {"file", text(M.FilePath)},
                      {"offset", M.FileOffset},
                      {"fixes", std::move(Fixes)},
                      {"ranges", std::move(Ranges)}};
}

static DiagnosticMessage readMessage(const json::Object &O) {
  DiagnosticMessage M(readText(O, "message"));
  M.FilePath = readText(O, "file");
  M.FileOffset = readNumber(O, "offset");
  forEach(O, "fixes", [&](const json::Object &F) {
    Replacement R(readText(F, "file"), readNumber(F, "offset"),
                  readNumber(F, "length"), readText(F, "text"));
    // They were free of conflicts when they were written.
    if (Error E = M.Fix[readText(F, "key")].add(R))
      consumeError(std::move(E));
  });
  forEach(O, "ranges", [&](const json::Object &R) {
    FileByteRange Range;
    Range.FilePath = readText(R, "file");
    Range.FileOffset = readNumber(R, "offset");
    Range.Length = readNumber(R, "length");
    M.Ranges.push_back(std::move(Range));
  });
  return M;
}

static json::Value write(const FindingFacts &F) {
  return json::Object{{"family", text(F.Family)},
                      {"kind", text(F.PoolKind)},
                      {"name", text(F.PoolName)},
                      {"usr", text(F.Usr)},
                      {"function", text(F.Function)}};
}

static FindingFacts readFacts(const json::Object &O) {
  FindingFacts F;
  if (const json::Object *Facts = O.getObject("facts")) {
    F.Family = readText(*Facts, "family");
    F.PoolKind = readText(*Facts, "kind");
    F.PoolName = readText(*Facts, "name");
    F.Usr = readText(*Facts, "usr");
    F.Function = readText(*Facts, "function");
  }
  return F;
}

static json::Value write(const UnitFinding &F) {
  json::Array Notes, Aliases;
  for (const DiagnosticMessage &Note : F.Error.Notes)
    Notes.push_back(write(Note));
  for (const std::string &Alias : F.Error.EnabledDiagnosticAliases)
    Aliases.push_back(Alias);
  return json::Object{{"check", F.Error.DiagnosticName},
                      {"level", int(F.Error.DiagLevel)},
                      {"asError", F.Error.IsWarningAsError},
                      {"directory", text(F.Error.BuildDirectory)},
                      {"message", write(F.Error.Message)},
                      {"notes", std::move(Notes)},
                      {"aliases", std::move(Aliases)},
                      {"facts", write(F.Facts)}};
}

static UnitFinding readFinding(const json::Object &O) {
  clang::tidy::ClangTidyError E(
      readText(O, "check"), Diagnostic::Level(readNumber(O, "level")),
      readText(O, "directory"), O.getBoolean("asError").value_or(false));
  if (const json::Object *M = O.getObject("message"))
    E.Message = readMessage(*M);
  forEach(O, "notes",
          [&](const json::Object &N) { E.Notes.push_back(readMessage(N)); });
  if (const json::Array *A = O.getArray("aliases"))
    for (const json::Value &V : *A)
      E.EnabledDiagnosticAliases.push_back(readText(&V));
  return {std::move(E), readFacts(O)};
}

std::string encode(const UnitResult &Result) {
  json::Array Findings, Suppressed, Comments;
  for (const UnitFinding &F : Result.Findings)
    Findings.push_back(write(F));
  for (const SuppressedFinding &S : Result.Suppressed)
    Suppressed.push_back(json::Object{{"check", S.Check},
                                      {"file", text(S.File)},
                                      {"offset", S.Offset},
                                      {"message", text(S.Message)},
                                      {"facts", write(S.Facts)}});
  for (const NolintComment &C : Result.Comments)
    Comments.push_back(json::Object{{"kind", int(C.What)},
                                    {"file", text(C.File)},
                                    {"line", C.LineNumber},
                                    {"column", C.Column},
                                    {"checks", text(C.Checks)}});
  std::string Text;
  raw_string_ostream(Text) << json::Value(
      json::Object{{"parsed", Result.Parsed},
                   {"skipped", Result.Skipped},
                   {"findings", std::move(Findings)},
                   {"suppressed", std::move(Suppressed)},
                   {"comments", std::move(Comments)}});
  return Text;
}

Expected<UnitResult> decode(StringRef Text) {
  Expected<json::Value> V = json::parse(Text);
  if (!V)
    return V.takeError();
  const json::Object *O = V->getAsObject();
  if (!O)
    return createStringError(inconvertibleErrorCode(), "no object");
  UnitResult R;
  R.Parsed = O->getBoolean("parsed").value_or(false);
  R.Skipped = O->getBoolean("skipped").value_or(false);
  forEach(*O, "findings",
          [&](const json::Object &F) { R.Findings.push_back(readFinding(F)); });
  forEach(*O, "suppressed", [&](const json::Object &S) {
    SuppressedFinding F;
    F.Check = readText(S, "check");
    F.File = readText(S, "file");
    F.Offset = readNumber(S, "offset");
    F.Message = readText(S, "message");
    F.Facts = readFacts(S);
    R.Suppressed.push_back(std::move(F));
  });
  forEach(*O, "comments", [&](const json::Object &C) {
    R.Comments.push_back({NolintComment::Kind(readNumber(C, "kind")),
                          readText(C, "file"), readNumber(C, "line"),
                          readNumber(C, "column"), readText(C, "checks")});
  });
  return R;
}

void dropFixes(clang::tidy::ClangTidyError &E) {
  E.Message.Fix.clear();
  for (clang::tooling::DiagnosticMessage &Note : E.Notes)
    Note.Fix.clear();
}

} // namespace poolguard
