#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Looks at an installation: installed.py PREFIX SOURCES BUILD.

Every link of its pages must lead to something, and no file of it may name the folder of the
sources or of the build. Links to tests are for those who have the sources.
"""

import re
import sys
from pathlib import Path

prefix, sources, build = map(Path, sys.argv[1:])
problems = []
pages = list(prefix.glob("share/doc/poolguard/**/*.md"))
for page in pages:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)  # `[](std::thread *each)` is no link.
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in link and "/test/" not in link and not (page.parent / link).exists():
            problems.append(f"{page}: {link} does not exist")
if len(pages) < 10:
    problems.append(f"{prefix}: {len(pages)} pages only")
for file in prefix.rglob("*"):
    if not file.is_file():
        continue
    text = file.read_bytes()
    for folder in (sources, build):
        if str(folder.resolve()).encode() in text:
            problems.append(f"{file}: names {folder}")
print("\n".join(problems) or "good")
sys.exit(bool(problems))
