# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What every proof of a fix does: apply, format, compile, check again, apply again.

One Proof is about some files that may be changed and the units that show them:

    proof = Proof(tools, [unit_of(tools, "copy.c", ["-std=c11"])])
    proof.apply()     # fixes go into the files
    proof.verify()    # and the files are as good as before, without the findings

Afterwards `before` and `after` are the findings, and `problem` is empty or says
what is wrong. check_fix.py, fixit/ and realworld/run all use it.
"""

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field

import yaml

DIAGNOSTIC = re.compile(r"^(\S.*?):(\d+):(\d+): (warning|error|note): (.*?)(?: \[([\w.,-]+)\])?$")
REFUSAL = "no fix: "
# As good as a fix: the finding must be gone when the other one is applied.
COVERED = "the fix for another pool does that as well"
# What is released in every round is worth a word, but that word is advice.
ADVICE = {"poolguard-pool-in-loop"}
# Fixes that touch each other are applied one after the other.
ROUNDS = 8


class Failure(Exception):
    """A tool did not do its work, which no fix can be blamed for."""


@dataclass(frozen=True)
class Tools:
    """The programs, and how clang-tidy is called."""

    clang_tidy: str
    clang: str
    plugin: str
    clang_format: str = ""  # '' leaves the text as it is.
    style: str = "file"
    fallback: str = "LLVM"  # Where there is no style file.
    apply_replacements: str = ""  # '' applies with clang-tidy --fix --fix-notes.
    checks: str = "-*,poolguard-*"
    config: str = "{CheckOptions: [{key: PreferredRelease, value: close}]}"
    headers: str = "^$"  # The headers that may be changed.
    timeout: float = 300


@dataclass(frozen=True)
class Unit:
    """A source file, and what clang-tidy and the compiler must be told."""

    path: str
    lint: tuple
    compile: tuple
    directory: str = "."


def unit_of(tools, path, flags):
    return Unit(str(path), ("--", *flags), (tools.clang, *flags, str(path)))


@dataclass
class Finding:
    path: str
    line: int
    column: int
    check: str
    message: str
    offered: bool = False
    refusal: str = ""

    @property
    def place(self):
        return self.path, self.line, self.column

    @property
    def identity(self):
        return *self.place, self.check, self.message

    def __str__(self):
        return f"{os.path.basename(self.path)}:{self.line}:{self.column}: {self.message} [{self.check}]"


@dataclass
class Lint:
    """What one run of clang-tidy said."""

    findings: list
    files: set  # Those that fixes would change.
    output: str
    exported: str = ""  # The file for clang-apply-replacements.


def lint(tools, unit, exported, *more):
    command = [tools.clang_tidy, unit.path, f"--load={tools.plugin}", "--quiet", f"--checks={tools.checks}",
               f"--header-filter={tools.headers}", f"--config={tools.config}", f"--export-fixes={exported}",
               *more, *unit.lint]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, cwd=unit.directory,
                         env={**os.environ, "POOLGUARD_DUMP_FIXES": "1"}, timeout=tools.timeout, check=False)
    output = (run.stdout + run.stderr).decode(errors="replace")
    if run.returncode and ("error:" in output or run.returncode < 0 or run.returncode > 100):
        raise Failure(f"{' '.join(command)}\n{output}")
    offers, files = read_offers(exported)
    findings = parse(output, unit, tools.checks)
    for finding in findings:
        finding.offered |= finding.identity in offers
    return Lint(findings, files, output, str(exported))


def parse(output, unit, checks):
    """The findings, once each, with the reason why there is no fix."""
    findings, reasons = {}, {}
    for line in output.splitlines():
        match = DIAGNOSTIC.match(line)
        if not match:
            continue
        path, row, column, level, message, check = match.groups()
        place = os.path.realpath(os.path.join(unit.directory, path)), int(row), int(column)
        if level == "note" and message.startswith(REFUSAL):
            reasons[place[:2]] = message[len(REFUSAL):]
        elif level != "note" and check and not check.startswith("clang-diagnostic"):
            finding = Finding(*place, check.split(",")[0], message)
            findings.setdefault(finding.identity, finding)
    for finding in findings.values():
        finding.refusal = reasons.get((finding.path, finding.line), "")
        if finding.refusal == COVERED:
            finding.offered, finding.refusal = True, ""
    return list(findings.values())


def read_offers(exported):
    """The findings that --fix-notes would repair, and the files it would change."""
    offers, files = set(), set()
    if not os.path.exists(exported):
        return offers, files
    with open(exported, "rb") as file:
        content = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    for diagnostic in content.get("Diagnostics", []):
        message = diagnostic["DiagnosticMessage"]
        notes = [note["Replacements"] for note in diagnostic.get("Notes", []) if note["Replacements"]]
        replacements = message["Replacements"] or (notes[0] if len(notes) == 1 else [])
        if not replacements:
            continue
        folder = diagnostic.get("BuildDirectory", ".")
        path = os.path.realpath(os.path.join(folder, message["FilePath"]))
        offers.add((path, *position(path, message["FileOffset"]), diagnostic["DiagnosticName"], message["Message"]))
        files |= {os.path.realpath(os.path.join(folder, r["FilePath"])) for r in replacements}
    return offers, files


def position(path, offset):
    before = read(path)[:offset]
    return before.count(b"\n") + 1, offset - (before.rfind(b"\n") + 1) + 1


def read(path):
    with open(path, "rb") as file:
        return file.read()


def compiles(unit, *more):
    """'' or what the compiler says."""
    command = [*unit.compile, "-fsyntax-only", *more]
    run = subprocess.run(command, cwd=unit.directory, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return "" if run.returncode == 0 else run.stderr.decode(errors="replace") or "the compiler failed"


class LineMap:
    """Where the lines of a changed text come from."""

    def __init__(self, old, new):
        # CR stays with its line; other separators of Python are none of C.
        self.blocks = difflib.SequenceMatcher(None, old.split(b"\n"), new.split(b"\n"), False).get_opcodes()

    def origin(self, line):
        """The lines it may come from; several where it was changed."""
        for kind, old, old_end, new, new_end in self.blocks:
            if new < line <= new_end:
                return range(old + line - new, old + line - new + 1) if kind == "equal" else range(old + 1, old_end + 1)
        return range(0)

    def changed(self):
        """First and last line of each part that is new."""
        return [(new + 1, new_end) for kind, _, _, new, new_end in self.blocks if kind != "equal" and new < new_end]


@dataclass
class Proof:
    tools: Tools
    units: list
    strict: tuple = ("-Wall", "-Werror")
    root: str = ""  # Nothing outside of it may change; '' for anything.

    before: list = field(default_factory=list)
    after: list = field(default_factory=list)
    old: dict = field(default_factory=dict)  # The first text of each changed file.
    compiled: bool = True
    clean: bool = True
    stable: bool = True
    problem: str = ""

    @property
    def offered(self):
        return [finding for finding in self.before if finding.offered]

    @property
    def changed(self):
        return [path for path, text in self.old.items() if read(path) != text]

    def apply(self):
        """Puts the fixes into the files. What overlaps takes another round, and so does advice."""
        self.levels = {unit: self._level(unit) for unit in self.units}
        for round in range(ROUNDS):
            found, overlap, changed = self._apply_once()
            if round == 0:
                self.before = found
            if not changed or not (overlap or self._has_advice()):
                return

    def _has_advice(self):
        """What is released in a loop now may be made before it."""
        with tempfile.TemporaryDirectory() as directory:
            runs = [lint(self.tools, unit, os.path.join(directory, f"{index}.yaml"))
                    for index, unit in enumerate(self.units)]
        return any(finding.offered and finding.check in ADVICE for finding in merged(runs))

    def _level(self, unit):
        """The strictest way in which the unit compiles now."""
        return next((level for level in (self.strict, ()) if not compiles(unit, *level)), ("-w",))

    def _apply_once(self):
        with tempfile.TemporaryDirectory() as directory:
            runs = [lint(self.tools, unit, os.path.join(directory, f"{index}.yaml"))
                    for index, unit in enumerate(self.units)]
            texts = {path: read(path) for run in runs for path in run.files}
            if outside := [path for path in texts if not path.startswith(self.root)]:
                raise Failure(f"a fix would change {outside[0]}")
            for path, text in texts.items():
                self.old.setdefault(path, text)
            if not texts:
                return merged(runs), False, False
            if self.tools.apply_replacements:
                said = self._apply_exported(directory)
            else:
                said = "".join(lint(self.tools, unit, os.path.join(directory, "fix.yaml"), "--fix", "--fix-notes").output
                               for unit in self.units)
            changed = any(read(path) != text for path, text in texts.items())
            return merged(runs), "overlaps with another fix" in said, changed

    def _apply_exported(self, directory):
        command = [self.tools.apply_replacements, directory]
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        if run.returncode or "new insertion has the same insert location" in run.stderr:
            self._wrong(f"{os.path.basename(command[0])} refuses:\n{run.stdout}{run.stderr}")
        return run.stdout + run.stderr

    def format(self):
        """clang-format over the lines that the fixes changed."""
        for path in self.changed if self.tools.clang_format else []:
            lines = LineMap(self.old[path], read(path)).changed()
            if not lines:
                continue
            command = [self.tools.clang_format, "-i", f"--style={self.tools.style}",
                       f"--fallback-style={self.tools.fallback}", path]
            command += [f"--lines={first}:{last}" for first, last in lines]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            if run.returncode:
                raise Failure(f"{' '.join(command)}\n{run.stderr}")

    def verify(self):
        """Compiles, checks and applies again; formatted where a formatter is set."""
        if self.changed:
            self._compile("the repaired file")
            self.format()
            self._compile("the formatted file")
        if self.compiled:
            self._check_again()
            self._apply_again()
        return not self.problem

    def _compile(self, what):
        for unit in self.units:
            said = compiles(unit, *self.levels[unit])
            if said and self.compiled:
                self.compiled = False
                self._wrong(f"{what} does not compile:\n{said}")

    def _check_again(self):
        with tempfile.TemporaryDirectory() as directory:
            runs = [lint(self.tools, unit, os.path.join(directory, f"{index}.yaml"))
                    for index, unit in enumerate(self.units)]
        self.after = merged(runs)
        left, new = self.compare()
        self.clean = not left and not new
        if left:
            self._wrong("a fix was applied, but there is still: " + "; ".join(map(str, left)))
        if new:
            self._wrong("new: " + "; ".join(map(str, new)))

    def compare(self):
        """The findings that should be gone, and those that were not there."""
        maps = {path: LineMap(text, read(path)) for path, text in self.old.items()}
        remaining, unmatched, left = list(self.before), list(self.after), []
        for same_message in (True, False):
            for finding in list(unmatched):
                origin = maps[finding.path].origin(finding.line) if finding.path in maps else [finding.line]
                candidates = [b for b in remaining if b.path == finding.path and b.line in origin
                              and b.check == finding.check and (b.message == finding.message or not same_message)]
                if not candidates:
                    continue
                # What had no fix may stay: of two in one line, it is that one.
                chosen = min(candidates, key=lambda b: (b.offered, abs(b.column - finding.column)))
                remaining.remove(chosen)
                unmatched.remove(finding)
                if chosen.offered:
                    left.append(finding)
        return left, [finding for finding in unmatched if finding.check not in ADVICE]

    def _apply_again(self):
        texts = {path: read(path) for path in self.old}
        again = Proof(self.tools, self.units, root=self.root)
        again._apply_once()
        if again.changed or any(read(path) != text for path, text in texts.items()):
            self.stable = False
            self._wrong("a second application changes the text:\n" + "".join(map(difference_of, again.changed_texts())))

    def changed_texts(self):
        return [(path, self.old[path], read(path)) for path in self.changed]

    def _wrong(self, what):
        self.problem += ("\n" if self.problem else "") + what

    def difference(self):
        """What the fixes and the formatter did, to be read."""
        return "".join(map(difference_of, self.changed_texts()))


def difference_of(change):
    path, old, new = change
    lines = difflib.unified_diff(*(t.decode(errors="replace").split("\n") for t in (old, new)),
                                 os.path.basename(path), "repaired", lineterm="")
    return "\n".join(lines) + "\n"


def merged(runs):
    """A header's finding is that of each unit; it is one."""
    found = {}
    for run in runs:
        for finding in run.findings:
            found.setdefault(finding.identity, finding)
    return list(found.values())


