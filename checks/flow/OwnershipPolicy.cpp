//===-- OwnershipPolicy.cpp -----------------------------------------------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OwnershipPolicy.h"
#include "LibraryTypes.h"
#include "PoolNames.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace poolguard {

/// Words that speak of ending a pool's life, or of taking it over.
static const llvm::StringSet<> &takingWords() {
  static const llvm::StringSet<> Words = {
      // Ending.
      "abort", "cancel", "clean", "cleanup", "clear", "close", "consume",
      "deactivate", "dealloc", "deallocate", "decref", "deinit", "deinitialise",
      "deinitialize", "del", "delete", "destroy", "destruct", "detach",
      "disable", "discard", "disconnect", "dismiss", "dispose", "done", "down",
      "drain", "drop", "dtor", "end", "evict", "exit", "expire", "finalise",
      "finalised", "finalize", "finalized", "fini", "finish", "finished",
      "free", "gc", "halt", "hangup", "join", "joined", "kill", "leave", "nuke",
      "purge", "quit", "reap", "recycle", "release", "remove", "reset",
      "retire", "rm", "shut", "shutdown", "sink", "stop", "tear", "teardown",
      "term", "terminate", "undo", "uninit", "uninitialise", "uninitialize",
      "unload", "unref", "unregister", "unwind", "wait", "waitall", "wipe",
      "zap",
      // Taking over.
      "accept", "adopt", "assign", "attach", "bind", "cache", "capture",
      "embed", "enlist", "enroll", "give", "guard", "hand", "hold", "install",
      "keep", "link", "manage", "move", "own", "publish", "ref", "register",
      "remember", "replace", "return", "save", "share", "stash", "steal",
      "store", "swap", "take", "track", "transfer", "watch", "wrap"};
  return Words;
}

/// Words that take over what comes after the object they act on: the pool in
/// `server_set_pool(server, pool)`, but not the one in `add_jobs(pool, 3)`.
static const llvm::StringSet<> &keepingWords() {
  static const llvm::StringSet<> Words = {
      "add",        "alloc",  "append",  "build",   "configure", "connect",
      "create",     "defer",  "emplace", "enqueue", "enter",     "init",
      "initialize", "insert", "launch",  "make",    "new",       "open",
      "pass",       "post",   "prepend", "push",    "put",       "queue",
      "schedule",   "send",   "set",     "setup",   "spawn",     "start",
      "startup",    "update"};
  return Words;
}

/// Words that end what they are given if it is all that they are given:
/// `pool_put(pool)`, but not `pool_put(pool, x)`.
static const llvm::StringSet<> &droppingWords() {
  static const llvm::StringSet<> Words = {"dec", "put"};
  return Words;
}

/// \p Word is true of one of the words of \p Name.
static bool anyWord(llvm::StringRef Name,
                    llvm::function_ref<bool(llvm::StringRef)> Word) {
  return llvm::any_of(wordsOf(Name), Word);
}

static bool mentions(llvm::StringRef Name, const llvm::StringSet<> &Words) {
  static const llvm::StringRef Objects[] = {
      "all", "pool", "pools", "thread", "threads", "worker", "workers"};
  return anyWord(Name, [&](llvm::StringRef Word) {
    return Words.contains(Word) ||
           // `joinall`, `freepool`: run together.
           llvm::any_of(Objects, [&](llvm::StringRef Object) {
             return Word.ends_with(Object) &&
                    Words.contains(Word.drop_back(Object.size()));
           });
  });
}

/// Words of functions that return something new.
static const llvm::StringSet<> &makingWords() {
  static const llvm::StringSet<> Words = {
      "alloc", "build", "construct", "create", "make", "new", "open", "wrap"};
  return Words;
}

/// Words of functions whose answer changes from call to call.
static const llvm::StringSet<> &doingWords() {
  static const llvm::StringSet<> Words = {
      "accept", "advance", "consume", "dequeue", "do",   "fetch",
      "getc",   "getchar", "next",    "poll",    "pop",  "process",
      "rand",   "random",  "read",    "receive", "recv", "run",
      "send",   "step",    "take",    "try",     "wait", "write"};
  return Words;
}

