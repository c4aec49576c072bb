//===-- FunctionLowering.h - The lowering of one body -----------*- C++ -*-===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to the flow room. One class, its subjects in one file each: the
/// first line of each Lower*.cpp says which. The body is lowered twice: the
/// first round only makes all places, so that in the second, whatever touches a
/// place can touch those below it too.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_FLOW_FUNCTIONLOWERING_H
#define POOLGUARD_CHECKS_FLOW_FUNCTIONLOWERING_H

#include "LoweringState.h"
#include "Operand.h"
#include "OwnershipPolicy.h"
#include <functional>

namespace poolguard {

class FunctionLowering : LoweringBase, BodyNotes, InlineNotes {
public:
  FunctionLowering(const clang::FunctionDecl *F, clang::ASTContext &Context,
                   ModelMatcher &Models, CalleeEffects *Effects,
                   const LoweringOptions &Options, bool ForSummary);
  /// The body of \p F within that of \p Outer, on the object in \p This.
  FunctionLowering(const clang::FunctionDecl *F, FunctionLowering &Outer,
                   PlaceId This);

  /// The whole life of an object; see lowerLife.
  FunctionLowering(const ObjectLife &Life, clang::ASTContext &Context,
                   ModelMatcher &Models, CalleeEffects *Effects,
                   const LoweringOptions &Options);

  std::unique_ptr<LoweredFunction> run();

private:
  friend class AnswerLowering;
  friend class AtomicLowering;
  friend class ElementLowering;
  friend class MemoryPoolLowering;
  friend class ResultLowering;
  friend class WorkLowering;
  using Args = llvm::ArrayRef<const clang::Expr *>;

  // LowerBlocks.cpp
  /// Finds the body's tables. \returns false if no flow graph can be made.
  bool openBody();
  void numberLoops();
  void lowerBody();
  void lowerEntry();
  void addSlots();
  void addSlot(CalleeSlot::Kind Kind, unsigned Index,
               const clang::VarDecl *Captured, PlaceId P);
  /// \p P is the caller's, and a summary is being made of what becomes of it.
  bool isSlot(PlaceId P) const;
  void lowerBlock(const clang::CFGBlock &B);
  void lowerElement(const clang::CFGElement &E);
  void lowerTerminator(const clang::CFGBlock &B);
  void lowerSwitch(const clang::CFGBlock &B, const clang::SwitchStmt *S);
  void lowerExit(const clang::CFGBlock &B);
  /// Leaves CFG block \p From for \p To, with what happens on that edge.
  void leaveFor(const clang::CFGBlock &From, const clang::CFGBlock &To);
  unsigned origin(Origin O);
  unsigned origin(const clang::Stmt *S);
  void emit(Event E);
  void emit(EventKind K, PlaceId Dst, PlaceId Src = None);
  BlockId newBlock(unsigned Origin = None);
  void jump(BlockId To);
  /// Ends the current block in a choice of alternatives that all go on in one
  /// new block: the current one afterwards.
  void choose(llvm::ArrayRef<std::function<void()>> Alternatives);

  // LowerLoops.cpp
  void recordLoops();
  void finishLoops(const clang::CFGBlock &From, const clang::CFGBlock &To,
                   const clang::Expr *Condition);
  void enterLoops(const clang::CFGBlock &From, const clang::CFGBlock &To);
  void beginLoop(LoopId L);
  void bindAtHeader(LoopId L);
  void bind(LoopId L, PlaceId Element, const clang::ValueDecl *V);
  /// Something that can end \p L asks \p V itself.
  bool hasIndexTest(LoopId L, const clang::ValueDecl *V);
  bool canLeave(LoopId L, const clang::CFGBlock &B) const;
  /// What others can change may differ in the next round; else a loop that
  /// waits for it would never end.
  void forgetAtBackEdge(LoopId L);
  const llvm::SmallVector<PlaceId, 2> &waitedFor(LoopId L);
  /// The index variable's step in the path of \p P, or None.
  PlaceId indexStep(PlaceId P) const;
  /// Within a loop that releases what it visits, what else is asked of the
  /// element may be what tells the ones to release.
  void forgiveElements(const clang::CFGBlock &B, const clang::Expr *Condition,
                       const ConditionTree &Tree);
  void noteLoopAccess(PlaceId P, unsigned How);
  bool visits(LoopId Loop, PlaceId Element) const;

