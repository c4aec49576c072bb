//===-- PoolNames.cpp -----------------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PoolNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <vector>

using namespace llvm;

namespace poolguard {

SmallVector<std::string, 4> wordsOf(StringRef Name) {
  SmallVector<std::string, 4> Words;
  std::string Current;
  for (size_t I = 0; I <= Name.size(); ++I) {
    char C = I < Name.size() ? Name[I] : '_';
    bool Break =
        !isAlpha(C) || (isUpper(C) && I &&
                        (isLower(Name[I - 1]) ||
                         (I + 1 < Name.size() && isLower(Name[I + 1]))));
    if (Break && !Current.empty())
      Words.push_back(std::exchange(Current, {}));
    if (isAlpha(C))
      Current.push_back(toLower(C));
  }
  return Words;
}

/// `pool`, and run together: `threadpool`, `wpool`.
static bool isPoolWord(StringRef Word) {
  Word.consume_back("s");
  return Word.ends_with("pool") && !Word.ends_with("spool") &&
         !Word.ends_with("rlpool") && !Word.ends_with("rpool");
}

static bool isWorkWord(StringRef Word) {
  Word.consume_back("s");
  return Word == "work" || Word == "task" || Word == "job";
}

bool speaksOfPool(StringRef Name) {
  SmallVector<std::string, 4> Words = wordsOf(Name);
  for (size_t I = 0; I < Words.size(); ++I) {
    StringRef Word = Words[I];
    if (isPoolWord(Word))
      return true;
    Word.consume_back("s");
    if (Word == "executor" || Word == "worker" || Word.ends_with("thread"))
      return true;
    // A queue of work, not one of messages.
    if (Word.consume_back("queue") &&
        (Word.empty() ? I && isWorkWord(Words[I - 1]) : isWorkWord(Word)))
      return true;
  }
  return false;
}

static const std::pair<PoolKind, std::vector<StringRef>> KindWords[] = {
    {PoolKind::ConnectionPool,
     {"connection", "conn", "connexion", "session", "channel", "socket",
      "client", "db", "database"}},
    {PoolKind::ProcessPool, {"proc", "process", "processe", "fork"}},
    {PoolKind::MemoryPool,
     {"mem", "memory", "buffer", "buf", "arena", "slab", "chunk", "page"}},
    {PoolKind::ObjectPool, {"object", "obj", "string", "resource", "entity"}}};

PoolKind poolKindOf(StringRef Name) {
  bool Pool = false, Queue = false, Thread = false;
  for (StringRef Word : wordsOf(Name)) {
    Pool |= isPoolWord(Word) || Word.starts_with("executor");
    Word.consume_back("s");
    Word.consume_back("pool");
    Thread |= Word == "worker" || Word.ends_with("thread");
    Queue |= Word.ends_with("queue");
    auto Kind = llvm::find_if(KindWords, [&](const auto &Entry) {
      return is_contained(Entry.second, Word);
    });
    if (Kind != std::end(KindWords))
      return Kind->first;
  }
  if (Pool || !(Queue || Thread))
    return PoolKind::ThreadPool;
  return Queue ? PoolKind::WorkQueue : PoolKind::WorkerThread;
}

bool isPoolClassName(StringRef Name) {
  SmallVector<std::string, 4> Words = wordsOf(Name);
  // `pool_t`, `ThreadPoolImpl`.
  while (Words.size() > 1 && (Words.back() == "t" || Words.back() == "impl"))
    Words.pop_back();
  if (Words.empty())
    return false;
  StringRef Last = Words.back();
  return isPoolWord(Last) || Last == "executor" || Last == "workers";
}

/// What may stand beside a method's verb: `stopAllWorkers`, not `closeIdle`.
static const StringRef WholePool[] = {
    "all",     "and",      "pool", "worker",     "workers",  "thread",
    "threads", "executor", "wait", "gracefully", "graceful", "completely"};

std::optional<ReleaseMode> releaseByName(StringRef Method) {
  static const StringRef Closing[] = {"close",   "shutdown", "stop",
                                      "join",    "finish",   "dispose",
                                      "destroy", "teardown", "finalize"};
  static const StringRef Terminating[] = {"terminate", "kill", "abort", "halt"};
  SmallVector<std::string, 4> Words = wordsOf(Method);
  bool Closes = false, Terminates = false;
  for (size_t I = 0; I < Words.size(); ++I) {
    StringRef Word = Words[I];
    bool Down = I + 1 < Words.size() && Words[I + 1] == "down";
    if (Down && (Word == "shut" || Word == "tear")) {
      Closes = true;
      ++I;
    } else if (is_contained(Closing, Word) ||
               (Word.consume_back("all") && is_contained(Closing, Word))) {
      Closes = true;
    } else if (is_contained(Terminating, Word)) {
      Terminates = true;
    } else if ((Word == "now" || Word == "immediately") && I) {
      Terminates |= Closes;
    } else if (!is_contained(WholePool, StringRef(Words[I]))) {
      return std::nullopt;
    }
  }
  if (Terminates)
    return ReleaseMode::Terminate;
  return Closes ? std::optional(ReleaseMode::Close) : std::nullopt;
}

bool isSubmitName(StringRef Method) {
  static const StringRef Verbs[] = {
      "submit", "post", "execute", "enqueue", "dispatch", "schedule", "async"};
  SmallVector<std::string, 4> Words = wordsOf(Method);
  return !Words.empty() && is_contained(Verbs, StringRef(Words.front()));
}

std::optional<bool> openByName(StringRef Method) {
  static const StringRef Open[] = {"running", "open",  "opened",  "alive",
                                   "active",  "valid", "started", "joinable"};
  static const StringRef Closed[] = {"closed",     "stopped", "shutdown",
                                     "terminated", "down",    "joined",
                                     "finished",   "stopping"};
  SmallVector<std::string, 4> Words = wordsOf(Method);
  bool Asks =
      Words.size() > 1 && (Words.front() == "is" || Words.front() == "has" ||
                           Words.front() == "was");
  if (Words.empty() || Words.size() > (Asks ? 3 : 1))
    return std::nullopt;
  if (is_contained(Open, StringRef(Words.back())))
    return true;
  if (is_contained(Closed, StringRef(Words.back())))
    return false;
  return std::nullopt;
}

/// One of \p Verbs, and beside it nothing but the pool and its workers.
static bool actsOnWholePool(StringRef Method, ArrayRef<StringRef> Verbs) {
  SmallVector<std::string, 4> Words = wordsOf(Method);
  return !Words.empty() && is_contained(Verbs, StringRef(Words.front())) &&
         all_of(drop_begin(Words), [](StringRef Word) {
           return Word == "up" || is_contained(WholePool, Word);
         });
}

bool isStartName(StringRef Method) {
  return actsOnWholePool(Method, {"start", "startup", "open", "launch", "init",
                                  "initialize", "initialise", "setup"});
}

bool isReopenName(StringRef Method) {
  return isStartName(Method) ||
         actsOnWholePool(Method, {"restart", "reopen", "resume", "reset",
                                  "restore", "begin", "run", "activate"});
}

} // namespace poolguard
