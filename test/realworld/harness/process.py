# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Running one child process: what it printed, what it cost, how it ended.

Shared with test/bench, so that both count processor time in the same way.
"""

import os
import resource
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass


class SetupError(Exception):
    """Something outside the analysis is missing; the text says what to do."""


@dataclass
class Run:
    """One finished process. `cpu` is user + system seconds."""

    argv: list
    returncode: int
    output: str
    errors: str
    cpu: float
    wall: float
    peak_kib: int
    timed_out: bool

    @property
    def crashed(self):
        """A signal ended it, either directly or as a shell reports it."""
        return not self.timed_out and (self.returncode < 0 or self.returncode > 128)


def run_measured(argv, timeout=None, memory=0):
    """Run argv to its end. wait4 is used since it alone gives the cost of
    this one child while others run beside it. Past `memory` bytes (0: no
    limit) its allocations fail, which spares the rest of the machine."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        if memory:
            resource.prlimit(child.pid, resource.RLIMIT_AS, (memory, memory))
        expired = threading.Event()
        timer = _kill_later(child, timeout, expired)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        if timer:
            timer.cancel()
        # Told by hand, because wait4 took the status from under Popen.
        child.returncode = os.waitstatus_to_exitcode(status)
        return Run(
            argv=list(argv),
            returncode=child.returncode,
            output=_text_of(out),
            errors=_text_of(err),
            cpu=usage.ru_utime + usage.ru_stime,
            wall=wall,
            peak_kib=usage.ru_maxrss,
            timed_out=expired.is_set(),
        )


def run_logged(argv, cwd, log, env=None):
    """Run a step of the preparation, its output going to a log file. Failing
    raises SetupError with the end of the log."""
    with open(log, "ab") as sink:
        sink.write(("$ " + " ".join(argv) + "\n").encode())
        sink.flush()
        try:
            status = subprocess.call(
                argv,
                cwd=cwd,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise SetupError(f"cannot run '{argv[0]}' in {cwd}: {error.strerror}") from error
    if status != 0:
        raise SetupError(f"'{' '.join(argv)}' failed in {cwd}; the end of {log}:\n{_tail(log)}")


def require_program(name, remedy):
    """The full path of a program, or a SetupError that says how to get it."""
    path = shutil.which(name)
    if not path:
        raise SetupError(f"'{name}' is not installed; {remedy}")
    return path


def _kill_later(child, timeout, expired):
    if timeout is None:
        return None

    def expire():
        expired.set()
        child.kill()

    timer = threading.Timer(timeout, expire)
    timer.daemon = True
    timer.start()
    return timer


def _text_of(stream):
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def _tail(path, lines=15):
    with open(path, encoding="utf-8", errors="replace") as log:
        return "".join("  " + line for line in log.readlines()[-lines:])