bool hasWord(llvm::StringRef Name, const llvm::StringSet<> &Words) {
  return anyWord(Name,
                 [&](llvm::StringRef Word) { return Words.contains(Word); });
}

bool nameDoesSomething(llvm::StringRef Name) {
  return anyWord(
      Name, [](llvm::StringRef Word) { return doingWords().contains(Word); });
}

bool nameMayTakeOwnership(llvm::StringRef Name, bool ActsOnHandle) {
  return mentions(Name, takingWords()) ||
         (!ActsOnHandle && mentions(Name, keepingWords()));
}

/// A `const T &`, `const T *` or plain value: nothing to release through it.
static bool isReadOnly(QualType Param, QualType Handle) {
  // `T *const &` hands a pointer on as well as `T *` does.
  if (Param->isReferenceType())
    return Param->getPointeeType().isConstQualified() &&
           !Param->getPointeeType()->isPointerType();
  if (Param->isPointerType())
    return Param->getPointeeType().isConstQualified() &&
           !Param->getPointeeType()->isVoidType(); // pthread_setspecific().
  // A class by value is a copy or was moved in; an integer can be released.
  return Param->isArithmeticType() && !Handle->isArithmeticType();
}

bool readOnlyParameter(const FunctionDecl *Callee, unsigned Index) {
  if (Index >= Callee->getNumParams())
    return false; // One of `...`.
  QualType T = Callee->getParamDecl(Index)->getType();
  return isReadOnly(T, T);
}

bool neverReturnsNull(const FunctionDecl *Callee) {
  static const llvm::StringSet<> Names = {"g_malloc",
                                          "g_malloc0",
                                          "g_malloc_n",
                                          "g_malloc0_n",
                                          "g_realloc",
                                          "g_realloc_n",
                                          "g_strdup",
                                          "g_strndup",
                                          "g_strdup_printf",
                                          "g_memdup2",
                                          "g_slice_alloc",
                                          "g_slice_alloc0",
                                          "g_string_new",
                                          "g_string_sized_new",
                                          "g_array_new",
                                          "g_ptr_array_new",
                                          "g_byte_array_new",
                                          "g_hash_table_new",
                                          "g_hash_table_new_full",
                                          "g_queue_new",
                                          "g_async_queue_new",
                                          "g_list_append",
                                          "g_list_prepend",
                                          "g_slist_append",
                                          "g_slist_prepend",
                                          "g_main_loop_new",
                                          "g_object_new",
                                          "xmalloc",
                                          "xzalloc",
                                          "xcalloc",
                                          "xrealloc",
                                          "xmalloc0",
                                          "xmallocz",
                                          "xmallocarray",
                                          "xreallocarray",
                                          "xstrdup",
                                          "xstrndup",
                                          "xmemdup",
                                          "xasprintf"};
  return Callee->hasAttr<ReturnsNonNullAttr>() ||
         (Callee->getIdentifier() && Callee->isExternC() &&
          Names.contains(Callee->getName()));
}

