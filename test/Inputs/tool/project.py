#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a project: project.py DIRECTORY [--build SUBDIRECTORY] FILE...

Copies the files of check/ (headers always) into DIRECTORY and writes compile_commands.json
there or into the subdirectory. A file FILE=FLAG,FLAG is compiled with the flags, too; a
file that is not in check/ is listed all the same.
"""

import json
import shutil
import sys
from pathlib import Path

source = Path(__file__).with_name("check")
arguments = sys.argv[1:]
root = Path(arguments.pop(0)).resolve()
build = root
if arguments and arguments[0] == "--build":
    build = root / arguments[1]
    del arguments[:2]
shutil.rmtree(root, ignore_errors=True)
build.mkdir(parents=True)
commands = []
for argument in arguments:
    name, _, flags = argument.partition("=")
    if (source / name).exists():
        shutil.copy(source / name, root / name)
    command = ["cc", *flags.split(",")] if flags else ["cc"]
    commands.append({"directory": str(root), "file": name,
                     "arguments": [*command, "-c", name, "-o", name + ".o"]})
for header in source.glob("*.h"):
    shutil.copy(header, root / header.name)
(build / "compile_commands.json").write_text(json.dumps(commands, indent=1))