@dataclass
class Sum:
    """The report: findings, fix offered, compiles, clean, stable."""

    findings: int = 0
    offered: int = 0
    compiled: int = 0
    clean: int = 0
    stable: int = 0

    def add(self, proof, check=None):
        """Everything, or what one check said."""
        ours = [finding for finding in proof.before if check in (None, finding.check)]
        offered = sum(finding.offered for finding in ours)
        self.findings += len(ours)
        self.offered += offered
        self.compiled += offered if proof.compiled else 0
        self.clean += offered if proof.compiled and proof.clean else 0
        self.stable += offered if proof.compiled and proof.stable else 0

    def cells(self):
        return [self.findings, self.offered, self.compiled, self.clean, self.stable]


COLUMNS = ["findings", "fix offered", "compiles", "clean", "second application unchanged"]


def print_row(cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def test_parser(description, *programs):
    """The options of a test that lit runs: what it is told of the build, and its file."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for required in ("--clang-tidy", "--clang", "--plugin", *programs):
        parser.add_argument(required, required=True)
    parser.add_argument("--clang-format", default="")
    parser.add_argument("--prefer", default="close")
    parser.add_argument("file")
    return parser


def split_flags(argv):
    """What stands before `--`, and the compiler's flags behind it."""
    split = argv.index("--") if "--" in argv else len(argv)
    return argv[:split], argv[split + 1 :]


def run_test(args, check):
    """Calls check(args, directory) with a directory of its own. Returns the exit code."""
    with tempfile.TemporaryDirectory() as directory:
        try:
            check(args, directory)
        except Failure as failure:
            print(f"{os.path.basename(sys.argv[0]).removesuffix('.py')}: {args.file}: {failure}")
            return 1
    return 0


def add_arguments(parser, root):
    """The options of what runs by hand."""
    parser.add_argument("--plugin", default=str(root / "build/release/lib/libPoolGuard.so"))
    parser.add_argument("--llvm", default=(root / ".llvm-versions").read_text().split()[0])
    parser.add_argument("--exported", action="store_true", help="apply with clang-apply-replacements")


def tools_of(args, root, **more):
    def program(name):
        return f"{name}-{args.llvm}"

    applier = program("clang-apply-replacements") if args.exported else ""
    # Only the reference version's is sure to be installed; the style is the same.
    reference = (root / ".llvm-versions").read_text().split()[0]
    return Tools(program("clang-tidy"), program("clang"), os.path.abspath(args.plugin), f"clang-format-{reference}",
                 f"file:{root}/.clang-format", apply_replacements=applier, **more)
