#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs some checks over one file and compares what they say with the file.

  // RUN: %check_tidy %s poolguard-unreleased-pool -- -std=c++17 -I %S/Inputs

  check_tidy.py FILE CHECKS [--suffix=S] [clang-tidy options] [-- compiler flags]

Expectations are lines that FileCheck reads:

  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: ... [poolguard-...]

Every warning and error must be expected. Notes may be left out, unless the file
says CHECK-NOTES instead of CHECK-MESSAGES: then every note must be expected too.
A file without expectations passes when there is no warning and no error. With
--suffix=S the expectations are CHECK-MESSAGES-S, for files with several RUN lines.

--bless, or POOLGUARD_BLESS=1 in the environment of lit, rewrites the expectations
to what was printed. Read the difference; do not trust it.
"""

import argparse
import os
import re
import subprocess
import sys

DIAGNOSTIC = re.compile(r"^(?:(.+?):(\d+):(\d+): )?(warning|error|note): (.*)$")


class Diagnostic:
    """One line of clang-tidy's output; line is None when it has no location."""

    def __init__(self, match, main_file):
        path, line, _, self.kind, self.message = match.groups()
        self.in_main = path is not None and os.path.realpath(path) == main_file
        self.line = int(line) if line else None
        self.text = match.group(0)
        if self.in_main:
            self.text = self.text.replace(path, os.path.basename(path), 1)


def run_clang_tidy(args):
    command = [args.clang_tidy, args.file, f"--load={args.plugin}", f"--checks=-*,{args.checks}"]
    command += args.options
    if not any(o.startswith(("--config", "-config")) for o in args.options):
        command.append("--config={}")
    if not any("header-filter" in o for o in args.options):
        command.append("--header-filter=.*")  # The default of 22, but not of 19.
    command += ["--"] + args.flags
    run = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    return command, run


def diagnostics_of(output, main_file):
    matches = (DIAGNOSTIC.match(line) for line in output.splitlines())
    return [Diagnostic(m, main_file) for m in matches if m]


def file_check(args, prefix, notes, text):
    kinds = "note|warning|error" if notes else "warning|error"
    command = [args.filecheck, args.file, f"--check-prefix={prefix}", "--dump-input=never"]
    command.append("--implicit-check-not={{(^|[0-9]: )(" + kinds + "): }}")
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


# Blessing. Expectations follow the line they are about, after any continuation
# lines of a macro; their order is that of the output, as FileCheck wants.


def anchor_of(lines, index):
    while index + 1 < len(lines) and lines[index].endswith("\\"):
        index += 1
    return index


def groups_of(diagnostics):
    """Each warning or error of the main file together with its notes there."""
    groups = []
    for diagnostic in diagnostics:
        if diagnostic.kind != "note":
            groups.append([diagnostic] if diagnostic.in_main else None)
        elif groups and groups[-1] and diagnostic.in_main:
            groups[-1].append(diagnostic)
    return [g for g in groups if g]


def bless(path, prefix, notes, diagnostics):
    with open(path, encoding="utf-8") as file:
        old = file.read().splitlines()
    expectation = re.compile(rf"^\s*// {re.escape(prefix)}: ")
    kept = [i for i, line in enumerate(old) if not expectation.match(line)]
    new_index = {number: index for index, number in enumerate(kept)}

    # Which warnings showed notes before: theirs stay.
    with_notes, code_line = set(), 0
    for number, line in enumerate(old):
        if number in new_index:
            code_line = number
        elif " note: " in line:
            with_notes.add(code_line)

    after = {}  # Index of a kept line -> the diagnostics written below it.
    lines = [old[i] for i in kept]
    for group in groups_of(diagnostics):
        anchor = anchor_of(lines, new_index[group[0].line - 1])
        shown = group if notes or kept[anchor] in with_notes else group[:1]
        after.setdefault(anchor, []).extend(shown)

    final, at = {}, 0  # Final 1-based line number of each kept line.
    for index in range(len(lines)):
        at += 1
        final[index] = at
        at += len(after.get(index, []))

    result = []
    for index, line in enumerate(lines):
        result.append(line)
        indent = re.match(r"\s*", line).group(0)
        for diagnostic in after.get(index, []):
            offset = final[new_index[diagnostic.line - 1]] - (len(result) + 1)
            result.append(
                f"{indent}// {prefix}: :[[@LINE{offset:+d}]]:{{{{[0-9]+}}}}: "
                f"{diagnostic.kind}: {escape(diagnostic.message)}"
            )
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(result) + "\n")


def escape(message):
    """Makes FileCheck take its own markup literally."""
    return re.sub(r"\[\[|\{\{", lambda m: "{{" + re.escape(m.group(0)) + "}}", message)


def fail(reason, command, run, diagnostics, details=""):
    print(f"check_tidy: {reason}\n")
    if details:
        print(details.strip() + "\n")
    print("clang-tidy printed:")
    for diagnostic in diagnostics:
        print("  " + diagnostic.text)
    if not diagnostics:
        print("  no warning, error or note")
    if run.returncode:
        print(f"and exited with {run.returncode}; its error output ends with:")
        print("\n".join("  " + line for line in run.stderr.splitlines()[-15:]))
    print("\nThe command was:\n  " + " ".join(command))
    print("To accept the output, run lit again with POOLGUARD_BLESS=1 and read the difference.")
    return 1


def check(args):
    with open(args.file, encoding="utf-8") as file:
        text = file.read()
    suffix = f"-{args.suffix}" if args.suffix else ""
    notes = f"CHECK-NOTES{suffix}:" in text
    prefix = ("CHECK-NOTES" if notes else "CHECK-MESSAGES") + suffix

    command, run = run_clang_tidy(args)
    # What has no location goes to the error stream.
    output = run.stdout + "\n" + run.stderr
    diagnostics = diagnostics_of(output, os.path.realpath(args.file))
    serious = [d for d in diagnostics if d.kind != "note"]

    if run.returncode and not any(d.kind == "error" for d in serious):
        return fail("clang-tidy failed", command, run, diagnostics)
    if args.bless:
        bless(args.file, prefix, notes, diagnostics)
        print(f"check_tidy: {args.file}: expectations rewritten")
        return 0
    if f"{prefix}:" not in text:
        if serious:
            return fail(f"the file has no {prefix} line, so nothing may be reported",
                        command, run, diagnostics)
        return 0
    matched = file_check(args, prefix, notes, "\n".join(d.text for d in diagnostics) + "\n")
    if matched.returncode:
        return fail("the output differs from the expectations", command, run, diagnostics,
                    matched.stderr)
    return 0


def parse(argv):
    flags = []
    if "--" in argv:
        split = argv.index("--")
        argv, flags = argv[:split], argv[split + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clang-tidy", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--filecheck", required=True)
    parser.add_argument("--suffix", default="")
    parser.add_argument("--bless", action="store_true",
                        default=os.environ.get("POOLGUARD_BLESS") == "1")
    parser.add_argument("file")
    parser.add_argument("checks")
    args, args.options = parser.parse_known_args(argv)
    args.flags = flags
    return args


if __name__ == "__main__":
    sys.exit(check(parse(sys.argv[1:])))
