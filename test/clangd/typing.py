# What is found after some keys is what is found in the file as it is then.
# RUN: %lsp %s --count 150
# UNSUPPORTED: installed
"""Types into files, in two servers: typing.py [--count N] [--seed S] [FILE...].

One of them forgets what it found in the last version. Both must say the same of each version: places, paths and fixes.
"""
import argparse
import os
import random
import re
from pathlib import Path

import lsp_corpus
from lsp import Session

LINES = [
    "  if (getenv(\"X\")) return;",
    "  return;",
    "  // a remark",
    "",
    "#define REMARK 1",
    "static int another_function(void) { return 1; }",
    "}",
    "{",
]


def edit(rng, lines):
    """A few lines taken out, doubled, put in or changed, mostly such that the rest stays in its function."""
    lines = list(lines)
    # Without a header, the diagnostics come twice.
    at = rng.choice([number for number, line in enumerate(lines) if "include" not in line])
    kind = rng.randrange(6)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, lines[at])
    elif kind == 2:
        lines.insert(at, rng.choice(LINES))
    elif kind == 3:
        lines[at] = "  " + lines[at]
    elif kind == 4:
        lines.insert(at, rng.choice([line for line in lines if "include" not in line]))
    else:  # One name for another.
        words = re.findall(r"\w+", lines[at])
        others = re.findall(r"\w+", lines[rng.randrange(len(lines))])
        if words and others:
            lines[at] = re.sub(rf"\b{rng.choice(words)}\b", rng.choice(others), lines[at], count=1)
    return lines


def relative(value, root):
    """Without the session's own directory."""
    if isinstance(value, dict):
        return {key.replace(str(root), ""): relative(each, root) for key, each in value.items() if key != "data"}
    if isinstance(value, list):
        return [relative(each, root) for each in value]
    return value.replace(str(root), "") if isinstance(value, str) else value


class Side:
    def __init__(self, forgets):
        os.environ.pop("POOLGUARD_FORGET", None)
        if forgets:
            os.environ["POOLGUARD_FORGET"] = "1"
        self.session = Session(flags=None)
        os.environ.pop("POOLGUARD_FORGET", None)

    def open(self, files):
        self.files = lsp_corpus.add(self.session, files)

    def show(self, index, text):
        path = self.files[index]
        self.document = self.session.open(path.relative_to(self.session.root), text)

    def change(self, text):
        if text != self.document.text:
            self.document.change(text, wantDiagnostics=True)

    def said(self, with_fixes):
        found = self.document.diagnostics()
        fixes = [self.document.actions(each) for each in found] if with_fixes else []
        return relative(found + fixes, self.session.root)


def try_file(rng, sides, index, original, count):
    for side in sides:
        side.show(index, original)
    lines, before, failures = original.split("\n"), original.split("\n"), 0
    for number in range(count):
        text = "\n".join(lines)
        for side in sides:
            side.change(text)
        here, there = (side.said(number % 4 == 0) for side in sides)
        if here != there:
            failures += 1
            kept = Path(f"typing-{index}-{number}{sides[0].files[index].suffix}")
            kept.write_text(text)
            print(f"{sides[0].files[index].name}: version {number}, {kept.resolve()}")
            for name, one, other in (("remembering", here, there), ("forgetting", there, here)):
                print(f"  only when {name}: {[each for each in one if each not in other]}", flush=True)
            break
        # Back from time to time, so that not all becomes nonsense.
        lines, before = (before, before) if rng.random() < 0.3 else (edit(rng, lines), lines)
        if rng.random() < 0.1:
            lines = original.split("\n")
    for side in sides:
        side.document.close()
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=15, help="versions of one file")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    corpus = list(lsp_corpus.checks())
    rng.shuffle(corpus)
    corpus = corpus[: -(-args.count // args.each)]
    sides = [Side(forgets) for forgets in (False, True)]
    failures = 0
    for side in sides:
        side.session.__enter__()
        side.open(corpus)
    for index, path in enumerate(sides[0].files):
        original = path.read_text(encoding="utf-8", errors="replace")
        failures += try_file(rng, sides, index, original, args.each)
    for side in sides:
        side.session.__exit__(None, None, None)
    print(f"{len(corpus) * args.each} versions of {len(corpus)} files, {failures} that differ (seed {args.seed})")
    return failures


raise SystemExit(1 if main() else 0)
