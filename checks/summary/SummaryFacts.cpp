//===-- SummaryFacts.cpp --------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SummaryFacts.h"
#include "../flow/CalleeEffect.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace poolguard {

//===----------------------------------------------------------------------===//
// Effects to facts, and back
//===----------------------------------------------------------------------===//

bool WayFacts::operator==(const WayFacts &O) const {
  return std::tie(Does, Mode, Result, Handle, ReturnsHandle, KeepsHandle,
                  Throws, When, Left) ==
         std::tie(O.Does, O.Mode, O.Result, O.Handle, O.ReturnsHandle,
                  O.KeepsHandle, O.Throws, O.When, O.Left);
}

bool HandleFacts::operator==(const HandleFacts &O) const {
  return std::tie(Slot.Where, Slot.Index, Family, AsksFirst, Uses, Submits,
                  Waits, Announces, Drops, Awaits, Ways) ==
         std::tie(O.Slot.Where, O.Slot.Index, O.Family, O.AsksFirst, O.Uses,
                  O.Submits, O.Waits, O.Announces, O.Drops, O.Awaits, O.Ways);
}

bool SummaryFacts::operator==(const SummaryFacts &O) const {
  return std::tie(USR, NeverReturns, Handles) ==
         std::tie(O.USR, O.NeverReturns, O.Handles);
}

static std::optional<HandleSlot> modelSlot(const CalleeSlot &Slot) {
  switch (Slot.What) {
  case CalleeSlot::Parameter:
    return HandleSlot{HandleSlot::Argument, Slot.Index};
  case CalleeSlot::Pointee:
    return HandleSlot{HandleSlot::Pointee, Slot.Index};
  case CalleeSlot::Result:
    return HandleSlot{HandleSlot::Return, 0};
  case CalleeSlot::Capture:
  case CalleeSlot::Call:
    return std::nullopt;
  }
  return std::nullopt;
}

CalleeSlot slotOf(const HandleFacts &Facts) {
  switch (Facts.Slot.Where) {
  case HandleSlot::Pointee:
    return {CalleeSlot::Pointee, Facts.Slot.Index, nullptr};
  case HandleSlot::Return:
    return {CalleeSlot::Result, 0, nullptr};
  case HandleSlot::Argument:
  case HandleSlot::This:
  case HandleSlot::Any:
    break;
  }
  return {CalleeSlot::Parameter, Facts.Slot.Index, nullptr};
}

static WayFacts wayOf(const CalleeOutcome &O, bool Made) {
  WayFacts W;
  W.Does = Made                                 ? Role::Acquire
           : O.State == CalleeOutcome::Released ? Role::Release
           : O.State == CalleeOutcome::Escaped  ? Role::Take
                                                : Role::Borrow;
  W.Mode = O.Mode;
  W.Result = O.Result;
  W.Handle = O.Slot;
  W.ReturnsHandle = O.Returned;
  W.KeepsHandle = O.Kept;
  W.Throws = O.Throws;
  W.When = O.Parameters;
  W.Left = O.Left;
  return W;
}

static CalleeOutcome outcomeOf(const WayFacts &W) {
  CalleeOutcome O;
  O.State = W.Does == Role::Release ? CalleeOutcome::Released
            : W.Does == Role::Take  ? CalleeOutcome::Escaped
                                    : CalleeOutcome::Open;
  O.Mode = W.Mode;
  O.Result = W.Result;
  O.Slot = W.Handle;
  O.Returned = W.ReturnsHandle;
  O.Kept = W.KeepsHandle;
  O.Throws = W.Throws;
  O.Parameters = W.When;
  O.Left = W.Left;
  return O;
}

