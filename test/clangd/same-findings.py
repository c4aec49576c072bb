# The editor shows what clang-tidy finds in test/checks, and offers a fix where that does.
# RUN: %lsp %s
# UNSUPPORTED: installed
import os
import subprocess
from pathlib import Path

import fixproof
import lsp_corpus
from lsp import Session

CONFIGURATION = """Checks: '-*,poolguard-*'
CheckOptions:
  PreferredRelease: close
"""


def found_by_tidy(session, files):
    """(file, line, check, whether there is a fix) of everything that clang-tidy finds."""
    exported = session.root / "fixes.yaml"
    clang_tidy, plugin = os.environ["POOLGUARD_CLANG_TIDY"], os.environ["POOLGUARD_PLUGIN"]
    command = [clang_tidy, f"--load={plugin}", "--quiet", "-p", session.root, f"--export-fixes={exported}"]
    run = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    unit = fixproof.Unit(str(session.root), (), (), str(session.root))
    offers, _ = fixproof.read_offers(exported)
    findings = fixproof.parse(run.stdout, unit, "")
    # An editor shows what is in a header when that is opened.
    findings = [f for f in findings if "poolguard" in f.check and Path(f.path).suffix != ".h"]
    return {(Path(f.path).name, f.line, f.check, f.identity in offers) for f in findings}


def found_by_server(session, files):
    found = set()
    for path in files:
        document = session.open(path.relative_to(session.root), path.read_text())
        for each in document.diagnostics():
            fixes = document.actions(each)
            found.add((path.name, each["range"]["start"]["line"] + 1, each["code"], bool(fixes)))
        document.close()
    return found


with Session(flags=None) as session:
    # Where a note has a comment, clang-tidy drops its fix.
    files = lsp_corpus.add(session, (each for each in lsp_corpus.checks() if each[0].name != "nolint.cpp"))
    session.write(".clang-tidy", CONFIGURATION)
    tidy, server = found_by_tidy(session, files), found_by_server(session, files)
    for each in sorted(tidy - server):
        print("clang-tidy only:", *each)
    for each in sorted(server - tidy):
        print("server only:", *each)
    print(f"{len(files)} files, {len(tidy)} findings by clang-tidy, {len(server)} by the server")
    assert tidy and tidy == server
