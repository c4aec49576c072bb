//===-- SarifPrinter.cpp - A report as SARIF ------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Clang's own writer knows neither fixes nor fingerprints nor suppressions.
///
//===----------------------------------------------------------------------===//

#include "CheckPages.h"
#include "Fingerprint.h"
#include "PrinterParts.h"
#include "Printers.h"
#include "Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

using namespace clang::tooling;
using namespace llvm;

namespace poolguard {

static constexpr StringLiteral Base = "SRCROOT",
                               Home = "https://cwe.mitre.org/data/definitions/";

/// Rules that have no page.
static constexpr StringLiteral UnusedSuppression =
    "poolguard-unused-suppression";

/// `%20` for what may not stand in a URI.
static std::string uriPath(StringRef Path) {
  std::string Uri;
  for (unsigned char C : Path) {
    if (isAlnum(char(C)) || StringRef("/-._~").contains(char(C)))
      Uri += char(C);
    else
      Uri += "%" + utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
  }
  return Uri;
}

namespace {

class SarifWriter {
public:
  SarifWriter(const Report &R, SourceTexts &Texts, StringRef Root)
      : R(R), Texts(Texts), Root(Root) {}

  void log(json::OStream &J);

private:
  void run(json::OStream &J);
  json::Object driver();
  json::Object rule(const CheckPage &P);
  json::Object result(const ReportedFinding &F);
  json::Object result(const HushedFinding &H);
  json::Object base(StringRef Check, StringRef Message,
                    const FindingFacts &Facts, StringRef Fingerprint);
  json::Array locations(StringRef Path, LineColumn At,
                        const FindingFacts &Facts);
  json::Array fixes(const ReportedFinding &F);
  json::Array codeFlows(const ReportedFinding &F);
  json::Object invocation();
  json::Object artifact(StringRef Path);
  json::Object physical(StringRef Path, LineColumn At);
  json::Object step(StringRef Path, unsigned Offset, StringRef Message);
  unsigned column(StringRef Path, LineColumn At);

