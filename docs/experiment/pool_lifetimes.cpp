//===----------------------------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What does it cost to forget a pool? A service that constructs a thread pool
// per request can leave it open, close it, terminate it or bind it to a scope.
// This program does each of the four, once per simulated request, and writes
// the threads, the resident memory and the time of every request as CSV.
//
// The first variant leaks on purpose: it is the bug PoolGuard is made to find.
//
//===----------------------------------------------------------------------===//

#include <glib.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <memory>
#include <string>

//===----------------------------------------------------------------------===//
// The request
//===----------------------------------------------------------------------===//

static constexpr int ThreadsPerPool = 4;
static constexpr int TasksPerRequest = 32;
static constexpr long WorkerBytes = 256 * 1024;
static constexpr gulong TaskMicroseconds = 500;
static constexpr gulong RequestMicroseconds = 1000;

static long TasksSubmitted = 0;
static std::atomic<long> TasksRun{0};

/// Set once the system gave a pool fewer threads than it asked for.
static bool OutOfThreads = false;

/// One task: fills a buffer and waits for a backend. Stack pages stay resident
/// once touched, so an idle worker holds on to its buffer as long as it lives.
static void runTask(gpointer, gpointer) {
  char Buffer[WorkerBytes];
  explicit_bzero(Buffer, sizeof(Buffer)); // A memset() would be optimised out.
  g_usleep(TaskMicroseconds);
  ++TasksRun;
}

/// Queues more work than the request waits for, so that at its end some tasks
/// have run, some are running and the rest is queued: closing and terminating
/// the pool then differ.
static void handleRequest(GThreadPool *Pool) {
  if (g_thread_pool_get_num_threads(Pool) < ThreadsPerPool) {
    OutOfThreads = true;
    return;
  }
  for (int I = 0; I < TasksPerRequest; ++I)
    g_thread_pool_push(Pool, &TasksRun, nullptr);
  TasksSubmitted += TasksPerRequest;
  g_usleep(RequestMicroseconds);
}

//===----------------------------------------------------------------------===//
// The four variants
//
// A null GError ignores a shortage of threads: g_thread_pool_new() returns a
// pool even then, and handleRequest() notices.
//===----------------------------------------------------------------------===//

/// Neither closed nor terminated: the pool's threads outlive the request.
static void requestLeavingPoolOpen() {
  GThreadPool *Pool =
      g_thread_pool_new(runTask, nullptr, ThreadsPerPool, TRUE, nullptr);
  handleRequest(Pool);
}

/// Closed: the queued tasks still run, and the request waits for them.
static void requestClosingPool() {
  GThreadPool *Pool =
      g_thread_pool_new(runTask, nullptr, ThreadsPerPool, TRUE, nullptr);
  handleRequest(Pool);
  g_thread_pool_free(Pool, /*immediate=*/FALSE, /*wait_=*/TRUE);
}

/// Terminated: only the running tasks are waited for; the queue is dropped.
static void requestTerminatingPool() {
  GThreadPool *Pool =
      g_thread_pool_new(runTask, nullptr, ThreadsPerPool, TRUE, nullptr);
  handleRequest(Pool);
  g_thread_pool_free(Pool, /*immediate=*/TRUE, /*wait_=*/TRUE);
}

namespace {
struct PoolCloser {
  void operator()(GThreadPool *Pool) const {
    g_thread_pool_free(Pool, /*immediate=*/FALSE, /*wait_=*/TRUE);
  }
};
} // namespace

/// Bound to a scope: closed on every way out, early returns and exceptions
/// included, without a line that someone can forget.
static void requestScopingPool() {
  std::unique_ptr<GThreadPool, PoolCloser> Pool(
      g_thread_pool_new(runTask, nullptr, ThreadsPerPool, TRUE, nullptr));
  handleRequest(Pool.get());
}

namespace {
struct Variant {
  const char *Name;
  void (*Request)();
  bool Leaks;
};
} // namespace

static constexpr Variant Variants[] = {
    {"leaked", requestLeavingPoolOpen, true},
    {"closed", requestClosingPool, false},
    {"terminated", requestTerminatingPool, false},
    {"scoped", requestScopingPool, false},
};

//===----------------------------------------------------------------------===//
// Limits: the leak must not take the machine, or its container, with it
//===----------------------------------------------------------------------===//

