//===-- CallWordsTest.cpp ------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// One test for each word that a call may have.

#include "Read.h"

using namespace poolguard;

static void expectSuccess(llvm::StringRef Word, Relation R, int64_t Value = 0,
                          llvm::StringRef Name = "") {
  CallModel Call = readCall(("acquire: {fn: f, ok: " + Word + "}").str());
  EXPECT_EQ(Call.Success.What, SuccessPredicate::Compares) << Word.str();
  EXPECT_EQ(Call.Success.R, R) << Word.str();
  EXPECT_EQ(Call.Success.C.Value, Value) << Word.str();
  EXPECT_EQ(Call.Success.C.Name, Name.str()) << Word.str();
}

static void expectHandle(llvm::StringRef Line, HandleSlot::Kind Where,
                         unsigned Index = 0) {
  CallModel Call = readCall(Line);
  EXPECT_EQ(Call.Handle.Where, Where) << Line.str();
  EXPECT_EQ(Call.Handle.Index, Index) << Line.str();
}

TEST(CallWords, HandleOfFunctions) {
  expectHandle("acquire: f", HandleSlot::Return);
  expectHandle("acquire: {fn: f, handle: return}", HandleSlot::Return);
  expectHandle("acquire: {fn: f, handle: out2}", HandleSlot::Pointee, 2);
  expectHandle("acquire: {fn: f, handle: arg1}", HandleSlot::Argument, 1);
  expectHandle("release: f", HandleSlot::Argument);
  expectHandle("release: {fn: f, handle: out0}", HandleSlot::Pointee);
  expectHandle("release: {fn: f, handle: any}", HandleSlot::Any);
  expectHandle("submit: {fn: f, handle: arg1}", HandleSlot::Argument, 1);
  expectHandle("borrowed: f", HandleSlot::Return);
}

TEST(CallWords, HandleOfMethods) {
  expectHandle("acquire: {class: P, method: start}", HandleSlot::This);
  expectHandle("acquire: {class: P, method: make, handle: return}",
               HandleSlot::Return);
  expectHandle("release: {class: P, method: stop}", HandleSlot::This);
  expectHandle("borrowed: {class: P, method: shared}", HandleSlot::Return);
}

TEST(CallWords, HandleOfConstructors) {
  Family F = readFamily("  acquire: {ctor: P, args: 1+}\n  release: f\n");
  ASSERT_EQ(F.Calls.size(), 2u);
  EXPECT_EQ(F.Calls[0].Pattern.What, CallPattern::Constructor);
  EXPECT_EQ(F.Calls[0].Pattern.Class, "P");
  EXPECT_EQ(F.Calls[0].Handle.Where, HandleSlot::This);
  EXPECT_EQ(F.Calls[0].Success.What, SuccessPredicate::Always);
  EXPECT_TRUE(F.Calls[0].Throws);
}

TEST(CallWords, Success) {
  expectSuccess("nonnull", Relation::Ne);
  expectSuccess("null", Relation::Eq);
  expectSuccess("zero", Relation::Eq);
  expectSuccess("nonzero", Relation::Ne);
  expectSuccess("true", Relation::Ne);
  expectSuccess("false", Relation::Eq);
  expectSuccess("not-minus-one", Relation::Ne, -1);
  expectSuccess("negative", Relation::Lt);
  expectSuccess("nonneg", Relation::Ge);
  expectSuccess("positive", Relation::Gt);
  expectSuccess("{eq: ns::Done}", Relation::Eq, 0, "ns::Done");
  expectSuccess("{ne: -1}", Relation::Ne, -1);
  expectSuccess("{eq: TRUE}", Relation::Eq, 1);
  expectSuccess("{lt: 0x10}", Relation::Lt, 16);
  expectSuccess("{le: 3}", Relation::Le, 3);
  expectSuccess("{gt: 3}", Relation::Gt, 3);
  expectSuccess("{ge: 3}", Relation::Ge, 3);
}

TEST(CallWords, FunctionPrefix) {
  CallModel Call = readCall("acquire: {fn-prefix: f_, macro: f}");
  EXPECT_TRUE(Call.Pattern.Prefix);
  EXPECT_EQ(Call.Pattern.Name, "f_");
  EXPECT_EQ(Call.Macro, "f");
  EXPECT_FALSE(readCall("acquire: f").Pattern.Prefix);
}