  const Report &R;
  SourceTexts &Texts;
  StringRef Root;
  StringMap<unsigned> Rules; ///< Indices.
};

} // namespace

static json::Object message(StringRef Text) {
  return json::Object{{"text", validText(Text)}};
}

json::Object SarifWriter::artifact(StringRef Path) {
  std::string Relative = relativePath(Path, Root);
  if (Relative == Path)
    return json::Object{{"uri", "file://" + uriPath(absolutePath(Path))}};
  return json::Object{{"uri", uriPath(Relative)}, {"uriBaseId", Base}};
}

/// SARIF counts characters, Clang bytes.
unsigned SarifWriter::column(StringRef Path, LineColumn At) {
  StringRef Before = Texts.line(Path, At.Line).take_front(At.Column - 1);
  unsigned Continued = unsigned(llvm::count_if(
      Before, [](char C) { return (uint8_t(C) & 0xC0) == 0x80; }));
  return At.Column - (json::isUTF8(Before) ? Continued : 0);
}

json::Object SarifWriter::physical(StringRef Path, LineColumn At) {
  json::Object O{{"artifactLocation", artifact(Path)}};
  if (At.Line)
    O["region"] =
        json::Object{{"startLine", At.Line}, {"startColumn", column(Path, At)}};
  return O;
}

json::Array SarifWriter::locations(StringRef Path, LineColumn At,
                                   const FindingFacts &Facts) {
  if (Path.empty())
    return {};
  json::Object Location{{"physicalLocation", physical(Path, At)}};
  if (!Facts.Function.empty())
    Location["logicalLocations"] = json::Array{
        json::Object{{"fullyQualifiedName", validText(Facts.Function)},
                     {"decoratedName", validText(Facts.Usr)}}};
  return json::Array{std::move(Location)};
}

json::Object SarifWriter::step(StringRef Path, unsigned Offset,
                               StringRef Message) {
  return json::Object{
      {"physicalLocation", physical(Path, Texts.at(Path, Offset))},
      {"message", message(Message)}};
}

json::Array SarifWriter::codeFlows(const ReportedFinding &F) {
  const clang::tidy::ClangTidyError &E = F.Unit.Error;
  json::Array Steps;
  auto Add = [&](StringRef Path, unsigned Offset, StringRef Message,
                 bool Essential) {
    Steps.push_back(
        json::Object{{"location", step(Path, Offset, Message)},
                     {"executionOrder", unsigned(Steps.size() + 1)},
                     {"importance", Essential ? "essential" : "important"}});
  };
  std::vector<DiagnosticMessage> Path = pathNotes(E);
  if (Path.empty())
    return {};
  // A leak begins where the pool is made; a misuse is the last step.
  bool First = StringRef(E.DiagnosticName).contains("unreleased") ||
               StringRef(E.DiagnosticName).contains("process-lifetime");
  if (First)
    Add(F.Path, E.Message.FileOffset, E.Message.Message, true);
  for (const DiagnosticMessage &Note : Path)
    Add(absolutePath(Note.FilePath, E.BuildDirectory), Note.FileOffset,
        Note.Message, First && &Note == &Path.back());
  if (!First)
    Add(F.Path, E.Message.FileOffset, E.Message.Message, true);
  return json::Array{json::Object{
      {"threadFlows",
       json::Array{json::Object{{"locations", std::move(Steps)}}}}}};
}

json::Array SarifWriter::fixes(const ReportedFinding &F) {
  json::Array All;
  for (const OfferedFix &Fix : offeredFixes(F, Texts)) {
    // The file may be gone or shorter by now.
    if (llvm::any_of(Fix.Edits, [](const SourceEdit &E) {
          return !E.Begin.Line || !E.End.Line;
        }))
      continue;
    std::map<std::string, json::Array> Files;
    for (const SourceEdit &E : Fix.Edits)
      Files[E.Path].push_back(
          json::Object{{"deletedRegion",
                        json::Object{{"startLine", E.Begin.Line},
                                     {"startColumn", column(E.Path, E.Begin)},
                                     {"endLine", E.End.Line},
                                     {"endColumn", column(E.Path, E.End)}}},
                       {"insertedContent", message(E.Text)}});
    json::Array Changes;
    for (auto &[Path, Replacements] : Files)
      Changes.push_back(
          json::Object{{"artifactLocation", artifact(Path)},
                       {"replacements", std::move(Replacements)}});
    All.push_back(json::Object{{"description", message(Fix.Message)},
                               {"artifactChanges", std::move(Changes)}});
  }
  return All;
}

json::Object SarifWriter::base(StringRef Check, StringRef Message,
                               const FindingFacts &Facts,
                               StringRef Fingerprint) {
  json::Object O{{"ruleId", Check.str()}, {"message", message(Message)}};
  if (auto Rule = Rules.find(Check); Rule != Rules.end())
    O["ruleIndex"] = Rule->second;
  if (!Fingerprint.empty())
    O["partialFingerprints"] =
        json::Object{{"poolguardFinding/v1", Fingerprint.str()}};
  if (!Facts.PoolKind.empty())
    O["properties"] = json::Object{{"poolKind", validText(Facts.PoolKind)},
                                   {"poolName", validText(Facts.PoolName)},
                                   {"model", validText(Facts.Family)}};
  return O;
}

json::Object SarifWriter::result(const ReportedFinding &F) {
  const clang::tidy::ClangTidyError &E = F.Unit.Error;
  json::Object O =
      base(E.DiagnosticName, E.Message.Message, F.Unit.Facts, F.Fingerprint);
  O["level"] = levelName(E);
  O["locations"] = locations(F.Path, F.At, F.Unit.Facts);
  if (json::Array Flows = codeFlows(F); !Flows.empty())
    O["codeFlows"] = std::move(Flows);
  if (json::Array Fixes = fixes(F); !Fixes.empty())
    O["fixes"] = std::move(Fixes);
  // An empty list says that the tool knows suppressions and saw none.
  O["suppressions"] = json::Array();
  return O;
}

json::Object SarifWriter::result(const HushedFinding &H) {
  json::Object O =
      base(H.Finding.Check, H.Finding.Message, H.Finding.Facts, H.Fingerprint);
  O["level"] = "warning";
  O["locations"] = locations(H.Path, H.At, H.Finding.Facts);
  json::Object Why{{"kind", H.ByBaseline ? "external" : "inSource"},
                   {"justification", H.ByBaseline ? "listed in the baseline"
                                                  : "a NOLINT comment"}};
  O["suppressions"] = json::Array{std::move(Why)};
  return O;
}

json::Object SarifWriter::rule(const CheckPage &P) {
  json::Array Tags{"resource-leak"};
  json::Array Kinds;
  for (unsigned Number : P.Weaknesses) {
    Tags.push_back(formatv("external/cwe/cwe-{0}", Number).str());
    Tags.push_back(formatv("CWE-{0}", Number).str());
    json::Object Target{
        {"id", std::to_string(Number)},
        {"toolComponent", json::Object{{"name", "CWE"}, {"index", 0}}}};
    Kinds.push_back(json::Object{{"target", std::move(Target)},
                                 {"kinds", json::Array{"superset"}}});
  }
  json::Object O{
      {"id", P.Check},
      {"name", P.Check},
      {"shortDescription", message(P.Summary)},
      {"fullDescription", message(P.Paragraph)},
      {"help", json::Object{{"text", P.Paragraph}, {"markdown", P.Text}}},
      {"defaultConfiguration", json::Object{{"level", "warning"}}},
      {"properties", json::Object{{"tags", std::move(Tags)},
                                  {"precision", "high"},
                                  {"problem.severity", "warning"}}}};
  if (!Kinds.empty())
    O["relationships"] = std::move(Kinds);
  return O;
}

json::Object SarifWriter::driver() {
  json::Array All;
  for (const CheckPage &P : checkPages()) {
    Rules[P.Check] = unsigned(All.size());
    All.push_back(rule(P));
  }
  Rules[UnusedSuppression] = unsigned(All.size());
  All.push_back(json::Object{
      {"id", UnusedSuppression},
      {"shortDescription", message("Finds NOLINT comments that name checks of "
                                   "PoolGuard and suppress nothing.")},
      {"defaultConfiguration", json::Object{{"level", "warning"}}}});
  return json::Object{
      {"name", "PoolGuard"},
      {"version", versionText()},
      {"semanticVersion", versionText()},
      {"rules", std::move(All)},
      {"supportedTaxonomies",
       json::Array{json::Object{{"name", "CWE"}, {"index", 0}}}}};
}

/// The weaknesses that rules refer to.
static json::Object taxonomy() {
  std::set<unsigned> Numbers;
  for (const CheckPage &P : checkPages())
    Numbers.insert(P.Weaknesses.begin(), P.Weaknesses.end());
  json::Array Taxa;
  for (unsigned Each : Numbers)
    Taxa.push_back(json::Object{
        {"id", std::to_string(Each)},
        {"helpUri", (Home + std::to_string(Each) + ".html").str()}});
  return json::Object{
      {"name", "CWE"},
      {"organization", "MITRE"},
      {"shortDescription", message("Common Weakness Enumeration")},
      {"informationUri", "https://cwe.mitre.org/"},
      {"taxa", std::move(Taxa)}};
}

json::Object SarifWriter::invocation() {
  json::Array Told, Configuration;
  for (const UnitFailure &F : R.Failures)
    Told.push_back(json::Object{
        {"level", "error"},
        {"message", message("this unit " + F.Reason + "; " + F.Remedy)},
        {"locations", locations(F.File, {}, {})}});
  for (const ReportedFinding &F : R.Findings)
    if (!F.Unit.isOfCheck())
      Told.push_back(

          json::Object{{"level", levelName(F.Unit.Error)},
                       {"message", message(F.Unit.Error.Message.Message)},
                       {"locations", locations(F.Path, F.At, {})}});
  for (const ConfigurationProblem &P : R.Problems)
    Configuration.push_back(
        json::Object{{"level", "error"},
                     {"message", message(P.Message)},
                     {"locations", locations(P.File, P.At, {})}});
  bool Whole = R.Failures.empty() && !R.isMisconfigured();
  return json::Object{
      {"executionSuccessful", Whole},
      {"toolConfigurationNotifications", std::move(Configuration)},
      {"toolExecutionNotifications", std::move(Told)}};
}

void SarifWriter::run(json::OStream &J) {
  json::Object Driver = driver(); // Numbers the rules, so it comes first.
  // One result at a time: a tree of them all would take much more memory than
  // the findings. Keys come in alphabetical order, as in each value.
  J.attribute("columnKind", "unicodeCodePoints");
  J.attribute("invocations", json::Array{invocation()});
  J.attribute(
      "originalUriBaseIds",
      json::Object{
          {Base, json::Object{{"uri", "file://" + uriPath(Root) + "/"}}}});
  J.attributeArray("results", [&] {
    for (const ReportedFinding &F : R.Findings)
      if (F.Unit.isOfCheck())
        J.value(result(F));
    for (const HushedFinding &H : R.Hushed)
      J.value(result(H));
  });
  J.attribute("taxonomies", json::Array{taxonomy()});
  J.attribute("tool", json::Object{{"driver", std::move(Driver)}});
}

void SarifWriter::log(json::OStream &J) {
  J.object([&] {
    J.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    J.attributeArray("runs", [&] { J.object([&] { run(J); }); });
    J.attribute("version", "2.1.0");
  });
}

void printSarif(const Report &R, SourceTexts &Texts, StringRef Root,
                raw_ostream &OS) {
  json::OStream J(OS, 2);
  SarifWriter(R, Texts, Root).log(J);
  OS << "\n";
}

} // namespace poolguard