  // LowerExpressions.cpp
  Operand operandOf(const clang::Expr *E);
  PlaceId placeOf(const clang::Expr *E);
  Operand operandOfUnary(const clang::UnaryOperator *U);
  Operand operandOfBinary(const clang::BinaryOperator *B);
  Operand operandOfCall(const clang::CallExpr *C);
  Operand memberOf(const clang::MemberExpr *M);
  Operand dereference(const Operand &Pointer, clang::QualType Pointee);
  PlaceId elementOf(PlaceId Container, const clang::Expr *Index,
                    clang::QualType T);
  PlaceId variablePlace(const clang::VarDecl *V);
  /// The element a variable that walks a container stands at, or None.
  PlaceId walkedElement(const clang::Expr *Iterator);
  /// The place of the object a handle class's method is called on.
  PlaceId objectPlace(const clang::Expr *Object);
  bool isHandleLike(clang::QualType T) const;
  bool isElementsPlace(PlaceId P) const;

  // LowerConditions.cpp
  ConditionTree conditionOf(const clang::Expr *E);
  ConditionTree truthOf(const Operand &O, const clang::Expr *E);
  ConditionTree compare(const clang::BinaryOperator *B);
  ConditionTree opaque(const clang::Expr *E);
  ConditionTree remembered(const clang::Expr *Core,
                           const llvm::FoldingSetNodeID &ID);
  /// Compares two values neither of which is a constant.
  ConditionTree compareUnknown(const clang::BinaryOperator *B, Relation R);
  static ConditionTree openCondition(PlaceId P, bool Truth);
  PlaceId comparesWithNothing(const clang::Expr *L, const clang::Expr *R);
  bool asksWhetherOpen(const clang::CallExpr *C);
  /// Ends the current block with a branch on \p T.
  void branch(const ConditionTree &T, BlockId IfTrue, BlockId IfFalse);
  void assume(const ConditionTree &Leaf, bool Truth);
  void assumeFact(const ConditionTree &Leaf, bool Truth);
  bool isStable(const clang::Expr *E) const;
  bool isCorrelated(PlaceId Condition) const;
  /// The condition a block with two ways out decides, or null.
  static const clang::Expr *branchCondition(const clang::CFGBlock &B);

  // LowerTruthValues.cpp
  /// On the way to \p To, where the ways of a `&&` or `||` meet: its value is
  /// \p Truth; if there is none, that of its last operand.
  void joinLogical(const clang::CFGBlock &To, std::optional<bool> Truth);
  /// Adds \p Step to a member that may be a small count.
  void countMember(PlaceId P, int64_t Step);
  /// Others may have the object whose references \p S counts down.
  void shareCounted(const clang::Stmt *S);
  /// `ok &= ...`, `failed |= ...`; \returns false if it is about bits.
  bool lowerTruthCompound(const clang::BinaryOperator *B, PlaceId Dst);

  // LowerPredicates.cpp
  /// What \p E answers, as a condition on what is here; if it is known.
  std::optional<ConditionTree> answerIn(const clang::Expr *E);
  std::optional<ConditionTree> answerOfCall(const clang::CallExpr *C);
  std::optional<ConditionTree> answerOfObject(const clang::CXXConstructExpr *C);
  std::optional<ConditionTree> answerOfTest(const clang::CallExpr *C);
  std::optional<ConditionTree> askedOf(const clang::FunctionDecl *Body, Args A,
                                       const clang::Expr *Question, bool Same);
  /// Remembers in \p P what the object made there answers.
  void keepAnswer(const clang::VarDecl *V, PlaceId P);

