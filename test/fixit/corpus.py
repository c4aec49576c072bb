#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Repairs every test of test/checks and counts what comes out.

  test/fixit/corpus.py [--plugin FILE] [--llvm MAJOR] [--reasons] [--exported] [REGEX]

Each file is copied, checked with the flags of its first RUN line, repaired with
PreferredRelease: close, formatted, compiled and checked again (fixproof.py). Prints
what is wrong, and the sums by check. --reasons counts the refusals; --exported applies
with clang-apply-replacements.
"""

import argparse
import collections
import re
import shlex
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test"))

import fixproof  # noqa: E402: the path comes first
from fixproof import Proof, Sum, unit_of  # noqa: E402


def flags_of(path, text):
    run = re.search(r"RUN: *%check_tidy(.*?)((?:\n// RUN:)|\n)", text.replace("\\\n// RUN:", " "))
    if not run:
        return None
    line = run.group(1)
    line = line.replace("%S", str(path.parent)).replace("%root", str(ROOT)).replace("%s", str(path))
    if "%" in line or "--config" in line:
        return None  # Against a real library, or with options of its own.
    return shlex.split(line.split(" -- ", 1)[1]) if " -- " in line else []


def prove(tools, path):
    """The proof of one file, or None where there is nothing to prove."""
    text = path.read_text(encoding="utf-8", errors="replace")
    flags = flags_of(path, text)
    if flags is None:
        return None
    # Expectations would be moved about.
    text = "\n".join(line for line in text.splitlines() if "CHECK-" not in line) + "\n"
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / path.name
        copy.write_text(text, encoding="utf-8")
        unit = unit_of(tools, copy, [*flags, "-I", str(path.parent)])
        if fixproof.compiles(unit, "-w"):
            return None
        proof = Proof(tools, [unit])
        proof.apply()
        if not proof.verify():
            proof.problem += "\n" + proof.difference()
        return proof


def print_sums(sums):
    fixproof.print_row(["check", *fixproof.COLUMNS])
    fixproof.print_row(["---"] * (1 + len(fixproof.COLUMNS)))
    for check, cells in sorted(sums.items()):
        fixproof.print_row([check, *cells.cells()])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    fixproof.add_arguments(parser, ROOT)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--reasons", action="store_true")
    parser.add_argument("regex", nargs="?", default="")
    args = parser.parse_args()
    tools = fixproof.tools_of(args, ROOT)
    # NOLINT hides what a fix is for; a faulty annotation is no pool.
    left_out = ("nolint.cpp", "annotation-misspelled.cpp")
    tests = [path for path in sorted((ROOT / "test/checks").glob("*.c*"))
             if re.search(args.regex, path.name) and path.name not in left_out]
    defects, sums, reasons = 0, collections.defaultdict(Sum), collections.Counter()
    with ThreadPoolExecutor(args.jobs) as pool:
        for path, proof in zip(tests, pool.map(lambda path: prove(tools, path), tests)):
            if proof is None:
                continue
            for check in {finding.check for finding in proof.before}:
                sums[check].add(proof, check)
            sums["sum"].add(proof)
            reasons.update((f.check, f.refusal or "no reason given") for f in proof.before if not f.offered)
            if proof.problem:
                defects += 1
                print(f"{path.name}: {proof.problem}", flush=True)
    print_sums(sums)
    print(f"{defects} files with a defect")
    if args.reasons:
        for (check, reason), number in reasons.most_common():
            print(f"{number:5} {check}: {reason}")
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
