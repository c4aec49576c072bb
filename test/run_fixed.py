#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a program before and after its repair.

  // RUN: %run_fixed %s --with=thread,address [--prefer=close] -- -std=c++17 -pthread

Each `case N:` of the program's main is run by itself (./program N). Unrepaired, every
case must be reported: by the first tool of --with (address, thread: sanitizers;
valgrind), or by dying. Repaired (fixproof.py holds, and no finding is left), every case
ends well under each tool and prints the same, or where it died, at least that.
"""

import os
import re
import shutil
import subprocess
import sys

import fixproof
from fixproof import Failure, Proof, Tools, run_test, split_flags, test_parser, unit_of

BUILD = ["-g", "-gdwarf-4", "-O1", "-fno-omit-frame-pointer"]
VALGRIND = ["valgrind", "-q", "--leak-check=full", "--errors-for-leak-kinds=definite,possible", "--error-exitcode=99"]
REPORT = re.compile(r"ERROR: (\w+Sanitizer)|WARNING: (\w+Sanitizer)|^==\d+== ", re.M)
# What has said nothing for so long waits for something that never comes.
PATIENCE = 60


def build(args, path, tool, name):
    program = os.path.join(os.path.dirname(path), f"{name}-{tool}")
    sanitizer = [] if tool == "valgrind" else [f"-fsanitize={tool}"]
    command = [args.clang, *BUILD, *sanitizer, *args.flags, path, "-o", program, *args.libraries]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise Failure(f"{' '.join(command)}\n{run.stderr}")
    return program


def run_case(program, tool, case):
    """What it prints, how it ends, and what is said about that."""
    command = [*(VALGRIND if tool == "valgrind" else []), program, str(case)]
    environment = {name: value for name, value in os.environ.items() if not name.endswith("SAN_OPTIONS")}
    environment.pop("LD_PRELOAD", None)  # The plugin's sanitizer is not the program's.
    try:
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment,
                             timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return "", -1, "it never ends"
    return run.stdout, run.returncode, run.stderr


def run_before(args, path, cases):
    """What each case prints; each must be reported."""
    program, printed = build(args, path, args.tools[0], "before"), {}
    for case in cases:
        printed[case], code, said = run_case(program, args.tools[0], case)
        if code == 0:
            raise Failure(f"case {case} is not reported before the repair, so this proves nothing")
        if code > 0 and not REPORT.search(said):
            raise Failure(f"case {case} fails before the repair for another reason:\n{said}")
    return printed


def run_after(args, path, cases, printed):
    for tool in args.tools:
        program = build(args, path, tool, "after")
        for case in cases:
            output, code, said = run_case(program, tool, case)
            if code:
                raise Failure(f"case {case} under {tool} after the repair:\n{output}{said}")
            if not output.startswith(printed[case]) or not output:
                raise Failure(f"case {case} prints\n{output}and printed\n{printed[case]}")


def check(args, directory):
    path = os.path.join(directory, os.path.basename(args.file))
    shutil.copyfile(args.file, path)
    text = fixproof.read(path).decode()
    cases = [int(number) for number in re.findall(r"^\s*case (\d+):", text[text.index("main(") :], re.M)]
    printed = run_before(args, path, cases)
    config = f"{{CheckOptions: [{{key: PreferredRelease, value: {args.prefer}}}]}}"
    tools = Tools(args.clang_tidy, args.clang, args.plugin, args.clang_format, "LLVM", config=config)
    proof = Proof(tools, [unit_of(tools, path, args.flags)])
    proof.apply()
    if not proof.verify():
        raise Failure(f"{proof.problem}\n{proof.difference()}")
    if proof.after:
        raise Failure("not repaired:\n" + "\n".join(f"{f} ({f.refusal})" for f in proof.after))
    try:
        run_after(args, path, cases, printed)
    except Failure as failure:
        raise Failure(f"{failure}\n{proof.difference()}") from failure


def parse(argv):
    own, flags = split_flags(argv)
    parser = test_parser(__doc__)
    parser.add_argument("--with", dest="tools", required=True, type=lambda text: text.split(","))
    args = parser.parse_args(own)
    args.libraries = [flag for flag in flags if flag.startswith("-l")]
    args.flags = [flag for flag in flags if not flag.startswith("-l")]
    if args.file.endswith(".cpp"):
        args.libraries.append("-lstdc++")
    return args


if __name__ == "__main__":
    sys.exit(run_test(parse(sys.argv[1:]), check))
