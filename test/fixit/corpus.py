#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Repairs every test of test/checks and counts what comes out.

  test/fixit/corpus.py [--plugin FILE] [--clang-tidy COMMAND] [--clang COMMAND] [REGEX]

Each file is copied, checked with the flags of its first RUN line, repaired with
PreferredRelease: close, compiled and checked again. Prints one line per file that
is not as it should be, and the sum: findings, fixes offered, and of those files
with a fix: how many compile, have no finding where there was a fix, nothing new,
and do not change when they are repaired again. --reasons counts the refusals.
"""

import argparse
import collections
import os
import re
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FINDING = re.compile(r"^(.+?):(\d+):\d+: warning: (.*) \[(poolguard-[\w-]+)[^\]]*\]$", re.M)
REFUSAL = re.compile(r"note: no fix: (.*)$", re.M)
OFFER = re.compile(r"note: call '")
CONFIG = "{CheckOptions: [{key: PreferredRelease, value: close}]}"


def flags_of(path, text):
    run = re.search(r"RUN: *%check_tidy(.*?)((?:\n// RUN:)|\n)", text.replace("\\\n// RUN:", " "))
    if not run:
        return None
    line = run.group(1)
    line = line.replace("%S", str(path.parent)).replace("%root", str(ROOT)).replace("%s", str(path))
    if "%" in line or "--config" in line:
        return None  # Against a real library, or with options of its own.
    return shlex.split(line.split(" -- ", 1)[1]) if " -- " in line else []


def tidy(args, path, flags, fix=False):
    command = [args.clang_tidy, path, f"--load={args.plugin}", "--quiet", "--checks=-*,poolguard-*",
               "--header-filter=^$",  # Headers stay as they are.
               f"--config={CONFIG}", *(["--fix", "--fix-notes"] if fix else []), "--", *flags, "-w"]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
                         env={**os.environ, "POOLGUARD_DUMP_FIXES": "1"}, check=False)
    return run.stdout + run.stderr


def compiles(args, path, flags):
    command = [args.clang, "-fsyntax-only", "-w", *flags, path]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def count(args, path):
    """(findings, refusals, offers, fixed, defect) of one file."""
    text = path.read_text(encoding="utf-8", errors="replace")
    flags = flags_of(path, text)
    if flags is None:
        return None
    # Expectations would be moved about; a suppression hides what a fix leaves.
    text = "\n".join(l for l in text.splitlines() if "CHECK-" not in l) + "\n"
    with tempfile.TemporaryDirectory() as directory:
        copy = os.path.join(directory, path.name)
        Path(copy).write_text(text, encoding="utf-8")
        flags = [*flags, "-I", str(path.parent)]
        if not compiles(args, copy, flags):
            return None
        before = tidy(args, copy, flags)
        findings, refusals = FINDING.findall(before), REFUSAL.findall(before)
        offers = len(OFFER.findall(before))
        tidy(args, copy, flags, fix=True)
        fixed = Path(copy).read_text(encoding="utf-8")
        if fixed == text:
            return findings, refusals, offers, 0, ""
        if not compiles(args, copy, flags):
            return findings, refusals, offers, 1, "does not compile:\n" + fixed
        after = FINDING.findall(tidy(args, copy, flags))
        kinds = collections.Counter(f[3] for f in after) - collections.Counter(f[3] for f in findings)
        # What is released in every round is worth a word, but that word is advice.
        del kinds["poolguard-pool-in-loop"]
        left = len([f for f in after if f[3] == "poolguard-unreleased-pool"])
        if kinds:
            return findings, refusals, offers, 1, f"new findings {dict(kinds)}"
        expected = len([f for f in findings if f[3] == "poolguard-unreleased-pool"]) - offers
        if left > expected:
            return findings, refusals, offers, 1, f"{left} findings left, {expected} without a fix"
        tidy(args, copy, flags, fix=True)
        if Path(copy).read_text(encoding="utf-8") != fixed:
            return findings, refusals, offers, 1, "changes again"
        return findings, refusals, offers, 1, ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin", default=str(ROOT / "build/release/lib/libPoolGuard.so"))
    parser.add_argument("--clang-tidy", default="clang-tidy-22")
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--reasons", action="store_true")
    parser.add_argument("regex", nargs="?", default="")
    args = parser.parse_args()
    # NOLINT hides what a fix is for.
    tests = [p for p in sorted((ROOT / "test/checks").glob("*.c*")) if re.search(args.regex, p.name) and p.name != "nolint.cpp"]
    total, offered, repaired, defects, reasons = 0, 0, 0, 0, collections.Counter()
    with ThreadPoolExecutor(args.jobs) as pool:
        for path, result in zip(tests, pool.map(lambda p: count(args, p), tests)):
            if result is None:
                continue
            findings, refusals, offers, fixed, defect = result
            leaks = [f for f in findings if f[3] == "poolguard-unreleased-pool"]
            total += len(leaks)
            offered += offers
            reasons.update(refusals)
            repaired += fixed
            if defect:
                defects += 1
                print(f"{path.name}: {defect}", flush=True)
    print(f"{total} findings, {offered} with a fix; {repaired} files repaired, {defects} of them with a defect")
    if args.reasons:
        for reason, number in reasons.most_common():
            print(f"{number:5} {reason}")
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