  // LowerStatements.cpp
  void lowerStatement(const clang::Stmt *S);
  void lowerReturn(const clang::ReturnStmt *R);
  /// A coroutine leaves for a while or for good.
  void lowerSuspension(const clang::Stmt *S);
  void passOnArm(const clang::Stmt *S);
  /// Handles that flow into a value we do not follow are not ours any more.
  void sink(const clang::Expr *E);

  // LowerAssignments.cpp
  void lowerDeclaration(const clang::VarDecl *V);
  void lowerAssignment(const clang::BinaryOperator *B);
  void lowerIncrement(const clang::UnaryOperator *U);
  void lowerCompound(const clang::BinaryOperator *B, PlaceId Dst);
  /// Adds \p Step to a variable of few known values, each value by itself.
  bool countOn(const clang::VarDecl *V, PlaceId P, int64_t Step);
  void initialise(PlaceId Dst, clang::QualType T, const clang::Expr *Init);
  void initialiseFromList(PlaceId Dst, clang::QualType T,
                          const clang::InitListExpr *List);
  /// Dst := what \p Value denotes.
  void assign(PlaceId Dst, clang::QualType T, const clang::Expr *Value);
  void assignOperand(PlaceId Dst, const Operand &O, const clang::Expr *Value);

  // LowerEffects.cpp
  void set(PlaceId P, ValueSet V);
  void havoc(PlaceId P) { set(P, ValueSet::any()); }
  void copy(PlaceId Dst, PlaceId Src);
  void move(PlaceId Dst, PlaceId Src);
  void swap(PlaceId A, PlaceId B);
  void escape(PlaceId P);
  void escapeBelow(PlaceId P);
  void emitEscape(PlaceId P);
  void release(PlaceId P, ReleaseMode M, ReleaseModes LegalAfter);
  void use(PlaceId P);
  void destroy(PlaceId P);
  void insert(PlaceId Collection, PlaceId P);
  /// What is written to a variable makes remembered conditions stale.
  void forgetConditionsOn(const clang::Decl *D);
  void nameSites(PlaceId Dst, PlaceId Src);
  bool isNameless(PlaceId P) const;
  /// What lies below \p Dst is not what was there before.
  void forgetBelow(PlaceId Dst);
  /// Carries (copies or moves) what lies below \p Src to below \p Dst.
  void carryBelow(PlaceId Dst, PlaceId Src,
                  void (FunctionLowering::*Carry)(PlaceId, PlaceId));
  void nameTemporary(PlaceId Temporary, llvm::StringRef Name);
  void escapeOtherElements(PlaceId P);
  /// \p Dst, which something releases, may be any element: whichever it was.
  void noteTakenOut(PlaceId Dst, PlaceId Src);
  /// What \p Pointer points to was allocated here, and goes with it.
  bool isOwnMemory(PlaceId Pointer) const;
  /// Not in a variable or memory of the function's own.
  bool isOutside(PlaceId P) const;
  /// \p Dst becomes what is in \p Src: fresh memory, or what others know.
  void noteMemory(PlaceId Dst, PlaceId Src);
  /// Somebody keeps a reference to \p P and may release what is or comes there.
  void retain(PlaceId P);
  PlaceId retainedFlag(PlaceId P);
  /// Something was written to where \p Dst lives: hand on what outlives us.
  void settle(PlaceId Dst);
  void assumeReachable(PlaceId P);
  // LowerCalls.cpp
  void lowerCall(const clang::CallExpr *C);
  void lowerCallee(const clang::CallExpr *C, FunctionLowering *Inlined);
  void passArgument(const clang::CallExpr *C, const clang::FunctionDecl *F,
                    unsigned Index, const clang::Expr *Arg);
  void passAddress(const clang::FunctionDecl *F, unsigned Index, PlaceId P);
  void passArguments(const clang::CallExpr *C,
                     const clang::FunctionDecl *Callee);
  /// What a method does to \p Object, and any callee to what others see.
  void passObject(const clang::CallExpr *C, const clang::FunctionDecl *Callee,
                  const clang::Expr *Object);
  void externalsMayChange();
  // LowerModels.cpp
  bool lowerModelled(const clang::Expr *Call, const clang::FunctionDecl *Callee,
                     Args A, const clang::Expr *Object);
  void passOtherArguments(const clang::FunctionDecl *Callee, Args A,
                          llvm::ArrayRef<CallEntry> Entries);
  /// \p Thread, if not null, is the type of the handles of \p Owner.
  void giveToThread(PlaceId Data, const Family &Owner, clang::QualType Thread);
  void lowerAcquire(const clang::Expr *Call, const CallEntry &E, Args A,
                    const clang::Expr *Object);
  /// The value of \p Call goes straight into another call.
  bool isPassedOn(const clang::Expr *Call) const;
  void lowerRelease(const clang::Expr *Call, const CallEntry &E, Args A,
                    const clang::Expr *Object);
  PlaceId slotPlace(const HandleSlot &Slot, const clang::Expr *Call, Args A,
                    const clang::Expr *Object);
  void construct(SiteId Site, PlaceId Dst, ValueSet V, const clang::Expr *Call);
  SiteId siteFor(const clang::Expr *Construction, const Family &F,
                 clang::QualType HandleType, bool Obligation = true);
  bool isNullFromTheStart(const clang::Expr *E);
  PlaceId errorPlace(const clang::Expr *Arg);
  /// The thread made by a call with these arguments needs no join.
  bool mayBeDetached(Args A);
  SiteId priorSite(PlaceId P, const Family *Owner);
  // LowerVisible.cpp
  /// Applies what the callee does to the handle in \p Slot; if it is known.
  bool lowerVisible(const clang::CallExpr *C, const clang::FunctionDecl *F,
                    const CalleeSlot &Slot, PlaceId Handle);
  void assumeParameters(const clang::CallExpr *C, const CalleeOutcome &O);
  /// For a summary: a pool nobody touches, which tells how the body ends.
  void addEndingSlot();
  /// That the visible callee of \p C throws, or does not, tells of its
  /// arguments.
  void assumeEnding(const clang::CallExpr *C);
  /// New pools a visible callee hands over.
  void lowerMaker(const clang::CallExpr *C, const clang::FunctionDecl *F);
  bool passVisible(const clang::CallExpr *C, const clang::FunctionDecl *F,
                   unsigned Index, const Operand &O);
  // LowerInline.cpp
  /// The body to inline for a call of \p Callee, or null.
  const clang::FunctionDecl *
  inlinableBody(const clang::FunctionDecl *Callee) const;
  /// The class of the object in \p Object, if that is certain.
  const clang::CXXRecordDecl *dynamicClass(PlaceId Object) const;
  /// What a call of \p Method runs, or null.
  const clang::CXXMethodDecl *calledMethod(const clang::CXXMethodDecl *Method,
                                           PlaceId Object,
                                           bool Qualified) const;
  static bool isClosure(clang::QualType T);
  bool isLibraryCode(const clang::FunctionDecl *Body) const;
  bool hasStructuredArgument(Args A);
  /// \p C returns a structure that its callee may put pools into.
  bool makesParts(const clang::CallExpr *C) const;
  /// The member of \p Closure that holds \p V (null: `this`), or null.
  static const clang::FieldDecl *
  fieldOfCapture(const clang::CXXRecordDecl *Closure, const clang::VarDecl *V);
  PlaceId thisPlace(clang::QualType T);
  /// The body around this one whose variable \p V is, or null.
  const FunctionLowering *homeOf(const clang::VarDecl *V) const;
  bool isFresh(const clang::VarDecl *V) const;
  bool isOwnVariable(const PlaceInfo &Root) const;
  /// Where an inlined lambda finds a variable that it captured, or None.
  PlaceId capturedPlace(const clang::VarDecl *V);
  /// What the member in \p Pointer points or refers to, or None.
  PlaceId targetOf(PlaceId Pointer) const;
  /// Remembers that; \returns false if somebody else has to be told instead.
  bool recordTarget(PlaceId Pointer, PlaceId Target);
  void carryTarget(PlaceId Dst, PlaceId Src);
  /// Where the object is that \p C makes.
  PlaceId constructedPlace(const clang::CXXConstructExpr *C);
  FunctionLowering *frameFor(const void *Call, const clang::FunctionDecl *Body,
                             PlaceId This);
  void bindParameter(FunctionLowering &Inner, const clang::ParmVarDecl *P,
                     const clang::Expr *Arg);
  void enter(FunctionLowering &Inner);
  void noteLocals(unsigned Before);
  void forgetLocals();
  /// An exception leaves the inlined body.
  void leaveInlined(const ThrownTypes &What);
  void returnToCaller(const clang::Expr *Value);
  void noteReturned(const Operand &O);
  /// The same question, asked again, has the same answer.
  void rememberAnswer(const clang::CallExpr *C);
  bool isUnwinding() const;
  /// The body to lower in the place of \p C, or null.
  FunctionLowering *inlinedFor(const clang::CallExpr *C);
  FunctionLowering *inlinedFor(const clang::CXXConstructExpr *C);
  void inlineCall(const clang::CallExpr *C, FunctionLowering &Inner);
  void inlineConstructor(const clang::CXXConstructExpr *C,
                         FunctionLowering &Inner);
  bool inlineDestructor(const clang::CXXDestructorDecl *D, PlaceId This);
  /// `std::make_unique<Made>(...)`; \returns false if that is not followed.
  bool makeUnique(const clang::CallExpr *C, clang::QualType Made);
  // LowerLife.cpp
  void initialiseMembers();
  void lowerRestOfLife();
  void lowerExtras();
  void lowerInitializer(const clang::CXXCtorInitializer *I);
  void bindMember(PlaceId Member, const clang::Expr *Init);
  // LowerLambdas.cpp
  void lowerLambda(const clang::LambdaExpr *L);
  /// `^{ ... }`
  void lowerBlockLiteral(const clang::BlockExpr *B);
  bool isOnlyCalled(const clang::LambdaExpr *L);
  /// Nothing is done with \p V but calling it.
  bool isOnlyCalled(const clang::VarDecl *V) const;
  /// The member of the closure that holds \p V (null: `this`), or None.
  PlaceId captureField(const clang::LambdaExpr *L, const clang::VarDecl *V);
  void capture(const clang::LambdaExpr *L, const clang::LambdaCapture &C,
               const clang::VarDecl *V, PlaceId P);
  void captureValue(const clang::LambdaExpr *L, const clang::VarDecl *V,
                    const clang::Expr *Init);
  /// A call of a lambda this function made: what it does to its captures.
  void callLambda(const clang::CallExpr *C, const clang::FunctionDecl *F);
  /// Nothing in a lambda's \p Body releases or keeps the captured \p V.
  bool onlyBorrows(const clang::Stmt *Body, const clang::VarDecl *V);
  // LowerObjects.cpp
  void lowerConstruct(const clang::CXXConstructExpr *C);
  void lowerCopyConstruct(const clang::CXXConstructExpr *C, PlaceId Dst);
  void lowerNew(const clang::CXXNewExpr *N);
  /// `new (Memory) T`: the object lives in somebody's memory.
  void putInto(const clang::Expr *Memory, PlaceId Object);
  void lowerDelete(const clang::CXXDeleteExpr *D);
  void lowerDestructor(PlaceId P, clang::QualType T);
  /// The destructor of \p R, then its members' and bases'.
  void destroyRecord(PlaceId P, const clang::CXXRecordDecl *R);
  void lowerVariableEnd(const clang::VarDecl *V);
  /// `delete` of a pointer to a \p T that stands in \p P.
  void destroyPointee(PlaceId P, clang::QualType T);
  void releaseByDestructor(PlaceId P, const Family *F);
  /// The deleter of the smart pointer \p Owner does anything to what it gets.
  bool deleterReleases(PlaceId Owner, clang::QualType Deleter,
                       ReleaseMode &Mode);
  /// The body of the cleanup function \p Callee of the variable in \p P.
  bool inlineCleanup(const clang::VarDecl *V, const clang::FunctionDecl *Callee,
                     PlaceId P);
  void lowerCleanup(const clang::VarDecl *V);
  void destroyElements(PlaceId Container, clang::QualType Element);

