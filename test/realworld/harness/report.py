# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The report as JSON for comparing, as text for reading, and the table."""

import dataclasses
import json
from pathlib import Path

from .analyse import identity
from .fix import COLUMNS, Sum
from .process import SetupError


def write_report(path, header, results):
    """JSON at path and the findings as text beside it. An earlier report is
    kept as *.previous.json, ready for --compare."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.replace(path.with_suffix(".previous.json"))
    content = {**header, "projects": {name: dataclasses.asdict(result) for name, result in results.items()}}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    text = path.with_suffix(".txt")
    text.write_text(_as_text(results), encoding="utf-8")
    return text


def load_findings(path):
    """The findings of an earlier report, by project."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        return {name: result["findings"] for name, result in content["projects"].items()}
    except (OSError, ValueError, KeyError) as error:
        raise SetupError(f"{path} is no report of this script: {error}") from error


def print_table(results, with_baseline):
    """One line of Markdown per project."""
    columns = ["project", "language", "units", "not parsed", "findings", "CPU s", "wall s", "crashes", "time-outs"]
    if with_baseline:
        columns[6:6] = ["baseline CPU s", "ratio"]
    _print_row(columns)
    _print_row(["---"] * len(columns))
    for name, result in results.items():
        _print_row(_row(name, result, with_baseline))


def print_failures(results):
    """Each crash and time-out with the command that shows it again, and the
    first few units that do not parse."""
    for name, result in results.items():
        for kind, members in (("crashed", result.crashes), ("timed out", result.timeouts)):
            for member in members:
                print(f"{name}: {member['unit']} {kind}; again: {member['command']}")
        for member in result.parse_failures[:3]:
            print(f"{name}: {member['unit']} does not parse: {member['said']}")


def print_difference(old, results):
    """What was found then and is not now, and the reverse."""
    for name, result in results.items():
        if name not in old:
            print(f"{name}: not in the older report")
            continue
        before = {identity(finding): finding for finding in old[name]}
        now = {identity(finding): finding for finding in result.findings}
        gone, new = before.keys() - now.keys(), now.keys() - before.keys()
        print(f"{name}: {len(new)} new, {len(gone)} gone, {len(before.keys() & now.keys())} as before")
        for sign, keys, table in (("-", gone, before), ("+", new, now)):
            for key in sorted(keys):
                print(f"{sign} {_line(table[key])}")


def print_proofs(proofs):
    """One line of Markdown per project with findings, then each finding that
    has no fix and each fix that is wrong."""
    total = Sum()
    _print_row(["project", *COLUMNS])
    _print_row(["---"] * (1 + len(COLUMNS)))
    for name, proof in proofs.items():
        one = Sum()
        for each in (one, total):
            each.add(proof)
        _print_row([name, *one.cells()])
    _print_row(["sum", *total.cells()])
    for name, proof in proofs.items():
        for finding in proof.before:
            if not finding.offered:
                print(f"{name}: {finding}: {finding.refusal or 'no fix'}")
        if proof.problem:
            print(f"{name}: {proof.problem}\n{proof.text}")


def _row(name, result, with_baseline):
    counts = [len(result.parse_failures), len(result.findings)]
    row = [f"{name} {result.version}", result.language, result.units, *counts, f"{result.cpu_seconds:.1f}"]
    if with_baseline:
        base = result.baseline_cpu_seconds
        row += [f"{base:.1f}", f"{result.cpu_seconds / base:.3f}" if base else "-"]
    return [*row, f"{result.wall_seconds:.1f}", len(result.crashes), len(result.timeouts)]


def _print_row(cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def _as_text(results):
    blocks = []
    for name, result in results.items():
        blocks.append(f"== {name} {result.version}: {len(result.findings)} findings in {result.units} units")
        for finding in result.findings:
            blocks.append(_line(finding))
            blocks += [f"    {_place(note)}: {note['message']}" for note in finding["notes"]]
    return "\n".join(blocks) + "\n"


def _line(finding):
    return f"{_place(finding)}: {finding['message']} [{finding['check']}]"


def _place(item):
    return f"{item['file']}:{item['line']}:{item['column']}"