std::optional<HandleFacts> factsOf(const CalleeSlot &Slot,
                                   const CalleeEffect &Effect) {
  std::optional<HandleSlot> Where = modelSlot(Slot);
  if (!Where)
    return std::nullopt;
  HandleFacts Facts;
  Facts.Slot = *Where;
  Facts.AsksFirst = Effect.AsksFirst;
  Facts.Uses = Effect.Uses;
  Facts.Submits = Effect.Submits;
  Facts.Waits = Effect.Waits;
  Facts.Announces = Effect.Announces;
  Facts.Drops = Effect.Drops;
  Facts.Awaits = Effect.Awaits;
  for (const CalleeOutcome &O : Effect.Outcomes)
    Facts.Ways.push_back(wayOf(O, /*Made=*/false));
  return Facts;
}

std::optional<HandleFacts> factsOf(const MakerEffect &Effect) {
  std::optional<HandleSlot> Where = modelSlot(Effect.Slot);
  if (!Where || !Effect.Owner)
    return std::nullopt;
  HandleFacts Facts;
  Facts.Slot = *Where;
  Facts.Family = Effect.Owner->Id;
  for (const CalleeOutcome &O : Effect.Outcomes)
    Facts.Ways.push_back(wayOf(O, /*Made=*/true));
  return Facts;
}

CalleeEffect effectOf(const HandleFacts &Facts) {
  CalleeEffect Effect;
  Effect.AsksFirst = Facts.AsksFirst;
  Effect.Uses = Facts.Uses;
  Effect.Submits = Facts.Submits;
  Effect.Waits = Facts.Waits;
  Effect.Announces = Facts.Announces;
  Effect.Drops = Facts.Drops;
  Effect.Awaits = Facts.Awaits;
  for (const WayFacts &W : Facts.Ways)
    Effect.Outcomes.push_back(outcomeOf(W));
  return Effect;
}

MakerEffect makerOf(const HandleFacts &Facts, const Family &Owner) {
  MakerEffect Effect;
  Effect.Owner = &Owner;
  Effect.Slot = slotOf(Facts);
  for (const WayFacts &W : Facts.Ways)
    Effect.Outcomes.push_back(outcomeOf(W));
  return Effect;
}

/// `when: [{arg: 1, in: 1}]`
struct ArgumentFacts {
  unsigned Index = 0;
  ValueSet Values = ValueSet::any();
};

} // namespace poolguard

//===----------------------------------------------------------------------===//
// YAML
//===----------------------------------------------------------------------===//

LLVM_YAML_IS_SEQUENCE_VECTOR(poolguard::WayFacts)
LLVM_YAML_IS_SEQUENCE_VECTOR(poolguard::HandleFacts)
LLVM_YAML_IS_DOCUMENT_LIST_VECTOR(poolguard::SummaryFacts)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(poolguard::ArgumentFacts)