static constexpr long Unlimited = std::numeric_limits<long>::max();
static constexpr long DefaultIterations = 200;
static constexpr long MaxIterations = 1000;

/// The number a kernel file holds; `max`, or no such file, is no limit.
static long readLimit(const std::string &Path) {
  std::ifstream File(Path);
  long Value;
  return File >> Value ? Value : Unlimited;
}

/// The number after \p Key in a file of `Key: value` lines, or \p Missing.
static long readField(const char *Path, const std::string &Key, long Missing) {
  std::ifstream File(Path);
  for (std::string Line; std::getline(File, Line);)
    if (Line.compare(0, Key.size(), Key) == 0)
      return std::strtol(Line.c_str() + Key.size(), nullptr, 10);
  return Missing;
}

/// The tightest pids.max between this process's cgroup and the root.
static long cgroupTaskLimit() {
  long Limit = readLimit("/sys/fs/cgroup/pids/pids.max");
  std::ifstream File("/proc/self/cgroup");
  for (std::string Line; std::getline(File, Line);) {
    if (Line.compare(0, 3, "0::") != 0)
      continue;
    std::string Group = Line.substr(3); // Ex) /user.slice/user-1000.slice
    for (; Group.find('/') != Group.npos; Group.erase(Group.rfind('/')))
      Limit =
          std::min(Limit, readLimit("/sys/fs/cgroup" + Group + "/pids.max"));
  }
  return std::min(Limit, readLimit("/sys/fs/cgroup/pids.max"));
}

static long userTaskLimit() {
  rlimit Limit;
  if (getrlimit(RLIMIT_NPROC, &Limit) != 0 || Limit.rlim_cur == RLIM_INFINITY)
    return Unlimited;
  return static_cast<long>(Limit.rlim_cur);
}

