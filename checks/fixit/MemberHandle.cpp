//===-- MemberHandle.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemberHandle.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace poolguard {

static bool isSame(QualType A, QualType B) {
  return !A.isNull() && !B.isNull() &&
         A.getCanonicalType().getUnqualifiedType() ==
             B.getCanonicalType().getUnqualifiedType();
}

/// The first argument of a class template of the standard library that is
/// called one of \p Names.
static QualType argumentOf(QualType T, llvm::ArrayRef<StringRef> Names) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Class || !Class->isInStdNamespace() ||
      !llvm::is_contained(Names, Class->getName()))
    return {};
  const TemplateArgument &First = Class->getTemplateArgs()[0];
  return First.getKind() == TemplateArgument::Type ? First.getAsType()
                                                   : QualType();
}

/// What `*p` is, where p is the only owner or a plain pointer.
static QualType pointee(QualType T) {
  return T->isPointerType() ? T->getPointeeType()
                            : argumentOf(T, {"unique_ptr"});
}

static QualType elementOf(QualType T, const ASTContext &Context) {
  if (const auto *A = Context.getAsConstantArrayType(T))
    return A->getElementType();
  return argumentOf(T, {"vector", "array", "list", "deque"});
}

static const FieldDecl *fieldOf(const CXXRecordDecl *R, StringRef Name) {
  R = R ? R->getDefinition() : nullptr;
  if (!R)
    return nullptr;
  for (const FieldDecl *F : R->fields())
    if (F->getName() == Name)
      return F;
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const FieldDecl *F =
            fieldOf(Base.getType()->getAsCXXRecordDecl(), Name))
      return F;
  return nullptr;
}

static StringRef takeName(StringRef &Text) {
  StringRef Name = Text.take_while(
      [](char C) { return llvm::isAlnum(C) || C == '_' || C == '$'; });
  Text = Text.drop_front(Name.size());
  return Name;
}

static std::string freshElement(const ASTContext &Context) {
  for (const char *Name : {"each", "element", "item", "one"})
    if (Context.Idents.find(Name) == Context.Idents.end())
      return Name;
  return "";
}

namespace {

class Finder {
public:
  Finder(const CXXRecordDecl *Class, QualType Handle, const ASTContext &Context)
      : Class(Class), Handle(Handle), Context(Context) {}

  /// Follows the names of \p Text; the reason why that is not possible.
  std::string follow(StringRef Text);
  /// The type that was come to is a handle or has handles as elements.
  std::string settle();

  MemberHandle Found;

private:
  bool isHandle(QualType T) const {
    return isSame(T, Handle) || isSame(pointee(T), Handle);
  }
  void take(QualType T, const std::string &Text);

  const CXXRecordDecl *Class;
  QualType Handle;
  const ASTContext &Context;
  QualType Type;
  std::string Text;
  std::optional<bool> Moves; ///< Set by the first pointer on the way.
};

} // namespace

std::string Finder::follow(StringRef Rest) {
  const CXXRecordDecl *In = Class;
  while (true) {
    StringRef Name = takeName(Rest);
    const FieldDecl *F = Name.empty() ? nullptr : fieldOf(In, Name);
    if (!F)
      return "the handle has no simple name";
    bool Own = F->getParent()->getCanonicalDecl() == Class->getCanonicalDecl();
    if (!Own && (F->getAccess() == AS_private ||
                 (In != Class && F->getAccess() == AS_protected)))
      return "'" + Name.str() + "' is private to another class";
    Text += Name;
    Type = F->getType();
    if (Rest.empty())
      return "";
    if (Rest.consume_front("->")) {
      Found.Behind.push_back(Text);
      Text += "->";
      if (!Moves)
        Moves = !Type->isPointerType();
      Type = pointee(Type);
    } else if (Rest.consume_front(".")) {
      Text += ".";
    } else {
      return "the handle has no simple name";
    }
    In = Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
    In = In ? In->getDefinition() : nullptr;
    if (!In)
      return "others may share what '" + Found.Behind.back() + "' points to";
    if (!Context.getSourceManager().isBeforeInTranslationUnit(
            In->getBraceRange().getEnd(), Class->getBraceRange().getEnd()))
      return "'" + In->getNameAsString() + "' is not known in the destructor";
  }
}

void Finder::take(QualType T, const std::string &Name) {
  Found.Written.Text = Name;
  Found.Written.Type = T.getCanonicalType().getUnqualifiedType();
  Found.Smart = !T->isPointerType() && !isSame(T, Handle);
  if (Found.Smart) // It is used as the pointer it stands for.
    Found.Written.Type =
        Context.getPointerType(Handle.getCanonicalType().getUnqualifiedType());
  Found.MovesOut = Moves.value_or(T->isRecordType());
  Found.StartsAnyhow = !T->isRecordType();
  // `p->join()` needs a p.
  if (Found.Written.Type->isPointerType() && Handle->isRecordType())
    Found.Behind.push_back(Name);
}

std::string Finder::settle() {
  if (isHandle(Type)) {
    take(Type, Text);
    return "";
  }
  QualType Element = elementOf(Type, Context);
  if (Element.isNull() || !isHandle(Element))
    return argumentOf(Type, {"shared_ptr"}).isNull()
               ? "the member's type is not the handle's"
               : "others may share what '" + Text + "' points to";
  std::string Name = freshElement(Context);
  if (Name.empty())
    return "there is no name for an element";
  Found.Loop = "for (auto &" + Name + " : " + Text + ") ";
  bool Grows = Type->isRecordType() && argumentOf(Type, {"array"}).isNull();
  take(Element, Name);
  Found.Fixed = !Grows;
  // Elements are there as soon as they have a value.
  Found.StartsAnyhow &= !Grows;
  Found.MovesOut = Moves.value_or(Found.MovesOut || Grows);
  return "";
}

std::optional<MemberHandle> MemberHandle::find(const CXXRecordDecl *Class,
                                               StringRef Text, QualType Handle,
                                               const ASTContext &Context,
                                               std::string &Why) {
  if (Handle.isNull()) {
    Why = "the member's type is not the handle's";
    return std::nullopt;
  }
  Finder F(Class, Handle, Context);
  Why = F.follow(Text);
  if (Why.empty())
    Why = F.settle();
  if (!Why.empty())
    return std::nullopt;
  return std::move(F.Found);
}

} // namespace poolguard
