#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Applies the fix-its of one file and checks what comes out.

  // RUN: %check_fix %s poolguard-* [--prefer=close] [--config=YAML] -- -std=c++17 -I %root/test/Inputs/glib

A copy of the file is repaired. Then
  - its text matches the CHECK-FIXES lines (FileCheck reads them), if there are any;
  - it compiles with -Wall -Werror;
  - it has no finding where one was repaired, and none that was not there before;
  - a second application changes nothing.
What finds no fix is expected too: each warning that stays needs a line with
`// no fix: REASON` at its end; the reason is the checker's own.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

WARNING = re.compile(r"^(.+?):(\d+):\d+: (?:warning|error): (.*) \[([\w-]+)[^\]]*\]$")
REFUSAL = re.compile(r"^(.+?):(\d+):\d+: note: no fix: (.*)$")
REMARK = re.compile(r"// no fix: (.*?)\s*$")


class Failure(Exception):
    pass


def tidy(args, path, fix):
    command = [args.clang_tidy, path, f"--load={args.plugin}", "--quiet",
               f"--checks=-*,{args.checks}", "--header-filter=^$"]  # Headers stay as they are.
    options = f"{{key: PreferredRelease, value: {args.prefer}}}"
    command.append(f"--config={args.config or '{CheckOptions: [' + options + ']}'}")
    if fix:
        command += ["--fix", "--fix-notes"]
    command += ["--", *args.flags]
    environment = {**os.environ, "POOLGUARD_DUMP_FIXES": "1"}
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                         errors="replace", env=environment, check=False)
    if run.returncode and "error:" in run.stdout + run.stderr:
        raise Failure(f"{' '.join(command)}\n{run.stdout}{run.stderr}")
    return run.stdout.splitlines()


def findings(lines, path, pattern):
    """(line, check, message) of what is said about the file itself."""
    matches = [m for m in map(pattern.match, lines) if m]
    return [m.groups()[1:] for m in matches if os.path.realpath(m.group(1)) == os.path.realpath(path)]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def compile_strictly(args, path):
    command = [args.clang, "-fsyntax-only", "-Wall", "-Werror", "-Wno-unused", *args.flags, path]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise Failure(f"does not compile:\n{run.stderr}\n{read(path)}")


def check_refusals(lines, path, remaining):
    """What stays is marked so, and what is marked so stays."""
    marked = {number: m.group(1) for number, line in enumerate(read(path).splitlines(), 1)
              if (m := REMARK.search(line))}
    reasons = {int(line): reason for line, reason in findings(lines, path, REFUSAL)}
    for line, message, check in remaining:
        if int(line) not in marked:
            raise Failure(f"line {line} is not repaired: {message} [{check}]\n"
                          f"({reasons.get(int(line), 'without a reason')})\n{read(path)}")
    for line, reason in marked.items():
        if reasons.get(line) != reason:
            raise Failure(f"line {line}: the reason is '{reasons.get(line)}', not '{reason}'")


def check_text(args, path):
    if "CHECK-FIXES" not in read(args.file):
        return
    # The expectations must not match themselves.
    text = "\n".join(line for line in read(path).splitlines() if "CHECK-FIXES" not in line)
    run = subprocess.run([args.filecheck, args.file, "--check-prefix=CHECK-FIXES", "--dump-input=never"],
                         input=text, capture_output=True, text=True, check=False)
    if run.returncode:
        raise Failure(f"{run.stderr}\nThe repaired file:\n{text}")


def check(args, directory):
    path = os.path.join(directory, os.path.basename(args.file))
    shutil.copyfile(args.file, path)
    compile_strictly(args, path)
    tidy(args, path, fix=True)
    repaired = read(path)
    check_text(args, path)
    compile_strictly(args, path)
    lines = tidy(args, path, fix=False)
    check_refusals(lines, path, findings(lines, path, WARNING))
    tidy(args, path, fix=True)
    if read(path) != repaired:
        raise Failure(f"a second application changes the file:\n{repaired}\n---\n{read(path)}")


def parse(argv):
    split = argv.index("--") if "--" in argv else len(argv)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for required in ("--clang-tidy", "--clang", "--plugin", "--filecheck"):
        parser.add_argument(required, required=True)
    parser.add_argument("--prefer", default="close")
    parser.add_argument("--config", default="")
    parser.add_argument("file")
    parser.add_argument("checks")
    args = parser.parse_args(argv[:split])
    args.flags = argv[split + 1 :]
    return args


def main():
    args = parse(sys.argv[1:])
    with tempfile.TemporaryDirectory() as directory:
        try:
            check(args, directory)
        except Failure as failure:
            print(f"check_fix: {args.file}: {failure}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