namespace llvm {
namespace yaml {

using namespace poolguard;

template <> struct ScalarEnumerationTraits<Role> {
  static void enumeration(IO &IO, Role &R) {
    IO.enumCase(R, "acquire", Role::Acquire);
    IO.enumCase(R, "release", Role::Release);
    IO.enumCase(R, "borrow", Role::Borrow);
    IO.enumCase(R, "take", Role::Take);
  }
};

template <> struct ScalarEnumerationTraits<ReleaseMode> {
  static void enumeration(IO &IO, ReleaseMode &M) {
    IO.enumCase(M, "close", ReleaseMode::Close);
    IO.enumCase(M, "terminate", ReleaseMode::Terminate);
    IO.enumCase(M, "detach", ReleaseMode::Detach);
  }
};

template <> struct ScalarTraits<ValueSet> {
  static void output(const ValueSet &V, void *, raw_ostream &OS) {
    V.print(OS);
  }
  static StringRef input(StringRef Text, void *, ValueSet &V) {
    return parseValueSet(Text, V).empty() ? "" : "not a set of integers";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::Single; }
};

template <> struct ScalarTraits<HandleSlot> {
  static void output(const HandleSlot &S, void *, raw_ostream &OS) {
    if (S.Where == HandleSlot::Return)
      OS << "return";
    else if (S.Where == HandleSlot::This)
      OS << "this";
    else
      OS << (S.Where == HandleSlot::Pointee ? "out" : "arg") << S.Index;
  }
  static StringRef input(StringRef Text, void *, HandleSlot &S) {
    S = HandleSlot();
    if (Text == "return")
      return "";
    S.Where = Text == "this"              ? HandleSlot::This
              : Text.consume_front("out") ? HandleSlot::Pointee
                                          : HandleSlot::Argument;
    if (S.Where == HandleSlot::This)
      return "";
    Text.consume_front("arg");
    return Text.getAsInteger(10, S.Index)
               ? "expected return, this, argN or outN"
               : "";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct MappingTraits<ArgumentFacts> {
  static void mapping(IO &IO, ArgumentFacts &A) {
    IO.mapRequired("arg", A.Index);
    IO.mapRequired("in", A.Values);
  }
  static const bool flow = true;
};

template <> struct MappingTraits<WayFacts> {
  struct Arguments {
    std::vector<ArgumentFacts> All;
    Arguments(IO &) {}
    Arguments(IO &, std::vector<std::pair<unsigned, ValueSet>> &Pairs) {
      for (auto &[Index, Values] : Pairs)
        All.push_back({Index, Values});
    }
    std::vector<std::pair<unsigned, ValueSet>> denormalize(IO &) {
      std::vector<std::pair<unsigned, ValueSet>> Pairs;
      for (const ArgumentFacts &A : All)
        Pairs.push_back({A.Index, A.Values});
      return Pairs;
    }
  };
  static void mapping(IO &IO, WayFacts &W) {
    IO.mapRequired("does", W.Does);
    IO.mapOptional("mode", W.Mode, ReleaseMode::Close);
    IO.mapOptional("result", W.Result, ValueSet::any());
    IO.mapOptional("leaves", W.Handle, ValueSet::any());
    IO.mapOptional("returns-handle", W.ReturnsHandle, false);
    IO.mapOptional("keeps-handle", W.KeepsHandle, true);
    IO.mapOptional("throws", W.Throws, false);
    MappingNormalization<Arguments, std::vector<std::pair<unsigned, ValueSet>>>
        When(IO, W.When);
    IO.mapOptional("when", When->All);
    MappingNormalization<Arguments, std::vector<std::pair<unsigned, ValueSet>>>
        Left(IO, W.Left);
    IO.mapOptional("sets", Left->All);
  }
};

template <> struct MappingTraits<HandleFacts> {
  static void mapping(IO &IO, HandleFacts &H) {
    IO.mapRequired("handle", H.Slot);
    IO.mapOptional("family", H.Family, std::string());
    IO.mapOptional("asks-first", H.AsksFirst, false);
    IO.mapOptional("uses", H.Uses, false);
    IO.mapOptional("submits", H.Submits, false);
    IO.mapOptional("waits", H.Waits, false);
    IO.mapOptional("announces", H.Announces, false);
    IO.mapOptional("drops", H.Drops, false);
    IO.mapOptional("awaits", H.Awaits, false);
    IO.mapOptional("ways", H.Ways);
  }
};

template <> struct MappingTraits<SummaryFacts> {
  static void mapping(IO &IO, SummaryFacts &S) {
    IO.mapRequired("function", S.USR);
    IO.mapOptional("never-returns", S.NeverReturns, false);
    IO.mapOptional("handles", S.Handles);
  }
};

} // namespace yaml
} // namespace llvm

namespace poolguard {

void printFacts(ArrayRef<SummaryFacts> All, raw_ostream &OS) {
  std::vector<SummaryFacts> Documents = All.vec();
  yaml::Output Out(OS, nullptr, /*WrapColumn=*/0);
  Out << Documents;
}

std::optional<std::vector<SummaryFacts>> readFacts(StringRef Text,
                                                   std::string &Error) {
  std::vector<SummaryFacts> All;
  auto Keep = [](const SMDiagnostic &D, void *Into) {
    *static_cast<std::string *>(Into) =
        ("line " + Twine(D.getLineNo()) + ": " + D.getMessage()).str();
  };
  yaml::Input In(Text, nullptr, Keep, &Error);
  In >> All;
  if (In.error())
    return std::nullopt;
  return All;
}

} // namespace poolguard