  // LowerCallables.cpp
  /// What a call of \p Callable certainly runs, or null.
  const clang::FunctionDecl *callableTarget(const clang::Expr *Callable);
  /// Whether calling \p Callable with a handle releases it; if it is known.
  std::optional<bool> callableReleases(const clang::Expr *Callable,
                                       ReleaseMode &Mode);
  /// A library function runs a callable here and now; if it is known which.
  bool lowerInvocation(const clang::CallExpr *C);
  /// What such a call does that an exception leaves.
  bool passToThrowingCallable(const clang::CallExpr *C);
  bool lowerAsync(const clang::CallExpr *C);
  bool lowerForEach(const clang::CallExpr *C);
  // LowerLibrary.cpp
  bool lowerLibraryCall(const clang::CallExpr *C,
                        const clang::FunctionDecl *Callee);
  bool lowerMethod(const clang::CXXMemberCallExpr *C);
  void lowerSequenceMethod(const clang::CXXMemberCallExpr *C, PlaceId P,
                           llvm::StringRef Name);
  void lowerOwnerMethod(const clang::CXXMemberCallExpr *C, PlaceId P,
                        llvm::StringRef Name);
  bool lowerFreeFunction(const clang::CallExpr *C, llvm::StringRef Name,
                         bool InStd);
  bool lowerSequenceConstruct(const clang::CXXConstructExpr *C, PlaceId Dst);
  bool lowerLibraryConstruct(const clang::CXXConstructExpr *C, PlaceId Dst);
  /// A constructor of \p Class with these arguments makes a pool.
  const Family *constructs(clang::QualType Class, Args A);
  void addElement(const clang::Expr *Call, PlaceId Container,
                  clang::QualType Element, Args A, bool Emplace);
  void assignObject(PlaceId Dst, clang::QualType T, const clang::Expr *Value);

