//===-- ProcessPool.cpp - Many tasks, each in a process of its own --------===//
//
// Part of PoolGuard, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProcessPool.h"
#include "clang/Basic/Stack.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using Clock = std::chrono::steady_clock;

namespace poolguard {

/// Exit code of a process that was refused memory.
static constexpr int MemoryExit = 77;
/// What a process may write to stderr before the rest is dropped.
static constexpr size_t MaxErrors = 1 << 20;

static volatile std::sig_atomic_t Interrupted = 0;
static void interrupt(int Signal) { Interrupted = Signal; }

namespace {

/// Notes the signals that end the program, until its own end.
class SignalGuard {
public:
  SignalGuard() {
    Interrupted = 0;
    struct sigaction Action = {};
    Action.sa_handler = interrupt;
    for (size_t I = 0; I < std::size(Signals); ++I)
      sigaction(Signals[I], &Action, &Before[I]);
  }
  ~SignalGuard() { restore(); }
  void restore() {
    for (size_t I = 0; I < std::size(Signals); ++I)
      sigaction(Signals[I], &Before[I], nullptr);
  }

private:
  static constexpr int Signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  struct sigaction Before[std::size(Signals)];
};

/// One process that runs.
struct Running {
  unsigned Task;
  pid_t Process;
  int Output, Errors; ///< Pipes to read; -1 when they are at their end.
  Clock::time_point Begin;
  bool Late = false;
  TaskOutcome Outcome;
};

class Runner {
public:
  Runner(const ProcessLimits &Limits,
         llvm::function_ref<std::string(unsigned)> Task,
         llvm::function_ref<void(unsigned, TaskOutcome)> Done,
         llvm::function_ref<void()> Tick)
      : Limits(Limits), Task(Task), Done(Done), Tick(Tick) {}

  int run(unsigned Count) {
    unsigned Next = 0;
    while (Next < Count || !Active.empty()) {
      while (Next < Count && Active.size() < std::max(1u, Limits.Jobs)) {
        if (start(Next))
          ++Next;
        else // The system gives no more than these at a time.
          Limits.Jobs = unsigned(Active.size());
      }
      wait();
      Tick();
      if (Interrupted)
        return stop();
      stopLate();
      finishEnded();
    }
    return 0;
  }

private:
  bool start(unsigned Number);
  [[noreturn]] void runChild(unsigned Number, int Output, int Errors);
  void wait();
  void stopLate();
  void finishEnded();
  void finish(Running &R);
  int stop();

  ProcessLimits Limits;
  llvm::function_ref<std::string(unsigned)> Task;
  llvm::function_ref<void(unsigned, TaskOutcome)> Done;
  llvm::function_ref<void()> Tick;
  SignalGuard Signals;
  std::vector<Running> Active;
};

} // namespace

[[noreturn]] static void refuseMemory() { _exit(MemoryExit); }

static void refuseMemoryFor(void *, const char *, bool) { refuseMemory(); }

static void writeAll(int To, llvm::StringRef Text) {
  while (!Text.empty()) {
    ssize_t Written = write(To, Text.data(), Text.size());
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written <= 0)
      _exit(1);
    Text = Text.drop_front(size_t(Written));
  }
}

