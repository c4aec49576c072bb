# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the checks cost on units of real projects, as test/realworld/run left
them in its cache. Both sides run one stock check, so that both walk over the
syntax tree; units that are not there are skipped."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from harness.process import SetupError, run_measured

# Cheap, and for C as well as C++.
STOCK = "misc-misplaced-const"
TIMEOUT = 300

# Project, end of the file's name, and the most it may cost.
UNITS = [
    ("htslib", "/thread_pool.c", 1.10),
    ("htslib", "/sam.c", 1.10),
    ("apr-util", "misc/apr_thread_pool.c", 1.10),
    ("xz-utils", "common/stream_encoder_mt.c", 1.10),
    ("vips", "iofuncs/threadpool.c", 1.10),
    ("x264", "common/threadpool.c", 1.10),
    ("apache2", "server/core.c", 1.02),
    ("pulseaudio", "src/pulse/context.c", 1.02),
    ("spdlog", "async.cpp", 1.10),
    ("leveldb", "util/env_posix.cc", 1.10),
    ("poco", "Foundation/src/ThreadPool.cpp", 1.10),
]


def default_cache():
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "poolguard-realworld"


def find(cache, project, ending):
    """The unit's file, or nothing where the project was not prepared."""
    database = cache / project / "compile_commands.json"
    if not database.exists():
        return None
    files = re.findall(r'"file": "([^"]*)"', database.read_text(encoding="utf-8"))
    return next((file for file in files if file.endswith(ending)), None)


def command(bench, folder, file, with_checks):
    load = [f"--load={bench.plugin}"] if bench.plugin and with_checks else []
    checks = f"-*,{STOCK}" + (",poolguard-*" if with_checks else "")
    return [bench.program, *load, "--quiet", "--config={}", f"--checks={checks}", "-p", str(folder), file]


def count_instructions(argv):
    """Which no load of the machine disturbs."""
    if not shutil.which("valgrind"):
        raise SetupError("valgrind is not there; install it or leave out --instructions")
    with tempfile.TemporaryDirectory() as scratch:
        tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={scratch}/out"]
        run = subprocess.run([*tool, *argv], capture_output=True, text=True, check=False)
    counted = re.search(r"Collected : (\d+)", run.stderr)
    if not counted:
        raise SetupError(f"{' '.join(argv)}: no count\n{run.stderr[-2000:]}")
    return int(counted.group(1))


def measure(bench, options, progress):
    """The least of several runs, both sides in turn: what the machine does
    besides only ever adds."""
    print("\n### Units of real projects\n")
    counts = " instructions without | with | ratio |" if options.instructions else ""
    print(f"| unit | CPU ms without | CPU ms with | ratio | target |{counts}")
    print("| --- | --- | --- | --- | --- |" + " --- | --- | --- |" * bool(counts))
    for project, ending, target in UNITS:
        folder = options.cache / project
        file = find(options.cache, project, ending)
        if not file:
            print(f"| {project} {ending.lstrip('/')}: not in the cache | | | | |")
            continue
        sides = [command(bench, folder, file, with_checks) for with_checks in (False, True)]
        least = [float("inf")] * 2
        for turn in range(options.pairs):
            for side in (0, 1) if turn % 2 == 0 else (1, 0):
                run = run_measured(sides[side], TIMEOUT)
                if run.timed_out or run.crashed:
                    raise SetupError(f"{' '.join(run.argv)}: did not end well\n{run.errors[-2000:]}")
                least[side] = min(least[side], run.cpu)
            progress(f"{project} {ending}: pair {turn + 1} of {options.pairs}")
        row = f"| {project} {ending.lstrip('/')} | {least[0] * 1000:.0f} | {least[1] * 1000:.0f} "
        row += f"| {least[1] / least[0]:.2f} | {target:.2f} |"
        if options.instructions:
            counted = [count_instructions(side) for side in sides]
            row += f" {counted[0] / 1e6:.0f} M | {counted[1] / 1e6:.0f} M | {counted[1] / counted[0]:.3f} |"
        print(row, flush=True)
    print(f"\nBoth sides run `{STOCK}`; B loads the plugin and runs `poolguard-*` besides.")