  // LowerTuples.cpp
  /// Part \p N of the pair or tuple in \p Whole, or None.
  PlaceId partOf(PlaceId Whole, clang::QualType T, unsigned N);
  /// `get<1>(t)`: the part meant, or None.
  PlaceId gottenPart(const clang::CallExpr *C);
  /// Makes \p Dst a \p T of the parts \p A; \returns false if it is not.
  bool makeTuple(PlaceId Dst, clang::QualType T, Args A);
  /// A copy of the \p T in \p Src holds the same thread: the last one counts.
  bool copyShared(PlaceId Dst, PlaceId Src, clang::QualType T);
  /// The end of one that may be shared; \returns false of others.
  bool dropShared(PlaceId P, clang::QualType T);

  // LowerOptional.cpp
  /// Makes \p Dst, an optional of type \p T, hold what \p A is.
  void fillOptional(PlaceId Dst, clang::QualType T, Args A);
  /// The end of the optional in \p P: of what is in it, if anything is.
  void destroyOptional(PlaceId P, clang::QualType Inner);
  /// \p C is `o.value()`, which throws where there is none.
  bool throwsIfEmpty(const clang::CXXMemberCallExpr *C);
  void lowerOptionalConstruct(const clang::CXXConstructExpr *C, PlaceId Dst);
  void lowerOptionalMethod(const clang::CXXMemberCallExpr *C, PlaceId P,
                           llvm::StringRef Name);
  // LowerExceptions.cpp
  void lowerThrow(const clang::CXXThrowExpr *T);
  /// Forks where evaluating \p E may throw: one way goes on, the other does
  /// what \p Throwing says and raises.
  /// \returns whether it may.
  bool mayRaise(const clang::Expr *E, llvm::function_ref<void()> Throwing);
  /// An exception may leave this function; else it ends the process.
  bool mayLeave() const;
  /// What of \p What a handler around scope \p From may catch.
  ThrownTypes caughtWithin(unsigned From, ThrownTypes What);
  /// Ends the current block: an exception is raised at \p At.
  void raiseAt(const clang::Stmt *At, const ThrownTypes &What);
  /// What \p What passes on its way out of scope \p From.
  void unwind(unsigned From, ThrownTypes What);
  void undo(const Scope &S);
  void undoMember(const clang::CXXCtorInitializer &Init);
  /// Leads to the handlers that can take \p What, and leaves what passes them.
  void askHandlers(const clang::CXXTryStmt &Try, ThrownTypes &What);
  /// Ends the current block: an exception leaves the function.
  void leaveByException(const ThrownTypes &What);
  /// What \p E puts into a temporary may be in it when something throws.
  void noteTemporary(const Event &E);
  void dropTemporaries(const clang::Stmt *Around);
  /// What the throwing alternative of a call does to what it is passed.
  void passToThrowing(const clang::CallExpr *C);
  void passToThrowing(const clang::CXXConstructExpr *C);
  /// A member of the object under construction: still this function's.
  bool isUnderConstruction(PlaceId P) const;
  /// A lambda that captures the object under construction.
  void captureThis(const clang::LambdaExpr *L);
  /// \p L is what a thread that is made here runs.
  bool runsInThread(const clang::LambdaExpr *L);
  /// The normal end of a constructor: its members are the object's.
  void finishConstruction();
  /// \p From ends a handler that throws again by itself: that of a function
  /// `try` block of a constructor or destructor.
  bool rethrowsAtEnd(const clang::CFGBlock &From) const;

