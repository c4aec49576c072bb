//===-- Annotations.cpp ---------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Annotations.h"
#include "../catalog/ModelDiagnostics.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using llvm::StringRef;

namespace poolguard {

static constexpr llvm::StringLiteral Prefix = "poolguard::";

namespace {
/// Where an annotation may stand.
enum Place : uint8_t { OnFunction = 1, OnClass = 2, OnParameter = 4 };

struct AnnotationWord {
  llvm::StringLiteral Text;
  Annotation::Subject About;
  Role What;
  UseKind Use;
  uint8_t Places;
};

/// What stands in the parentheses, and of which words.
struct DetailWord {
  llvm::StringLiteral Text;
  llvm::StringLiteral Owners; ///< Separated by blanks.
  void (*Apply)(Annotation &);
};
} // namespace

static constexpr uint8_t Calls = OnFunction | OnParameter;

static constexpr AnnotationWord Words[] = {
    {"acquire", Annotation::Call, Role::Acquire, UseKind::Other, Calls},
    {"release", Annotation::Call, Role::Release, UseKind::Other, Calls},
    {"submit", Annotation::Call, Role::Use, UseKind::Submit, Calls},
    {"wait", Annotation::Call, Role::Use, UseKind::Wait, Calls},
    {"use", Annotation::Call, Role::Use, UseKind::Other, Calls},
    {"borrow", Annotation::Call, Role::Borrow, UseKind::Other, Calls},
    {"borrowed", Annotation::Call, Role::Borrowed, UseKind::Other, OnFunction},
    {"open", Annotation::Call, Role::Open, UseKind::Other, Calls},
    {"take", Annotation::Call, Role::Take, UseKind::Other, Calls},
    {"pool", Annotation::Pool, Role::Use, UseKind::Other, OnClass},
    {"guard", Annotation::Guard, Role::Use, UseKind::Other, OnClass},
    {"no-pool", Annotation::NoPool, Role::Use, UseKind::Other, OnClass}};

template <PoolKind K> static void setKind(Annotation &A) { A.Kind = K; }
template <ReleaseMode M> static void setMode(Annotation &A) {
  A.Model.Mode = M;
}
template <Relation R> static void setSuccess(Annotation &A) {
  A.Model.Success.What = SuccessPredicate::Compares;
  A.Model.Success.R = R;
  A.GivenSuccess = true;
}
template <HandleSlot::Kind K> static void setHandle(Annotation &A) {
  A.Model.Handle.Where = K;
  A.GivenHandle = true;
}

static constexpr llvm::StringLiteral Kinds = "acquire pool",
                                     Results = "acquire release open";

static const DetailWord Details[] = {
    {"thread-pool", Kinds, setKind<PoolKind::ThreadPool>},
    {"process-pool", Kinds, setKind<PoolKind::ProcessPool>},
    {"connection-pool", Kinds, setKind<PoolKind::ConnectionPool>},
    {"connection", Kinds, setKind<PoolKind::Connection>},
    {"memory-pool", Kinds, setKind<PoolKind::MemoryPool>},
    {"object-pool", Kinds, setKind<PoolKind::ObjectPool>},
    {"work-queue", Kinds, setKind<PoolKind::WorkQueue>},
    {"worker-thread", Kinds, setKind<PoolKind::WorkerThread>},
    {"process", Kinds, setKind<PoolKind::Process>},
    {"runtime", Kinds, setKind<PoolKind::Runtime>},
    {"io-queue", Kinds, setKind<PoolKind::IoQueue>},
    {"close", "release", setMode<ReleaseMode::Close>},
    {"terminate", "release", setMode<ReleaseMode::Terminate>},
    {"detach", "release", setMode<ReleaseMode::Detach>},
    {"idempotent", "release",
     [](Annotation &A) { A.Model.LegalAfter = AllReleaseModes; }},
    {"nonnull", Results, setSuccess<Relation::Ne>},
    {"nonzero", Results, setSuccess<Relation::Ne>},
    {"null", Results, setSuccess<Relation::Eq>},
    {"zero", Results, setSuccess<Relation::Eq>},
    {"negative", Results, setSuccess<Relation::Lt>},
    {"nonneg", Results, setSuccess<Relation::Ge>},
    {"positive", Results, setSuccess<Relation::Gt>},
    {"always", Results, [](Annotation &A) { A.GivenSuccess = true; }},
    {"this", "acquire", setHandle<HandleSlot::This>},
    {"return", "acquire", setHandle<HandleSlot::Return>},
    {"partial", "guard", [](Annotation &A) { A.Partial = true; }}};

static const AnnotationWord *findWord(StringRef Text) {
  const auto *Found = llvm::find_if(
      Words, [&](const AnnotationWord &W) { return W.Text == Text; });
  return Found == std::end(Words) ? nullptr : Found;
}

static uint8_t placeOf(const Decl *D) {
  if (isa<FunctionDecl>(D))
    return OnFunction;
  if (isa<ParmVarDecl>(D))
    return OnParameter;
  return isa<CXXRecordDecl>(D) ? OnClass : 0;
}

static bool belongsTo(const DetailWord &Detail, StringRef Owner) {
  llvm::SmallVector<StringRef, 4> Owners;
  Detail.Owners.split(Owners, ' ');
  return llvm::is_contained(Owners, Owner);
}

/// \returns what is wrong with \p Text, or nothing.
static std::string readDetail(StringRef Text, const AnnotationWord &Owner,
                              const Decl *On, Annotation &Out) {
  llvm::SmallVector<StringRef, 24> Known;
  for (const DetailWord &Each : Details) {
    if (!belongsTo(Each, Owner.Text))
      continue;
    Known.push_back(Each.Text);
    if (Each.Text != Text)
      continue;
    if (Text == "this" && !isa<CXXMethodDecl>(On))
      return "'this' is for methods";
    Each.Apply(Out);
    return "";
  }
  if (Known.empty())
    return ("'" + Owner.Text + "' has nothing in parentheses").str();
  return ("unknown word '" + Text + "' in '" + Owner.Text + "(...)'" +
          suggestion(Text, Known))
      .str();
}

std::variant<Annotation, std::string> readAnnotation(StringRef Text,
                                                     const Decl *On) {
  StringRef Rest = Text;
  Rest.consume_front(Prefix);
  StringRef Name = Rest.take_until([](char C) { return C == '('; });
  StringRef Inner = Rest.drop_front(Name.size());
  Name = Name.trim();
  const AnnotationWord *Word = findWord(Name);
  if (!Word) {
    llvm::SmallVector<StringRef, 12> Known;
    for (const AnnotationWord &Each : Words)
      Known.push_back(Each.Text);
    return ("unknown annotation '" + Text + "'" + suggestion(Name, Known))
        .str();
  }
  if (!(Word->Places & placeOf(On)))
    return ("annotation '" + Text + "' belongs on a " +
            (Word->Places == OnClass      ? "C++ class"
             : Word->Places == OnFunction ? "function"
                                          : "function or parameter"))
        .str();
  Annotation Result;
  Result.About = Word->About;
  Result.Model.What = Word->What;
  Result.Model.Use = Word->Use;
  if (Inner.empty())
    return Result;
  if (!Inner.consume_front("(") || !Inner.consume_back(")"))
    return ("annotation '" + Text + "' lacks a closing parenthesis").str();
  llvm::SmallVector<StringRef, 4> Parts;
  Inner.split(Parts, ',');
  for (StringRef Part : Parts)
    if (std::string Wrong = readDetail(Part.trim(), *Word, On, Result);
        !Wrong.empty())
      return "annotation '" + Text.str() + "': " + Wrong;
  return Result;
}

std::vector<Annotation> annotationsOf(const Decl *D) {
  std::vector<Annotation> Found;
  if (D->hasAttrs())
    for (const auto *A : D->specific_attrs<AnnotateAttr>())
      if (A->getAnnotation().starts_with(Prefix)) {
        auto Read = readAnnotation(A->getAnnotation(), D);
        if (auto *Good = std::get_if<Annotation>(&Read))
          Found.push_back(std::move(*Good));
      }
  return Found;
}

void checkAnnotations(const Decl *D,
                      std::vector<DeclarationProblem> &Problems) {
  if (!D->hasAttrs())
    return;
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    StringRef Text = A->getAnnotation();
    // `poolgaurd::release`, `PoolGuard:release`: meant for us all the same.
    StringRef Head = Text.take_until([](char C) { return C == ':'; });
    if (!Text.starts_with(Prefix) && Head.size() < Text.size() &&
        Head.edit_distance_insensitive("poolguard") <= 2)
      Problems.push_back(
          {A->getLocation(), ("unknown annotation '" + Text +
                              "' (annotations begin with '" + Prefix + "')")
                                 .str()});
    if (A->isInherited() || !Text.starts_with(Prefix))
      continue;
    auto Read = readAnnotation(Text, D);
    if (auto *Wrong = std::get_if<std::string>(&Read))
      Problems.push_back({A->getLocation(), std::move(*Wrong)});
  }
}

} // namespace poolguard