TEST(CallWords, SuccessWithoutTest) {
  CallModel Always = readCall("acquire: {fn: f, ok: always}");
  EXPECT_EQ(Always.Success.What, SuccessPredicate::Always);
  EXPECT_FALSE(Always.Throws);
  EXPECT_EQ(readCall("acquire: {fn: f, ok: not-err-ptr}").Success.What,
            SuccessPredicate::NoErrorPointer);
  CallModel NoError = readCall("acquire: {fn: f, ok: no-error, error: 1}");
  EXPECT_EQ(NoError.Success.What, SuccessPredicate::NoError);
  EXPECT_EQ(NoError.Error, 1u);
  CallModel Throws = readCall("acquire: {fn: f, ok: throws}");
  EXPECT_EQ(Throws.Success.What, SuccessPredicate::Always);
  EXPECT_TRUE(Throws.Throws);
}

TEST(CallWords, SuccessByDefault) {
  EXPECT_EQ(readCall("acquire: f").Success.R, Relation::Ne);
  EXPECT_EQ(readCall("acquire: {fn: f, handle: out0}").Success.R, Relation::Eq);
  EXPECT_EQ(readCall("release: f").Success.What, SuccessPredicate::Always);
}

TEST(CallWords, Mode) {
  EXPECT_EQ(readCall("release: f").Mode, ReleaseMode::Close);
  EXPECT_EQ(readCall("release: {fn: f, mode: close}").Mode, ReleaseMode::Close);
  EXPECT_EQ(readCall("release: {fn: f, mode: terminate}").Mode,
            ReleaseMode::Terminate);
  EXPECT_EQ(readCall("release: {fn: f, mode: detach}").Mode,
            ReleaseMode::Detach);
}

TEST(CallWords, ModeByArgument) {
  CallModel Call = readCall("release: {fn: f, mode: {arg: 1, FALSE: close, "
                            "FORCE: terminate, else: detach}}");
  EXPECT_EQ(Call.ModeArgument, 1u);
  EXPECT_EQ(Call.Mode, ReleaseMode::Detach);
  ASSERT_EQ(Call.ModeValues.size(), 2u);
  EXPECT_EQ(Call.ModeValues[0].first.Name, "");
  EXPECT_EQ(Call.ModeValues[0].first.Value, 0);
  EXPECT_EQ(Call.ModeValues[0].second, ReleaseMode::Close);
  EXPECT_EQ(Call.ModeValues[1].first.Name, "FORCE");
  EXPECT_EQ(Call.ModeValues[1].second, ReleaseMode::Terminate);
}

TEST(CallWords, LegalAfterAndIdempotent) {
  EXPECT_EQ(readCall("release: f").LegalAfter, 0);
  EXPECT_EQ(readCall("release: {fn: f, legal-after: close}").LegalAfter,
            modeBit(ReleaseMode::Close));
  EXPECT_EQ(
      readCall("release: {fn: f, legal-after: [close, detach]}").LegalAfter,
      modeBit(ReleaseMode::Close) | modeBit(ReleaseMode::Detach));
  EXPECT_EQ(readCall("release: {fn: f, legal-after: any}").LegalAfter,
            AllReleaseModes);
  EXPECT_EQ(readCall("release: {fn: f, idempotent: yes}").LegalAfter,
            AllReleaseModes);
}

TEST(CallWords, Flags) {
  CallModel Plain = readCall("release: f");
  EXPECT_FALSE(Plain.NullSafe);
  EXPECT_FALSE(Plain.SetsNull);
  EXPECT_TRUE(Plain.Final);
  EXPECT_TRUE(readCall("release: {fn: f, null-safe: yes}").NullSafe);
  EXPECT_TRUE(readCall("release: {fn: f, sets-null: true}").SetsNull);
  CallModel Stop = readCall("release: [p_free, {fn: f, final: no}]");
  EXPECT_FALSE(Stop.Final);
}

TEST(CallWords, ReleaseWhereTheResultSaysSo) {
  CallModel Call = readCall("release: {fn: f, ok: zero}");
  EXPECT_EQ(Call.Success.What, SuccessPredicate::Compares);
  EXPECT_EQ(Call.Success.R, Relation::Eq);
}