/// How many threads' buffers fit the memory that is left; a stack needs some
/// pages more than its buffer, hence twice the size.
static long memoryTaskLimit() {
  long Bytes =
      std::min(readLimit("/sys/fs/cgroup/memory.max"),
               readLimit("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
  long FreeKiB = readField("/proc/meminfo", "MemAvailable:", Unlimited / 1024);
  return std::min(Bytes, FreeKiB * 1024) / (2 * WorkerBytes);
}

/// Half of what the system allows: the other half is for everybody else.
static long threadBudget() {
  // Every thread's stack takes two mappings, itself and its guard page.
  long Mappings = readLimit("/proc/sys/vm/max_map_count") / 2;
  return std::min({cgroupTaskLimit(), userTaskLimit(), memoryTaskLimit(),
                   Mappings, readLimit("/proc/sys/kernel/threads-max")}) /
         2;
}

/// Only the leak grows with its iterations, so only it is ever cut short.
static long affordableIterations(const Variant &V, long Wanted) {
  long Affordable = V.Leaks ? threadBudget() / ThreadsPerPool : Wanted;
  if (Affordable >= Wanted)
    return Wanted;
  std::fprintf(stderr,
               "pool_lifetimes: %s: %ld of %ld iterations: the thread or "
               "memory limits here allow no more\n",
               V.Name, Affordable, Wanted);
  return Affordable;
}

//===----------------------------------------------------------------------===//
// The measurement
//===----------------------------------------------------------------------===//

/// Threads leave a moment after g_thread_pool_free() returned, and a pool that
/// was left open is still busy. Both settle before the sample, off the clock.
static constexpr gulong SettleMicroseconds = 10000;

static double millisecondsOf(void (*Request)()) {
  auto Start = std::chrono::steady_clock::now();
  Request();
  std::chrono::duration<double, std::milli> Elapsed =
      std::chrono::steady_clock::now() - Start;
  return Elapsed.count();
}

/// Runs one variant and writes its rows; `submitted` and `ran` are totals.
/// One more thread than expected is GLib's: it keeps an idle one for reuse.
static void measure(const Variant &V, long Iterations, std::FILE *Out) {
  Iterations = affordableIterations(V, Iterations);
  for (long I = 1; I <= Iterations; ++I) {
    double Elapsed = millisecondsOf(V.Request);
    g_usleep(SettleMicroseconds);
    if (OutOfThreads) {
      std::fprintf(stderr,
                   "pool_lifetimes: %s: stopped at iteration %ld: the system "
                   "gives no more threads\n",
                   V.Name, I);
      return;
    }
    std::fprintf(Out, "%s,%ld,%ld,%ld,%.3f,%ld,%ld\n", V.Name, I,
                 readField("/proc/self/status", "Threads:", -1),
                 readField("/proc/self/status", "VmRSS:", -1), Elapsed,
                 TasksSubmitted, TasksRun.load());
  }
}

/// Gives the variant a process of its own, so that no variant pays for what
/// another left behind. \returns whether it ran to its end.
static bool measureInChild(const Variant &V, long Iterations, std::FILE *Out) {
  std::fflush(Out);
  pid_t Child = fork();
  if (Child == 0) {
    measure(V, Iterations, Out);
    _exit(std::fflush(Out) == 0 ? 0 : 1);
  }
  int Status = 0;
  if (Child < 0 || waitpid(Child, &Status, 0) != Child || Status != 0) {
    std::fprintf(
        stderr,
        "pool_lifetimes: %s: could not be run, or its rows not written\n",
        V.Name);
    return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// The command line
//===----------------------------------------------------------------------===//

static const char Usage[] =
    "usage: pool_lifetimes [--iterations N] [--variant NAME] [--output FILE]\n"
    "\n"
    "Measures what a thread pool per request costs, as CSV.\n"
    "\n"
    "  --iterations N   requests per variant, 1 to 1000 (default: 200)\n"
    "  --variant NAME   leaked, closed, terminated or scoped (default: all)\n"
    "  --output FILE    where the CSV goes (default: standard output)\n"
    "  --help           show this text\n";

namespace {
struct Options {
  long Iterations = DefaultIterations;
  const char *Variant = nullptr;
  const char *Output = nullptr;
};
} // namespace

[[noreturn]] static void rejectUsage(const std::string &Problem) {
  std::fprintf(stderr, "pool_lifetimes: %s\n\n%s", Problem.c_str(), Usage);
  std::exit(2);
}

static long parseIterations(const char *Text) {
  char *End = nullptr;
  long Value = std::strtol(Text, &End, 10);
  if (End == Text || *End != '\0' || Value < 1 || Value > MaxIterations)
    rejectUsage("--iterations takes a number from 1 to " +
                std::to_string(MaxIterations) + ", not '" + Text + "'");
  return Value;
}

static const char *parseVariant(const char *Text) {
  for (const Variant &V : Variants)
    if (std::strcmp(V.Name, Text) == 0)
      return Text;
  rejectUsage(std::string("no variant is called '") + Text + "'");
}

static Options parseOptions(int Argc, char **Argv) {
  Options Parsed;
  for (int I = 1; I < Argc; ++I) {
    std::string Flag = Argv[I];
    if (Flag == "--help") {
      std::fputs(Usage, stdout);
      std::exit(0);
    }
    if (Flag != "--iterations" && Flag != "--variant" && Flag != "--output")
      rejectUsage("unknown argument '" + Flag + "'");
    if (++I == Argc)
      rejectUsage(Flag + " needs a value");
    if (Flag == "--iterations")
      Parsed.Iterations = parseIterations(Argv[I]);
    else if (Flag == "--variant")
      Parsed.Variant = parseVariant(Argv[I]);
    else
      Parsed.Output = Argv[I];
  }
  return Parsed;
}

int main(int Argc, char **Argv) {
  Options Opts = parseOptions(Argc, Argv);
  std::FILE *Out = Opts.Output ? std::fopen(Opts.Output, "w") : stdout;
  if (!Out) {
    std::fprintf(stderr, "pool_lifetimes: cannot write '%s': %s\n", Opts.Output,
                 std::strerror(errno));
    return 1;
  }
  std::fputs("variant,iteration,threads,rss_kib,elapsed_ms,submitted,ran\n",
             Out);
  bool Complete = true;
  for (const Variant &V : Variants)
    if (!Opts.Variant || std::strcmp(V.Name, Opts.Variant) == 0)
      Complete &= measureInChild(V, Opts.Iterations, Out);
  if (std::fclose(Out) != 0) {
    std::fprintf(stderr, "pool_lifetimes: cannot write the results: %s\n",
                 std::strerror(errno));
    return 1;
  }
  return Complete ? 0 : 1;
}
