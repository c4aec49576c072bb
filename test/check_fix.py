#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Applies the fix-its of one file and checks what comes out.

  // RUN: %check_fix %s poolguard-* [--prefer=close] [--config=YAML] -- -std=c++17 -I %root/test/Inputs/glib

A copy of the file is repaired. Then
  - its text matches the CHECK-FIXES lines (FileCheck reads them), if there are any;
  - what fixproof.py asks of every fix holds: it compiles with -Wall -Werror, formatted
    and not; no finding is left where one was repaired, and none is new; a second
    application changes nothing.
What finds no fix is expected too: each warning that stays needs a line with
`// no fix: REASON` at its end; the reason is the checker's own.
"""

import os
import re
import shutil
import subprocess
import sys

import fixproof
from fixproof import Failure, Proof, Tools, run_test, split_flags, test_parser, unit_of

REMARK = re.compile(r"// no fix: (.*?)\s*$")
# Tests declare more than they use.
STRICT = ("-Wall", "-Werror", "-Wno-unused")


def tools_of(args):
    options = f"{{CheckOptions: [{{key: PreferredRelease, value: {args.prefer}}}]}}"
    style = f"file:{os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), '.clang-format')}"
    return Tools(args.clang_tidy, args.clang, args.plugin, args.clang_format, style,
                 checks=f"-*,{args.checks}", config=args.config or options)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def check_refusals(path, remaining):
    """What stays is marked so, and what is marked so stays."""
    marked = {number: m.group(1) for number, line in enumerate(read(path).splitlines(), 1)
              if (m := REMARK.search(line))}
    for finding in remaining:
        if finding.line not in marked:
            raise Failure(f"not repaired: {finding}\n({finding.refusal or 'without a reason'})\n{read(path)}")
    reasons = {finding.line: finding.refusal for finding in remaining}
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
    tools = tools_of(args)
    proof = Proof(tools, [unit_of(tools, path, args.flags)], STRICT)
    if said := fixproof.compiles(proof.units[0], *STRICT):
        raise Failure(f"the test itself does not compile:\n{said}")
    proof.apply()
    check_text(args, path)
    if not proof.verify():
        raise Failure(f"{proof.problem}\n{read(path)}")
    check_refusals(path, [finding for finding in proof.after if finding.path == os.path.realpath(path)])


def parse(argv):
    own, flags = split_flags(argv)
    parser = test_parser(__doc__, "--filecheck")
    parser.add_argument("--config", default="")
    parser.add_argument("checks")
    args = parser.parse_args(own)
    args.flags = flags
    return args


if __name__ == "__main__":
    sys.exit(run_test(parse(sys.argv[1:]), check))