bool keepsNoPointer(const FunctionDecl *Callee) {
  static const llvm::StringSet<> Names = {
      // <string.h>, <strings.h>, <wchar.h>
      "bcmp", "bcopy", "bzero", "explicit_bzero", "memccpy", "memchr", "memcmp",
      "memcpy", "memmem", "memmove", "mempcpy", "memrchr", "memset",
      "rawmemchr", "stpcpy", "stpncpy", "strcasecmp", "strcasestr", "strcat",
      "strchr", "strchrnul", "strcmp", "strcoll", "strcpy", "strcspn",
      "strerror_r", "strlcat", "strlcpy", "strlen", "strncasecmp", "strncat",
      "strncmp", "strncpy", "strnlen", "strpbrk", "strrchr", "strspn", "strstr",
      "strxfrm", "wcscat", "wcschr", "wcscmp", "wcscpy", "wcslen", "wcsncpy",
      "wmemcpy", "wmemset",
      // <stdio.h>
      "fgets", "fprintf", "fputs", "fread", "fscanf", "fwrite", "perror",
      "printf", "puts", "scanf", "snprintf", "sprintf", "sscanf", "vfprintf",
      "vprintf", "vsnprintf", "vsprintf", "vsscanf",
      // <stdlib.h>, <time.h>
      "abs", "atof", "atoi", "atol", "atoll", "mbstowcs", "qsort", "strftime",
      "wcstombs", "asctime_r", "clock_gettime", "ctime_r", "gettimeofday",
      "gmtime_r", "localtime_r", "mktime", "nanosleep", "time",
      // POSIX: files, sockets, the system
      "access", "bind", "connect", "fstat", "getcwd", "getentropy",
      "gethostname", "getpeername", "getrandom", "getsockname", "getsockopt",
      "inet_ntop", "inet_pton", "lstat", "mkdir", "open", "pread", "pread64",
      "pwrite", "pwrite64", "read", "readlink", "recv", "recvfrom", "rename",
      "rmdir", "send", "sendto", "setsockopt", "stat", "uname", "unlink",
      "write"};
  if (!Callee->getIdentifier() || !Callee->isExternC())
    return false;
  // `__builtin___memset_chk`, `__memcpy_chk`, `fwrite_unlocked`.
  llvm::StringRef Name = Callee->getName();
  Name.consume_front("__builtin_");
  Name.consume_front("__");
  Name.consume_back("_chk");
  Name.consume_back("_unlocked");
  return Names.contains(Name);
}

bool storesCopy(const FunctionDecl *Callee, unsigned Index) {
  static const StringRef Looks[] = {"find",        "count",       "contains",
                                    "lower_bound", "upper_bound", "equal_range",
                                    "erase",       "at",          "remove"};
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  return Method && isInStd(Callee, /*OrBoost=*/true) && !Method->isConst() &&
         !Method->isStatic() && Index < Callee->getNumParams() &&
         Callee->getParamDecl(Index)->getType()->isReferenceType() &&
         !(Callee->getIdentifier() &&
           llvm::is_contained(Looks, Callee->getName()));
}

bool unseenCalleeBorrows(const FunctionDecl *Callee, unsigned Index,
                         QualType Handle) {
  if (storesCopy(Callee, Index))
    return false;
  if (Index >= Callee->getNumParams())
    return Callee->hasAttr<FormatAttr>(); // printf("%p"), or worse.
  if (Callee->getBuiltinID() && Callee->getIdentifier() &&
      Callee->getName().starts_with("__sync_"))
    return false; // Stores any sort of value.
  QualType Param = Callee->getParamDecl(Index)->getType();
  if (isReadOnly(Param, Handle))
    return true;
  if (!Callee->getIdentifier() || isa<CXXConstructorDecl>(Callee) ||
      isInStd(Callee, /*OrBoost=*/true))
    return false;
  // `set_pool(pool)` has nowhere to act but on something global.
  bool ActsOnHandle = Index == 0 && Callee->getNumParams() > 1;
  ActsOnHandle |= Index == 0 && !Callee->getName().contains_insensitive("set");
  if (Callee->getNumParams() == 1 &&
      mentions(Callee->getName(), droppingWords()))
    return false;
  if (nameMayTakeOwnership(Callee->getName(), ActsOnHandle))
    return false;
  // `server_new(pool)`: what is made of it may keep it.
  if ((Callee->getReturnType()->isPointerType() ||
       Callee->getReturnType()->isRecordType()) &&
      mentions(Callee->getName(), makingWords()))
    return false;
  QualType Pointee = Param->getPointeeType();
  if (!Pointee.isNull() &&
      (Pointee->isVoidType() || Pointee->isAnyPointerType()))
    return false; // Generic storage, or a handle that may be replaced.
  if (Param->isRValueReferenceType() || Param->isRecordType())
    return false;
  return true;
}

} // namespace poolguard
