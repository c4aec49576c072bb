# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Files of this project to open in a session: the tests of the checks, the example, users of real headers."""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(1, str(HERE / "fixit"))
from corpus import flags_of  # noqa: E402: the path comes first


def checks():
    """(file, flags) of test/checks, mocks for libraries."""
    for path in sorted((HERE / "checks").glob("*.c*")):
        flags = flags_of(path, path.read_text(encoding="utf-8", errors="replace"))
        if flags is not None:
            yield path, [*flags, "-I", str(path.parent)]


def real_headers():
    """(file, flags) of what includes headers of the system."""
    glib = subprocess.run(["pkg-config", "--cflags", "glib-2.0"], capture_output=True, text=True, check=False)
    for directory in (HERE.parent / "docs/experiment", HERE / "checks/realheaders"):
        for path in sorted([*directory.glob("*.c"), *directory.glob("*.cpp")]):
            yield path, glib.stdout.split()


def add(session, files):
    """Copies files into a session, with a database; returns the copies."""
    copies, database = [], []
    for path, flags in files:
        copy = session.write(f"{path.parent.name}/{path.name}", path.read_text(encoding="utf-8", errors="replace"))
        command = [os.environ["POOLGUARD_CLANG"], *flags, str(copy)]
        database.append({"directory": str(session.root), "file": str(copy), "arguments": command})
        copies.append(copy)
    session.write("compile_commands.json", json.dumps(database))
    return copies
