# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""clang-tidy over the units of one project, and what it said."""

import concurrent.futures
import os
import re
import shlex
import sys
from dataclasses import dataclass, field

from .process import SetupError, run_measured

# Registered in every clang-tidy and next to free: what is left is parsing.
BASELINE_CHECKS = "-*,misc-unused-alias-decls"
# So many units are enough to prove a fix in a header.
SEEN_BY = 3
DIAGNOSTIC = re.compile(r"^(\S.*?):(\d+):(\d+): (warning|error|note): (.*?)(?: \[([\w.,-]+)\])?$")


@dataclass(frozen=True)
class Linter:
    """One way of calling clang-tidy."""

    program: str
    plugin: str
    checks: str
    timeout: float
    memory: int = 0
    extra: tuple = ()

    def command(self, workspace, unit, checks=None):
        """checks=None is the analysis itself, with the plugin; anything else
        runs without it."""
        load = [f"--load={self.plugin}"] if self.plugin and checks is None else []
        extra = self.extra if checks is None else ()
        # The project's own .clang-tidy is not ours to obey.
        config = [] if any(arg.startswith("--config=") for arg in extra) else ["--config={}"]
        return [
            self.program,
            *load,
            "--quiet",
            *config,
            f"--checks={checks or self.checks}",
            "--header-filter=.*",  # Which headers are the project's is decided on the resolved path.
            f"-p={workspace.root}",
            *extra,
            unit,
        ]

    def run(self, workspace, unit, checks=None):
        return run_measured(self.command(workspace, unit, checks), self.timeout, self.memory)

    def require_checks(self):
        """Fail early if clang-tidy refuses the plugin or knows no such check."""
        load = [f"--load={self.plugin}"] if self.plugin else []
        probe = run_measured([self.program, *load, f"--checks={self.checks}", "--list-checks"], self.timeout)
        if probe.returncode != 0 or "Enabled checks:" not in probe.output:
            said = (probe.errors or probe.output).strip()
            raise SetupError(
                f"{self.program} does not run '{self.checks}': {said}\n"
                "Build the plugin (cmake --preset release && cmake --build --preset release), "
                "or name it with --plugin; --plugin '' runs stock checks named by --checks"
            )


@dataclass
class ProjectResult:
    """What the run over one project produced; written to the report as is."""

    version: str
    language: str
    units: int = 0
    parse_failures: list = field(default_factory=list)
    crashes: list = field(default_factory=list)
    timeouts: list = field(default_factory=list)
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    baseline_cpu_seconds: float = 0.0
    slowest: list = field(default_factory=list)
    findings: list = field(default_factory=list)

    @property
    def healthy(self):
        return not self.crashes and not self.timeouts


def analyse(workspace, units, linter, jobs, with_baseline, progress=None):
    """Run every unit, `jobs` at a time, and gather the result."""
    result = ProjectResult(workspace.version, workspace.project.language, units=len(units))
    costs, findings = [], {}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        tasks = [pool.submit(_run_unit, workspace, unit, linter, with_baseline) for unit in units]
        try:
            for done, task in enumerate(concurrent.futures.as_completed(tasks), 1):
                unit, run, baseline = task.result()
                _record_end(result, workspace.relative(unit), run)
                result.cpu_seconds += run.cpu
                result.baseline_cpu_seconds += baseline.cpu if baseline else 0
                costs.append([round(run.cpu, 2), workspace.relative(unit)])
                _merge(findings, parse_findings(run.output, units[unit], workspace), workspace.relative(unit))
                if progress:
                    progress(done, len(units), len(findings))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    result.findings = sorted(findings.values(), key=lambda f: (f["file"], f["line"], f["column"], f["message"]))
    result.slowest = sorted(costs, reverse=True)[:5]
    for members in (result.parse_failures, result.crashes, result.timeouts):
        members.sort(key=lambda member: member["unit"])
    return result


def _run_unit(workspace, unit, linter, with_baseline):
    baseline = None
    if with_baseline:
        baseline = linter.run(workspace, unit, BASELINE_CHECKS)
    return unit, linter.run(workspace, unit), baseline


def _record_end(result, unit, run):
    """A unit ends in one way: time-out, crash, parse failure or well. Failing
    without naming an error in the source counts as a crash."""
    details = {"unit": unit, "command": shlex.join(run.argv), "said": _first_error(run)}
    if run.timed_out:
        result.timeouts.append(details)
    elif run.crashed or (run.returncode != 0 and "error:" not in run.output):
        result.crashes.append({**details, "said": run.errors[-4000:]})
    elif run.returncode != 0 or "[clang-diagnostic-error]" in run.output:
        result.parse_failures.append(details)


def _first_error(run):
    lines = run.output.splitlines() + run.errors.splitlines()
    return next((line for line in lines if "error:" in line), lines[0] if lines else "")


def parse_findings(output, directory, workspace):
    """The project's own findings in the order printed, each with the notes
    that follow it. Paths are printed as the compiler was given them."""
    findings, open_finding = [], None
    for line in output.splitlines():
        match = DIAGNOSTIC.match(line)
        if not match:
            continue
        path, row, column, level, message, check = match.groups()
        path = workspace.relative(os.path.join(directory, path))
        place = {"file": path, "line": int(row), "column": int(column), "message": message}
        if level == "note":
            if open_finding:
                open_finding["notes"].append(place)
            continue
        is_finding = check and not check.startswith("clang-diagnostic") and not os.path.isabs(path)
        open_finding = {**place, "check": check, "notes": []} if is_finding else None
        if is_finding:
            findings.append(open_finding)
    return findings


def identity(finding):
    """What makes two findings the same one, across units and across runs."""
    return tuple(finding[key] for key in ("file", "line", "column", "check", "message"))


def _merge(findings, more, unit):
    """A finding in a header is reported by each unit that includes it; the
    first few are remembered."""
    for finding in more:
        merged = findings.setdefault(identity(finding), {**finding, "units": 0, "seen_by": []})
        merged["units"] += 1
        if len(merged["seen_by"]) < SEEN_BY and unit not in merged["seen_by"]:
            merged["seen_by"].append(unit)


def print_progress(name):
    """A progress line on the terminal; nothing when stderr is a file."""

    def show(done, total, findings):
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(f"\r{name}: {done}/{total} units, {findings} findings", end=end, file=sys.stderr, flush=True)

    return show
