# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What `poolguard check` costs on whole projects, against run-clang-tidy with
the plugin on the same units: A B, B A ... with as many jobs as cores."""

import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

from harness.process import SetupError, require_program, run_measured

ROOT = Path(__file__).resolve().parent.parent.parent
# Of test/realworld, if they were prepared there; all have more than 100 units.
PROJECTS = ["xz-utils", "pulseaudio", "openexr"]
TIMEOUT = 3600
COST, BUSY, MEMORY = 1.05, 0.90, 1.10
GENERATED_UNITS = 120


def generate(folder):
    """A project that is always there: many units, each with pools."""
    commands = []
    text = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("generate.py")), "unit", "--family", "pthread"],
        check=True, stdout=subprocess.PIPE, text=True,
    ).stdout
    for number in range(GENERATED_UNITS):
        name = f"unit-{number}.c"
        (folder / name).write_text(text, encoding="utf-8")
        commands.append({"directory": str(folder), "file": name, "arguments": ["cc", "-std=c11", "-c", name]})
    (folder / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")


class Sides:
    """The two commands on one project."""

    def __init__(self, bench, poolguard, folder, report):
        self.jobs = os.cpu_count()
        major = bench.program.rpartition("-")[2]
        script = require_program(f"run-clang-tidy-{major}", "it comes with clang-tidy")
        self.report = report
        self.commands = [
            [script, "-clang-tidy-binary", bench.program, f"-load={bench.plugin}", f"-checks={bench.checks}",
             "-quiet", f"-j{self.jobs}", f"-p={folder}"],
            [poolguard, "check", "-v", "--format=json", f"--output={report}", f"-j{self.jobs}", f"-p={folder}"],
        ]

    def run(self, side):
        run = run_measured(self.commands[side], TIMEOUT)
        if run.timed_out or run.crashed:
            raise SetupError(f"{' '.join(run.argv)}: did not end well\n{run.errors[-2000:]}")
        return run

    def told(self):
        """Units, findings and units that were not checked to their end."""
        report = json.loads(self.report.read_text(encoding="utf-8"))
        return report["units"], len(report["findings"]), len(report["failures"])


def row(name, sides, pairs, progress):
    runs = [[], []]
    for turn in range(pairs):
        for side in (0, 1) if turn % 2 == 0 else (1, 0):
            progress(f"{name}: pair {turn + 1} of {pairs}")
            runs[side].append(sides.run(side))
    units, findings, failures = sides.told()
    # The largest clang-tidy, and the largest process that checks a unit: the one that
    # collects findings is told apart.
    workers = [int(re.search(r"largest process: (\d+) MiB", run.errors).group(1)) for run in runs[1]]
    cpu, wall, peak = ([statistics.median(getattr(run, key) for run in side) for side in runs]
                       for key in ("cpu", "wall", "peak_kib"))
    worker = statistics.median(workers)
    # What else runs takes time from the processes, but not their units.
    occupied = statistics.median(int(re.search(r"had a unit (\d+)%", run.errors).group(1)) for run in runs[1])
    ratio = statistics.median(b.cpu / a.cpu for a, b in zip(*runs))
    busy = [statistics.median(run.cpu / run.wall / sides.jobs for run in side) for side in runs]
    print(
        f"| {name} | {units} | {cpu[0]:.1f} | {cpu[1]:.1f} | {ratio:.3f} | {wall[0]:.1f} | {wall[1]:.1f} "
        f"| {busy[0]:.0%} | {busy[1]:.0%} | {occupied:.0f}% | {peak[0] / 1024:.0f} | {worker} | {worker * 1024 / peak[0]:.2f} "
        f"| {peak[1] / 1024:.0f} | {findings} | {failures} |",
        flush=True,
    )


def measure(bench, options, folder, progress):
    poolguard = str(Path(bench.plugin).parent.parent / "bin" / "poolguard")
    if not os.path.exists(poolguard):
        raise SetupError(f"no command at {poolguard}; build the target poolguard")
    project = folder / "project"
    project.mkdir(exist_ok=True)
    generate(project)
    print("\n### `poolguard check` (B) against run-clang-tidy with the plugin (A)\n")
    print("| project | units | CPU s A | B | ratio | wall s A | B | cores busy A | B | slots taken B | peak MiB of a unit's process A | B | ratio "
          "| of any process B | findings | not checked |")
    print("| --- |" + " --- |" * 15)
    for name, where in [("generated", project), *((each, options.cache / each) for each in PROJECTS)]:
        if not (where / "compile_commands.json").exists():
            print(f"| {name}: not in the cache |" + " |" * 15)
            continue
        row(name, Sides(bench, poolguard, where, folder / "report.json"), options.driver_pairs, progress)
    print(f"\nTargets: CPU ratio {COST}, cores busy {BUSY:.0%}, memory ratio {MEMORY}. Busy is the share of {os.cpu_count()} cores "
          "that the command itself had; what else runs takes from it. Slots: the share of time in which a process had a unit, "
          "whoever had the core.")
    for label, command in zip("AB", Sides(bench, poolguard, Path("PROJECT"), Path("FILE")).commands):
        print(f"\n    {label} {' '.join(command)}".replace(f"{ROOT}/", ""))