TEST(CallWords, Needs) {
  CallModel Call = readCall("release: [{fn: f, needs: [p_free]}, p_free]");
  EXPECT_EQ(Call.Needs, std::vector<std::string>{"p_free"});
  EXPECT_EQ(readCall("wait: {fn: f, needs: p_free}").Needs.size(), 1u);
}

TEST(CallWords, Roles) {
  EXPECT_EQ(readCall("borrow: f").What, Role::Borrow);
  EXPECT_EQ(readCall("borrowed: f").What, Role::Borrowed);
  EXPECT_EQ(readCall("open: f").What, Role::Open);
  EXPECT_EQ(readCall("take: f").What, Role::Take);
  for (auto [Line, Use] : {std::pair("use: f", UseKind::Other),
                           std::pair("submit: f", UseKind::Submit),
                           std::pair("wait: f", UseKind::Wait)}) {
    EXPECT_EQ(readCall(Line).What, Role::Use);
    EXPECT_EQ(readCall(Line).Use, Use);
  }
}

TEST(CallWords, Open) {
  EXPECT_EQ(readCall("open: f").Success.R, Relation::Ne);
  EXPECT_EQ(readCall("open: {fn: f, ok: zero}").Success.R, Relation::Eq);
}

TEST(CallWords, ThrowsParentMacro) {
  EXPECT_FALSE(readCall("submit: f").Throws);
  EXPECT_TRUE(readCall("submit: {fn: f, throws: yes}").Throws);
  EXPECT_EQ(readCall("acquire: f").Parent, std::nullopt);
  EXPECT_EQ(readCall("acquire: {fn: f, parent: 1}").Parent, 1u);
  EXPECT_EQ(readCall("acquire: {fn: f, macro: F}").Macro, "F");
}

TEST(CallWords, Error) {
  EXPECT_EQ(readCall("acquire: f").Error, std::nullopt);
  CallModel Call = readCall("acquire: {fn: f, error: 3}");
  EXPECT_EQ(Call.Error, 3u);
  EXPECT_EQ(Call.Parent, std::nullopt);
  // The result still tells, too.
  EXPECT_EQ(Call.Success.R, Relation::Ne);
}

TEST(CallWords, ArgumentCount) {
  auto Expect = [](llvm::StringRef Args, unsigned Min, unsigned Max) {
    CallModel Call = readCall(("submit: {fn: f, args: " + Args + "}").str());
    EXPECT_EQ(Call.Pattern.MinArgs, Min);
    EXPECT_EQ(Call.Pattern.MaxArgs, Max);
  };
  Expect("2", 2, 2);
  Expect("2+", 2, ~0u);
  Expect("2..4", 2, 4);
  EXPECT_EQ(readCall("submit: f").Pattern.MaxArgs, ~0u);
}

TEST(CallWords, Conditions) {
  CallModel Call =
      readCall("submit: {fn: f, when: [{arg: 1, is: [TRUE, MODE]}, "
               "{arg: 2, string: pool}], unless: {arg: 3, is: NULL}}");
  const std::vector<ArgumentCondition> &C = Call.Pattern.Conditions;
  ASSERT_EQ(C.size(), 3u);
  EXPECT_EQ(C[0].Index, 1u);
  ASSERT_EQ(C[0].Values.size(), 2u);
  EXPECT_EQ(C[0].Values[0].Value, 1);
  EXPECT_EQ(C[0].Values[1].Name, "MODE");
  EXPECT_FALSE(C[0].Negated);
  EXPECT_EQ(C[1].Strings, std::vector<std::string>{"pool"});
  EXPECT_TRUE(C[2].Negated);
  EXPECT_EQ(C[2].Values[0].Value, 0);
}

TEST(CallWords, SeveralNames) {
  Family F = readFamily("  acquire: {fn: [a, b], handle: out0}\n"
                        "  release: [c, [d, e]]\n");
  ASSERT_EQ(F.Calls.size(), 5u);
  EXPECT_EQ(F.Calls[1].Pattern.Name, "b");
  EXPECT_EQ(F.Calls[1].Handle.Where, HandleSlot::Pointee);
  EXPECT_EQ(F.Calls[4].Pattern.Name, "e");
}
