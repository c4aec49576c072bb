#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command of a page as it is written there.

  recipe.py PAGE TEXT --plugin=FILE --llvm=N [ARGUMENT...]

The line of a code block that holds TEXT is run, with FILE for /path/to/libPoolGuard.so, LLVM N
for LLVM 22, and the arguments for a last `...`.
"""

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("page", type=Path)
parser.add_argument("text")
parser.add_argument("--plugin", required=True)
parser.add_argument("--llvm", required=True)
options, rest = parser.parse_known_args()

lines = [line.strip() for line in options.page.read_text(encoding="utf-8").splitlines() if line.startswith("    ")]
found = [line for line in lines if options.text in line]
if len(found) != 1:
    sys.exit(f"{options.page}: {len(found)} lines of code blocks hold '{options.text}'")
command = found[0].replace("/path/to/libPoolGuard.so", options.plugin).replace("-22", "-" + options.llvm)
if rest and not command.endswith("..."):
    sys.exit(f"{options.page}: '{found[0]}' does not end in '...'")
if command.endswith("..."):
    command = command[:-3] + shlex.join(rest)
print(command, flush=True)
sys.exit(subprocess.call(["bash", "-c", command]))
