#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lints the examples of the pages.

  docs_examples.py PRELUDE PAGE|DIRECTORY... -- CLANG-TIDY [OPTIONS] -- FLAGS

Every ```c and ```cpp block must compile after PRELUDE. It must be free of findings, or,
after a line <!-- bad -->, have one: of the page's own check on a check's page. A ```text
block that follows a bad one, or a line <!-- findings of FILE -->, is what is printed,
word for word, without the excerpts of the source.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

STANDARD = {"c": "-std=gnu11", "cpp": "-std=c++17"}
DIAGNOSTIC = re.compile(r"^(?:.*/)?([^/:]+:\d+:\d+: (?:warning|error|note): .*)$", re.M)
MARKER = re.compile(r"<!-- (bad|findings of (\S+)) -->$")


@dataclass
class Example:
    """A block of code, or a file, and what is expected of it."""

    page: Path
    line: int
    language: str
    file: str = ""
    code: str = ""
    bad: bool = False
    output: str = ""

    def defect(self, tidy, flags, prelude):
        printed = self.lint(tidy, flags, prelude)
        found = re.findall(r": (?:warning|error): .*", printed)
        if any(": error: " in line for line in found):
            return f"does not compile:\n{printed}"
        if not self.bad:
            return f"is reported:\n{printed}" if found else ""
        check = f"[poolguard-{self.page.stem}]" if self.page.parent.name == "checks" else "[poolguard-"
        if not any(check in line for line in found):
            return f"has no finding {check}:\n{printed}"
        if self.output and self.output != printed:
            return f"is reported differently:\n{printed}"
        return ""

    def lint(self, tidy, flags, prelude):
        name = self.file or f"example.{self.language}"
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch, name)
            if self.file:
                source = self.page.parent / name
            else:
                source.write_text(self.code, encoding="utf-8")
            include = [] if self.file else ["-include", prelude]
            command = [*tidy, "--checks=-*,poolguard-*", "--config={}", str(source), "--"]
            command += [STANDARD[self.language], *include, *flags]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
        return "\n".join(DIAGNOSTIC.findall(run.stdout))


def examples_of(page):
    """The examples of a page, in order."""
    examples, fence, marker = [], None, None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if fence is None and line.startswith("```"):
            fence, begin, block = line[3:], number, []
            if fence in STANDARD:
                examples.append(Example(page, number, fence, bad=bool(marker)))
            elif fence == "text" and marker and marker.group(2):
                language = marker.group(2).rpartition(".")[2]
                examples.append(Example(page, number, language, file=marker.group(2), bad=True))
        elif fence is not None and line == "```":
            if fence in STANDARD:
                examples[-1].code = "\n".join(block) + "\n"
            elif fence == "text" and examples and examples[-1].bad:
                examples[-1].output = examples[-1].output or "\n".join(block)
            fence, marker = None, None
        elif fence is not None:
            block.append(line)
        elif MARKER.match(line):
            marker = MARKER.match(line)
        elif line:
            marker = None
    if fence is not None:
        sys.exit(f"{page}:{begin}: the block does not end")
    return examples


def files_of(page):
    return sorted(page.glob("*.md")) if page.is_dir() else [page]


def main(argv):
    pages, tidy, flags = " ".join(argv).split(" -- ")
    prelude, *pages = pages.split()
    examples = [e for page in pages for file in files_of(Path(page)) for e in examples_of(file)]
    if not any(e.bad for e in examples):
        sys.exit("no page has an example of a defect")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        defects = pool.map(lambda e: e.defect(tidy.split(), flags.split(), prelude), examples)
    failed = 0
    for example, defect in zip(examples, defects):
        if defect:
            failed += 1
            print(f"{example.page}:{example.line}: the example {defect}")
    print(f"{len(examples)} examples, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
