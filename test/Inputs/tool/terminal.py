#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""terminal.py [--interrupt SECONDS] COMMAND...: runs the command on a terminal of its own.

Prints what it prints, and last its exit code. With --interrupt, types Ctrl-C after a while.
"""

import os
import pty
import sys
import time

arguments = sys.argv[1:]
seconds = None
if arguments[0] == "--interrupt":
    seconds = float(arguments[1])
    del arguments[:2]
process, terminal = pty.fork()
if not process:
    os.execvp(arguments[0], arguments)
if seconds is not None:
    time.sleep(seconds)
    os.write(terminal, b"\x03")
output = b""
while True:
    try:
        block = os.read(terminal, 65536)
    except OSError:
        break
    if not block:
        break
    output += block
_, status = os.waitpid(process, 0)
sys.stdout.buffer.write(output)
print(f"exit code {os.waitstatus_to_exitcode(status)}")
