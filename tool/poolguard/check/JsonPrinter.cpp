//===-- JsonPrinter.cpp - A report for scripts ----------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PrinterParts.h"
#include "Printers.h"
#include "Version.h"

using namespace clang::tooling;
using namespace llvm;

namespace poolguard {

static json::Object place(StringRef Path, unsigned Offset, SourceTexts &Texts) {
  LineColumn At = Texts.at(Path, Offset);
  return json::Object{{"file", validText(Path)},
                      {"line", At.Line},
                      {"column", At.Column},
                      {"offset", Offset}};
}

static json::Object pool(const FindingFacts &F) {
  return json::Object{{"model", validText(F.Family)},
                      {"kind", validText(F.PoolKind)},
                      {"name", validText(F.PoolName)}};
}

static json::Object function(const FindingFacts &F) {
  return json::Object{{"name", validText(F.Function)},
                      {"usr", validText(F.Usr)}};
}

static json::Object edit(const SourceEdit &E) {
  return json::Object{{"file", validText(E.Path)}, {"offset", E.Offset},
                      {"length", E.Length},        {"line", E.Begin.Line},
                      {"column", E.Begin.Column},  {"endLine", E.End.Line},
                      {"endColumn", E.End.Column}, {"text", validText(E.Text)}};
}

static json::Value finding(const ReportedFinding &F, SourceTexts &Texts) {
  const clang::tidy::ClangTidyError &E = F.Unit.Error;
  json::Object O = place(F.Path, E.Message.FileOffset, Texts);
  O["check"] = E.DiagnosticName;
  O["level"] = levelName(E);
  O["message"] = validText(E.Message.Message);
  json::Array Notes, Fixes;
  for (const DiagnosticMessage &Note : pathNotes(E)) {
    json::Object N = place(absolutePath(Note.FilePath, E.BuildDirectory),
                           Note.FileOffset, Texts);
    N["message"] = validText(Note.Message);
    Notes.push_back(std::move(N));
  }
  for (const OfferedFix &Fix : offeredFixes(F, Texts)) {
    json::Array Edits;
    for (const SourceEdit &Each : Fix.Edits)
      Edits.push_back(edit(Each));
    Fixes.push_back(json::Object{{"message", validText(Fix.Message)},
                                 {"edits", std::move(Edits)}});
  }
  O["notes"] = std::move(Notes);
  O["fixes"] = std::move(Fixes);
  if (F.Unit.isOfCheck()) {
    O["pool"] = pool(F.Unit.Facts);
    O["function"] = function(F.Unit.Facts);
    O["fingerprint"] = F.Fingerprint;
  }
  return O;
}

static json::Value problem(const ConfigurationProblem &P) {
  return json::Object{{"check", "configuration"},
                      {"level", "error"},
                      {"message", validText(P.Message)},
                      {"file", validText(P.File)},
                      {"line", P.At.Line},
                      {"column", P.At.Column}};
}

static json::Value hushed(const HushedFinding &H, SourceTexts &Texts) {
  json::Object O = place(H.Path, H.Finding.Offset, Texts);
  O["check"] = H.Finding.Check;
  O["message"] = validText(H.Finding.Message);
  O["by"] = H.ByBaseline ? "baseline" : "NOLINT";
  O["pool"] = pool(H.Finding.Facts);
  O["function"] = function(H.Finding.Facts);
  O["fingerprint"] = H.Fingerprint;
  return O;
}

void printJson(const Report &R, SourceTexts &Texts, raw_ostream &OS) {
  // One value at a time: a tree of them all would take much more memory than
  // the findings. Keys come in alphabetical order, as in each value.
  json::OStream J(OS, 2);
  auto List = [&](StringRef Key, auto &&Elements, auto Write) {
    J.attributeArray(Key, [&] {
      for (const auto &Each : Elements)
        Write(Each);
    });
  };
  J.object([&] {
    J.attributeArray("errors", [&] {
      for (const ConfigurationProblem &P : R.Problems)
        J.value(problem(P));
      for (const ReportedFinding &F : R.Findings)
        if (!F.Unit.isOfCheck())
          J.value(finding(F, Texts));
    });
    List("failures", R.Failures, [&](const UnitFailure &F) {
      J.value(json::Object{{"file", validText(F.File)},
                           {"reason", validText(F.Reason)},
                           {"remedy", validText(F.Remedy)}});
    });
    List("findings", R.Findings, [&](const ReportedFinding &F) {
      if (F.Unit.isOfCheck())
        J.value(finding(F, Texts));
    });
    List("suppressed", R.Hushed,
         [&](const HushedFinding &H) { J.value(hushed(H, Texts)); });
    J.attribute("tool", json::Object{{"name", "poolguard"},
                                     {"version", versionText()},
                                     {"llvm", llvmVersionText()}});
    J.attribute("units", R.Units);
    J.attribute("version", 1);
  });
  OS << "\n";
}

} // namespace poolguard