  const clang::FunctionDecl *F;
  clang::ASTContext &Context;
  ModelMatcher &Models;
  CalleeEffects *Effects;
  LoweringOptions Options;
  bool ForSummary;

  BodyTables *Tables = nullptr;
  const BodyFacts &facts() const { return *Tables->Facts; }
  const clang::CFG &cfg() const { return *Tables->Graph; }
  const clang::ParentMap &parents() const { return *Tables->Parents; }
  const LoopTable &loops() const { return *Tables->Loops; }
  const ScopeTable &scopes() { return Tables->scopes(); }
  /// The graph's numbers of this body's loops begin here.
  LoopId FirstLoop = 0;

  // Within another body; see LowerInline.cpp.
  FunctionLowering *Outer = nullptr;
  PlaceId ThisPlace = None; ///< Null: the function's own `this`.
  unsigned Frame = 0, Depth = 0, InstanceNumber = 0;
  const ObjectLife *Life = nullptr;
  BlockId AfterFirst = None; ///< Where the first body of a life ends.

  bool FirstRound = true; ///< Events go nowhere that lasts.
  BlockId Current = 0;
  std::vector<BlockId> BlockStart; ///< By CFG block id.
  const clang::CFGBlock *CurrentCFGBlock = nullptr;

  /// Null where exceptions are not followed.
  ThrowAnalysis *Throws = nullptr;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_FLOW_FUNCTIONLOWERING_H
