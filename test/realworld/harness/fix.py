# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The fixes of one project, proved on a copy of its tree."""

import json
import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from fixproof import COLUMNS, Failure, Proof, Sum, Tools, Unit  # noqa: E402, F401: the path comes first; the report's, too

from .process import SetupError


def units_of(findings, workspace):
    """The units that show these findings: the file itself, or who includes it."""
    named = {name for finding in findings for name in finding.get("seen_by", []) or [finding["file"]]}
    return [unit for unit in workspace.units() if workspace.relative(unit) in named]


def prove_fixes(workspace, findings, linter, applier):
    """A Proof of everything that is offered in the units with findings. The
    project itself stays as it is; applier '' stands for clang-tidy --fix."""
    with tempfile.TemporaryDirectory(prefix="poolguard-fix-") as directory:
        copy = os.path.realpath(directory)
        entries = _copied(workspace, copy)
        wanted = {_moved(unit, workspace, copy) for unit in units_of(findings, workspace)}
        units = [_unit_of(entry, copy) for entry in entries if entry["file"] in wanted]
        proof = Proof(_tools(linter, applier), units, root=copy)
        try:
            proof.apply()
            proof.verify()
            proof.text = proof.difference()
        except Failure as failure:
            raise SetupError(f"{workspace.project.name}: {failure}") from failure
        for finding in proof.before:
            finding.path = os.path.relpath(finding.path, copy)
        return proof


def _tools(linter, applier):
    def beside(name):
        return linter.program.replace("clang-tidy", name)

    return Tools(
        linter.program,
        beside("clang"),
        linter.plugin,
        beside("clang-format"),
        apply_replacements=beside("clang-apply-replacements") if applier else "",
        checks=linter.checks,
        fallback="none",  # A project without a style has none of ours either.
        headers=".*",
        timeout=linter.timeout,
    )


def _copied(workspace, copy):
    """Copies source and build folder; the entries of the copy's database."""
    for folder in (workspace.source, workspace.build):
        if folder.exists():
            shutil.copytree(folder, os.path.join(copy, folder.name), symlinks=True)
    text = (workspace.root / "compile_commands.json").read_text(encoding="utf-8")
    # Flags and folders name the project by its place.
    text = text.replace(f"{workspace.root}/", f"{copy}/")
    Path(copy, "compile_commands.json").write_text(text, encoding="utf-8")
    return json.loads(text)


def _moved(path, workspace, copy):
    return path.replace(f"{workspace.root}/", f"{copy}/", 1)


def _unit_of(entry, copy):
    arguments = entry.get("arguments") or shlex.split(entry["command"])
    return Unit(entry["file"], (f"-p={copy}",), tuple(arguments), entry["directory"])
