//===-- TidySettings.cpp - Configuration as clang-tidy reads it -----------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TidySettings.h"
#include "Compat.h"
#include "clang-tidy/GlobList.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tidy;
using namespace llvm;

namespace poolguard {

/// The names of all our checks.
static const std::vector<std::string> &ourChecks() {
  static const std::vector<std::string> Names = [] {
    ClangTidyCheckFactories Factories;
    for (const auto &Module : ClangTidyModuleRegistry::entries())
      Module.instantiate()->addCheckFactories(Factories);
    std::vector<std::string> All;
    for (const auto &Each : Factories)
      if (Each.getKey().starts_with("poolguard-"))
        All.push_back(Each.getKey().str());
    llvm::sort(All);
    return All;
  }();
  return Names;
}

static std::string describe(const SMDiagnostic &D) {
  std::string Text;
  raw_string_ostream OS(Text);
  D.print(nullptr, OS, /*ShowColors=*/false);
  return Text;
}

static ErrorOr<ClangTidyOptions> parse(MemoryBufferRef Buffer,
                                       std::vector<std::string> &Problems) {
  return parseConfigurationWithDiags(
      Buffer, [&](const SMDiagnostic &D) { Problems.push_back(describe(D)); });
}

namespace {

/// `.clang-tidy` files that cannot be read are remembered, not only passed by.
class StrictFileProvider : public FileOptionsProvider {
public:
  StrictFileProvider(const ClangTidyGlobalOptions &Global,
                     const ClangTidyOptions &Defaults,
                     const ClangTidyOptions &Overrides,
                     std::vector<std::string> &Problems)
      : FileOptionsProvider(Global, Defaults, Overrides, handlers(Problems)) {
    FS = vfs::getRealFileSystem(); // This constructor leaves it out.
  }

private:
  static ConfigFileHandlers handlers(std::vector<std::string> &Problems) {
    return {{".clang-tidy", [&Problems](MemoryBufferRef Buffer) {
               return parse(Buffer, Problems);
             }}};
  }
};

/// Answers with what TidyConfiguration says.
class ForwardingProvider : public ClangTidyOptionsProvider {
public:
  ForwardingProvider(TidyConfiguration &From,
                     const ClangTidyGlobalOptions &Global, bool AllHeaders)
      : From(From), Global(Global), AllHeaders(AllHeaders) {}
  const ClangTidyGlobalOptions &getGlobalOptions() override { return Global; }
  std::vector<OptionsSource> getRawOptions(StringRef File) override {
    ClangTidyOptions Options = From.optionsFor(File);
    if (AllHeaders) {
      Options.HeaderFilterRegex = ".*";
      Options.ExcludeHeaderFilterRegex = "";
    }
    return {{std::move(Options), "poolguard"}};
  }

private:
  TidyConfiguration &From;
  const ClangTidyGlobalOptions &Global;
  bool AllHeaders;
};

} // namespace

static ClangTidyOptions defaults() {
  ClangTidyOptions Options = ClangTidyOptions::getDefaults();
  Options.Checks = "";
  Options.WarningsAsErrors = "";
  Options.HeaderFilterRegex = defaultHeaderFilter();
  Options.SystemHeaders = false;
  Options.FormatStyle = "none";
  Options.User = sys::Process::GetEnv("USER").value_or("unknown");
  return Options;
}

static ClangTidyOptions overrides(const TidySettings &S) {
  ClangTidyOptions Options;
  Options.Checks = S.Checks;
  Options.WarningsAsErrors = S.WarningsAsErrors;
  Options.HeaderFilterRegex = S.HeaderFilter;
  Options.ExcludeHeaderFilterRegex = S.ExcludeHeaderFilter;
  Options.SystemHeaders = S.SystemHeaders;
  Options.FormatStyle = S.FormatStyle;
  Options.UseColor = S.Color;
  if (!S.ExtraArgs.empty())
    Options.ExtraArgs = S.ExtraArgs;
  if (!S.ExtraArgsBefore.empty())
    Options.ExtraArgsBefore = S.ExtraArgsBefore;
  setRemovedArguments(Options, S.RemovedArgs);
  return Options;
}

TidyConfiguration::TidyConfiguration(const TidySettings &S) {
  if (std::error_code E = parseLineFilter(S.LineFilter, Global))
    Problems.push_back("poolguard: error: invalid '--line-filter': " +
                       E.message() + "; see 'poolguard check --help'\n");
  if (S.Checks && !StringRef(*S.Checks).contains("poolguard"))
    Problems.push_back("poolguard: error: '--checks=" + *S.Checks +
                       "' names no check of PoolGuard; see 'poolguard "
                       "explain'\n");
  if (S.Config.empty()) {
    Files = std::make_unique<StrictFileProvider>(Global, defaults(),
                                                 overrides(S), Problems);
    return;
  }
  ErrorOr<ClangTidyOptions> Given =
      parse(MemoryBufferRef(S.Config, S.ConfigName), Problems);
  Files = std::make_unique<ConfigOptionsProvider>(
      Global, defaults(), Given ? *Given : ClangTidyOptions(), overrides(S));
}

TidyConfiguration::~TidyConfiguration() = default;

/// What clang-tidy takes without a word and what cannot be meant.
void TidyConfiguration::verify(const ClangTidyOptions &Options,
                               StringRef File) {
  auto Tell = [&](const Twine &What) {
    std::string Text =
        ("poolguard: error: " + What + ", in the options for " + File + "\n")
            .str();
    // Once, not for each file.
    if (Told.insert(What.str()).second)
      Problems.push_back(std::move(Text));
  };
  for (const auto &[Name, Pattern] :
       {std::pair("header-filter", Options.HeaderFilterRegex),
        std::pair("exclude-header-filter", Options.ExcludeHeaderFilterRegex)}) {
    std::string Why;
    if (Pattern && !Pattern->empty() && !Regex(*Pattern).isValid(Why))
      Tell("the " + Twine(Name) + " '" + *Pattern +
           "' is no regular expression: " + Why);
  }
  SmallVector<StringRef, 8> Names;
  StringRef(Options.Checks.value_or("")).split(Names, ',');
  for (StringRef Name : Names) {
    Name = Name.trim();
    Name.consume_front("-");
    if (Name.starts_with("poolguard-") && !Name.contains('*') &&
        !is_contained(ourChecks(), Name))
      Tell("there is no check '" + Name + "'; see 'poolguard explain'");
  }
}

ClangTidyOptions TidyConfiguration::optionsFor(StringRef File) {
  ClangTidyOptions Options = Files->getOptions(File);
  verify(Options, File);
  std::string Given = Options.Checks.value_or("");
  StringRef Asked = Given;
  // A configuration that never heard of us does not switch us off.
  std::string Patterns = "poolguard-*";
  if (Asked.contains("poolguard"))
    Patterns = (Patterns + "," + Asked).str();
  GlobList Wanted(Patterns);
  std::string Checks = "-*";
  for (const std::string &Name : ourChecks())
    if (Wanted.contains(Name)) {
      // Some checks want to be asked for by name, so a pattern stays one.
      bool Named = Asked.contains(Name);
      Checks += "," + Name + (Named ? "" : "*");
    }
  Options.Checks = Checks;
  return Options;
}

bool TidyConfiguration::checksAnything(StringRef File) {
  ClangTidyOptions Options = optionsFor(File);
  return StringRef(*Options.Checks).contains("poolguard-");
}

bool TidyConfiguration::isEnabled(StringRef Check, StringRef File) {
  return GlobList(*optionsFor(File).Checks).contains(Check);
}

std::unique_ptr<ClangTidyOptionsProvider>
TidyConfiguration::provider(bool AllHeaders) {
  return std::make_unique<ForwardingProvider>(*this, Global, AllHeaders);
}

} // namespace poolguard
