//===-- Model.h - What a pool family is, as the analysis sees it -*- C++ -*-==//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The compiled form of a model: immutable, checked, without a trace of YAML.
/// The vocabulary is described for users in docs/models.md.
///
//===----------------------------------------------------------------------===//

#ifndef POOLGUARD_CHECKS_CATALOG_MODEL_H
#define POOLGUARD_CHECKS_CATALOG_MODEL_H

#include "../flow/PoolFlowGraph.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace poolguard {

/// DESIGN's `kind`; Lease is one object taken out of a pool.
enum class PoolKind : uint8_t {
  ThreadPool,
  ProcessPool,
  ConnectionPool,
  Connection, ///< A single one, to be given back or closed.
  MemoryPool,
  ObjectPool,
  WorkQueue,
  WorkerThread,
  Process,
  Runtime, ///< A context or a codec that owns threads.
  IoQueue,
  Lease,
};

/// "thread pool", "worker thread", ...: the words diagnostics use.
llvm::StringRef kindName(PoolKind K);

/// Where a call carries a handle.
struct HandleSlot {
  enum Kind : uint8_t {
    Return,   ///< The call's value.
    Argument, ///< Argument Index, by value (or a reference to the object).
    Pointee,  ///< What argument Index points to: `pthread_create(&t, ...)`.
    This,     ///< The object a method is called on or a constructor makes.
    Any,      ///< A release: whichever the call picks, `wait(&status)`.
  } Where = Return;
  unsigned Index = 0;
};

/// A constant an argument or a result is compared with: an integer, or the
/// spelling of an enumerator or object-like macro (`TRUE`, `thrd_success`)
/// that the flow room resolves in the unit at hand.
struct ModelConstant {
  std::string Name; ///< Empty: Value counts.
  int64_t Value = 0;
};

/// When a call did what it is for: `the result R C`.
struct SuccessPredicate {
  enum Kind : uint8_t {
    Always,   ///< Cannot fail, aborts, or throws: a return means success.
    Compares, ///< The call's result R C. For a handle by return, the handle.
    NoErrorPointer, ///< Linux: the result is not one of -4095 .. -1.
    NoError,        ///< The call's argument Error was left null.
  } What = Always;
  Relation R = Relation::Ne;
  ModelConstant C;
};

/// Narrows a call to some argument values, e.g. only where argument 3 is TRUE.
struct ArgumentCondition {
  unsigned Index = 0;
  /// The argument is one of these constants, ...
  std::vector<ModelConstant> Values;
  /// ... or one of these string literals (PyObject_CallMethod's "Pool").
  std::vector<std::string> Strings;
  /// True: the entry counts unless the argument matches.
  bool Negated = false;
};

/// Which call is meant.
struct CallPattern {
  /// Qualified name without inline namespaces: `g_thread_pool_new`,
  /// `boost::asio::post`. For a method the class is the family's (Class) and
  /// this is the bare name. Empty for a constructor.
  std::string Name;
  enum Kind : uint8_t { Function, Method, Constructor } What = Function;
  /// Name is followed by some number: `x264_encoder_open_164`.
  bool Prefix = false;
  /// Qualified name of the class, for Method and Constructor.
  std::string Class;
  unsigned MinArgs = 0, MaxArgs = ~0u;
  std::vector<ArgumentCondition> Conditions;
};

/// What the call does with the handle.
enum class Role : uint8_t {
  Acquire,
  Release,
  Use,      ///< submit, wait, ...: an error after a release.
  Borrow,   ///< Takes a handle and keeps nothing; harmless at any time.
  Borrowed, ///< Returns a pool that somebody else owns: no obligation.
  Open,     ///< True while the handle is open: `t.joinable()`.
  Take,     ///< Keeps the handle: ownership goes to the callee.
};

enum class UseKind : uint8_t {
  Other,
  Submit,
  Wait,
  View, ///< Of a Borrow: what comes back stands for the pool, an executor.
};

/// One function's part in a family.
struct CallModel {
  CallPattern Pattern;
  Role What = Role::Use;
  HandleSlot Handle;
  /// Acquire and Release: when the call did it. Open: when the handle is open.
  SuccessPredicate Success;
  /// The call may throw instead.
  bool Throws = false;
  /// The macro that users write instead of the function: `apr_pool_create`.
  std::string Macro;

  // Acquire.
  /// The argument that names an owner of the new pool (APR's parent). With an
  /// owner that is not null the pool is not an obligation, unless asked for.
  std::optional<unsigned> Parent;

  /// The argument `GError **` or the like that is set exactly where the call
  /// fails (and was null before).
  std::optional<unsigned> Error;

  // Release.
  ReleaseMode Mode = ReleaseMode::Close;
  /// Mode by an argument: the first matching value wins, else Mode.
  std::optional<unsigned> ModeArgument;
  std::vector<std::pair<ModelConstant, ReleaseMode>> ModeValues;
  /// A null handle is fine (informative; the checks do not report null).
  bool NullSafe = false;
  /// Releasing is legal after these: all bits for an idempotent release.
  ReleaseModes LegalAfter = 0;
  /// The call sets the caller's handle to null (`av_buffer_pool_uninit(&p)`).
  bool SetsNull = false;
  /// Needed, but alone it does not end the obligation (asio's stop()).
  bool Final = true;
  /// The arguments as one writes them in a fix-it; `handle` is the pool,
  /// `null` a null pointer. Empty: the handle alone.
  std::vector<std::string> Written;

  // Release and Use.
  /// Functions one of which must have been called before (join needs close).
  std::vector<std::string> Needs;
  /// Acquire: where a visible function that the call is given calls none of
  /// these, what is made ends by itself.
  std::vector<std::string> Asks;

  // Use and Borrow.
  UseKind Use = UseKind::Other;
};

/// What the destructor of a class-typed handle does while open.
enum class DestructorKind : uint8_t {
  NoDestructor, ///< Plain handle: going out of scope does nothing.
  Releases,     ///< A scope guard.
  LosesWork,    ///< A scope guard that drops queued work (guard: partial).
  Leaks,        ///< The pool goes on without an owner.
  Terminates,   ///< std::terminate or abort.
};

/// One pool family.
struct Family {
  std::string Id;      ///< `glib-gthreadpool`.
  std::string Library; ///< `GLib`.
  PoolKind Kind = PoolKind::ThreadPool;
  /// Header suffixes, e.g. `glib.h`: callees declared in the same file as one
  /// of the family's functions borrow.
  std::vector<std::string> Headers;
  /// Functions so prefixed that no entry names borrow too: `g_thread_pool_`.
  std::vector<std::string> Prefixes;
  /// Qualified names of the classes whose objects are the handles, if any.
  std::vector<std::string> Classes;
  /// The type users write: `GThreadPool *`, `std::thread`.
  std::string HandleType;
  /// The types that a function's handle must have, by name: HandleType, if the
  /// model says it, and others beside it. Empty: any.
  std::vector<std::string> Types;
  DestructorKind Destructor = DestructorKind::NoDestructor;
  ReleaseMode DestructorMode = ReleaseMode::Close;
  /// Still open when the process ends in good order: report it?
  bool ReportAtProcessExit = false;
  std::vector<CallModel> Calls;
  /// How the pool is usually released, for messages: `g_thread_pool_free`.
  std::string Remedy;
  /// Where the facts come from.
  std::string Source;
  /// The model file; empty for a family that is made from declarations.
  std::string File;
  bool Builtin = false;
  /// Set: nobody described it. What it was guessed from.
  std::string GuessedFrom;
};

} // namespace poolguard

#endif // POOLGUARD_CHECKS_CATALOG_MODEL_H