void Runner::runChild(unsigned Number, int Output, int Errors) {
  Signals.restore();
  prctl(PR_SET_PDEATHSIG, SIGKILL); // Nobody would read the result.
  for (const Running &R : Active)
    for (int Pipe : {R.Output, R.Errors})
      if (Pipe >= 0)
        close(Pipe);
  if (!Limits.Symbolize)
    setenv("LLVM_DISABLE_SYMBOLIZATION", "1", 1); // It takes seconds.
  int Nothing = open("/dev/null", O_RDWR);
  dup2(Nothing, STDIN_FILENO);
  dup2(Errors, STDOUT_FILENO);
  dup2(Errors, STDERR_FILENO);
  if (Limits.MemoryBytes) {
    struct rlimit Bytes = {Limits.MemoryBytes, Limits.MemoryBytes};
    setrlimit(RLIMIT_AS, &Bytes);
  }
  struct rlimit NoCore = {0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
  llvm::install_bad_alloc_error_handler(refuseMemoryFor, nullptr);
  std::set_new_handler(refuseMemory);
  clang::noteBottomOfStack();
  writeAll(Output, Task(Number));
  llvm::errs().flush();
  _exit(0); // Nothing is left to be cleaned up here.
}

/// Nothing runs, and nothing can be made to.
[[noreturn]] static void giveUp(const char *Call) {
  llvm::errs() << "poolguard: error: cannot start a process: " << Call << ": "
               << std::strerror(errno) << "\n";
  exit(2);
}

/// \returns false if the system refuses while others run.
bool Runner::start(unsigned Number) {
  int Pipes[4] = {-1, -1, -1, -1};
  int *Output = Pipes, *Errors = Pipes + 2;
  llvm::outs().flush();
  llvm::errs().flush();
  bool Piped = !pipe2(Output, O_CLOEXEC) && !pipe2(Errors, O_CLOEXEC);
  pid_t Process = Piped ? fork() : -1;
  if (Process < 0) {
    if (Active.empty())
      giveUp(Piped ? "fork" : "pipe");
    for (int Pipe : Pipes)
      if (Pipe >= 0)
        close(Pipe);
    return false;
  }
  if (!Process)
    runChild(Number, Output[1], Errors[1]);
  close(Output[1]);
  close(Errors[1]);
  Active.push_back({Number, Process, Output[0], Errors[0], Clock::now(), false,
                    TaskOutcome()});
  return true;
}

/// Appends what \p Pipe has; closes it at its end.
static void drain(int &Pipe, std::string &Text, size_t Limit) {
  char Buffer[1 << 16];
  ssize_t Count = read(Pipe, Buffer, sizeof(Buffer));
  if (Count < 0 && (errno == EINTR || errno == EAGAIN))
    return;
  if (Count <= 0) {
    close(Pipe);
    Pipe = -1;
    return;
  }
  Text.append(Buffer, std::min<size_t>(size_t(Count), Limit - Text.size()));
}

void Runner::wait() {
  std::vector<pollfd> Pipes;
  for (const Running &R : Active)
    for (int Pipe : {R.Output, R.Errors})
      Pipes.push_back({Pipe, POLLIN, 0});
  // Often enough for the clock of the progress bar and the time limit.
  if (poll(Pipes.data(), Pipes.size(), 200) <= 0)
    return;
  for (size_t I = 0; I < Active.size(); ++I) {
    Running &R = Active[I];
    if (R.Output >= 0 && Pipes[2 * I].revents)
      drain(R.Output, R.Outcome.Output, std::string::npos);
    if (R.Errors >= 0 && Pipes[2 * I + 1].revents)
      drain(R.Errors, R.Outcome.Errors, MaxErrors);
  }
}

void Runner::stopLate() {
  if (!Limits.Seconds)
    return;
  for (Running &R : Active)
    if (!R.Late &&
        Clock::now() - R.Begin > std::chrono::seconds(Limits.Seconds)) {
      R.Late = true;
      kill(R.Process, SIGKILL);
    }
}

void Runner::finishEnded() {
  // Two passes: Done may take its time, and must see a consistent list.
  std::vector<Running> Ended;
  llvm::erase_if(Active, [&](Running &R) {
    if (R.Output >= 0 || R.Errors >= 0)
      return false;
    Ended.push_back(std::move(R));
    return true;
  });
  for (Running &R : Ended)
    finish(R);
}

void Runner::finish(Running &R) {
  int Status = 0;
  struct rusage Used = {};
  while (wait4(R.Process, &Status, 0, &Used) < 0 && errno == EINTR)
    ;
  R.Outcome.Seconds =
      std::chrono::duration<double>(Clock::now() - R.Begin).count();
  R.Outcome.PeakBytes = uint64_t(Used.ru_maxrss) * 1024;
  if (R.Late) {
    R.Outcome.How = TaskOutcome::TimedOut;
  } else if (WIFEXITED(Status) && WEXITSTATUS(Status) == MemoryExit) {
    R.Outcome.How = TaskOutcome::OutOfMemory;
  } else if (!WIFEXITED(Status) || WEXITSTATUS(Status)) {
    R.Outcome.How = TaskOutcome::Crashed;
    R.Outcome.Signal = WIFSIGNALED(Status) ? WTERMSIG(Status) : 0;
  }
  Done(R.Task, std::move(R.Outcome));
}

int Runner::stop() {
  for (const Running &R : Active)
    kill(R.Process, SIGKILL);
  for (const Running &R : Active)
    while (waitpid(R.Process, nullptr, 0) < 0 && errno == EINTR)
      ;
  return Interrupted;
}

int runInProcesses(unsigned Count, const ProcessLimits &Limits,
                   llvm::function_ref<std::string(unsigned)> Task,
                   llvm::function_ref<void(unsigned, TaskOutcome)> Done,
                   llvm::function_ref<void()> Tick) {
  return Runner(Limits, Task, Done, Tick).run(Count);
}

} // namespace poolguard
