#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""exits.py [--elsewhere] CODE COMMAND...: fails unless the command exits with the code.

--elsewhere runs it in a copy of the current directory that no other project is above.
"""

import os
import shutil
import subprocess
import sys
import tempfile

arguments = sys.argv[1:]
with tempfile.TemporaryDirectory() as scratch:
    where = os.getcwd()
    if arguments[0] == "--elsewhere":
        del arguments[0]
        where = os.path.join(scratch, "project")
        shutil.copytree(".", where)
    wanted, *command = arguments
    code = subprocess.call(command, cwd=where)
if code != int(wanted):
    sys.exit(f"{' '.join(command)}: exit code {code}, not {wanted}")
