#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests the project rather than the program: consistency.py [ROOT].

Each check has a page, a list entry, a release note and a test, and they begin with the
same sentence; every model has a test; every test runs; messages have one style; files stay small; types have names
of their own; the supported LLVM versions are named in one place. Prints one line per defect.
"""

import json
import re
import sys
from pathlib import Path

MAX_LINES = 500
# Files of checks/ and tool/ that may be longer, each with the reason.
LONG_FILES = {}
# Models without a test made from the template, each with the reason.
UNTESTED_MODELS = {}

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
defects = []


def defect(path, text):
    defects.append(f"{path}: {text}")


def read(path):
    target = ROOT / path
    return target.read_text(encoding="utf-8", errors="replace") if target.is_file() else ""


def files(directory, *suffixes):
    """Paths below a directory, relative to ROOT."""
    found = sorted(p.relative_to(ROOT) for p in (ROOT / directory).rglob("*") if p.is_file())
    return [p for p in found if "__pycache__" not in p.parts and (not suffixes or p.suffix in suffixes)]


def first_sentence(text):
    match = re.search(r"(.+?\.)(?=\s|$)", " ".join(text.split()))
    return match.group(1) if match else ""


def sentence_of_header(text, cls):
    match = re.search(rf"((?:^[ ]*///.*\n)+)class {cls}\b", text, re.M)
    return first_sentence(re.sub(r"^\s*///", "", match.group(1), flags=re.M)) if match else ""


def after(text, pattern):
    match = re.search(pattern, text, re.M)
    return first_sentence(text[match.end() :].split("\n\n")[0]) if match else ""


def registered_checks():
    calls = re.findall(r"registerCheck<(\w+)>\(\s*\"poolguard-([\w-]+)\"", read("checks/PoolGuardModule.cpp"))
    names = [name for _, name in calls]
    if not names or names != sorted(names):
        defect("checks/PoolGuardModule.cpp", "checks are missing or not sorted by name")
    return calls


def test_each_check_is_complete():
    list_page, notes = read("docs/checks/README.md"), read("docs/release-notes.md")
    for cls, name in registered_checks():
        if cls.lower() != name.replace("-", "") + "check":
            defect(f"checks/{cls}.h", f"the class of poolguard-{name} has another name")
        sentence = sentence_of_header(read(f"checks/{cls}.h"), cls)
        if not sentence:
            defect(f"checks/{cls}.h", f"no doc comment before class {cls}")
        if f"docs/checks/{name}.md" not in read(f"checks/{cls}.h"):
            defect(f"checks/{cls}.h", f"does not point to docs/checks/{name}.md")
        places = {
            f"docs/checks/{name}.md": after(read(f"docs/checks/{name}.md"), rf"\A# poolguard-{name}\n"),
            "docs/checks/README.md": after(list_page, rf"^\| \[poolguard-{name}\]\({name}\.md\) \|"),
            "docs/release-notes.md": after(notes, rf"^- `poolguard-{name}`:"),
        }
        for path, found in places.items():
            if found != sentence:
                defect(path, f'poolguard-{name} begins "{found}", its header "{sentence}"')
        if not any(f"poolguard-{name}" in read(t) for t in files(f"test/checks", ".c", ".cpp")):
            defect("test/checks", f"no test of poolguard-{name}")


def test_no_orphans():
    names = [name for _, name in registered_checks()]
    for page in files("docs/checks", ".md"):
        if page.name != "README.md" and page.stem not in names:
            defect(page, "no such check is registered")
    for test in files("test/checks", ".c", ".cpp"):
        if "Inputs" in test.parts:
            continue
        runs = re.findall(r"RUN:.*", read(test))
        if not runs:
            defect(test, "has no RUN line, so it never runs")
        used = set(re.findall(r"poolguard-([\w*]+(?:-\w+)*)", " ".join(runs)))
        if runs and not used & set(names + ["*"]):
            defect(test, "runs no check that is registered")
    for source in files("checks", ".cpp") + files("test/unit", ".cpp"):
        # A room lists its sources in the CMakeLists.txt beside them.
        if not re.search(rf"(^|[\s(/]){re.escape(source.name)}\b", read(source.parent / "CMakeLists.txt")):
            defect(source, "is not in the CMakeLists.txt beside it")


def test_each_model_is_tested():
    ids = re.compile(r"^-? *id *[:=] *\"?([\w-]+)", re.M)
    tested = {i for t in files("test/models", ".toml") for i in ids.findall(read(t))}
    models = {i: m for m in files("checks/catalog/models", ".yaml") for i in ids.findall(read(m))}
    for name in models.keys() - tested - UNTESTED_MODELS.keys():
        defect(models[name], f"{name} has no test in test/models")
    for name in tested - models.keys():
        defect("test/models", f"there is no model {name}")


def test_messages():
    def style(path, message):
        if message[:1].isupper() or message.rstrip().endswith("."):
            defect(path, f'message "{message}" starts with a capital or ends with a full stop')

    for source in files("checks", ".cpp"):
        for literals in re.findall(r"\bdiag\([^;\"]*((?:\"(?:[^\"\\]|\\.)*\"\s*)+)", read(source)):
            style(source, "".join(re.findall(r"\"((?:[^\"\\]|\\.)*)\"", literals)))
    expectation = re.compile(r"CHECK-(?:MESSAGES|NOTES)[\w-]*:.*?(?:warning|note): (.*?)(?: \[poolguard-|$)", re.M)
    for test in files("test/checks", ".c", ".cpp"):
        for message in expectation.findall(read(test)):
            style(test, message)


def test_files_are_small_and_licensed():
    for path in files("checks") + files("tool"):
        lines = read(path).count("\n")
        if lines > MAX_LINES and str(path) not in LONG_FILES:
            defect(path, f"{lines} lines; split it, {MAX_LINES} is the limit")
    for path in files("checks", ".h", ".cpp", ".txt") + files("tool", "", ".sh", ".py", ".cpp", ".h"):
        if "SPDX-License-Identifier" not in "".join(read(path).splitlines(True)[:12]):
            defect(path, "no SPDX line in its head")


def test_types_have_names_of_their_own():
    # Two types of one name and namespace: the linker merges their inline functions.
    places = {}
    for path in files("checks", ".h", ".cpp"):
        text = re.sub(r"^namespace \{$.*?^\} // (?:anonymous )?namespace$", "", read(path), flags=re.M | re.S)
        for name in re.findall(r"^(?:class|struct|enum class|enum|union) (\w+)(?!::)\b[^;{]*\{", text, re.M):
            places.setdefault(name, set()).add(str(path))
    for name, paths in places.items():
        if len(paths) > 1:
            defect(sorted(paths)[1], f"{name} is also defined in {sorted(paths)[0]}")


def test_versions_are_named_once():
    versions = read(".llvm-versions").split()
    others = versions[1:]
    presets = [p["cacheVariables"].get("POOLGUARD_LLVM") for p in
               json.loads(read("CMakePresets.json"))["configurePresets"] if "cacheVariables" in p]
    if sorted(filter(None, presets)) != sorted(others):
        defect("CMakePresets.json", f"needs one preset for each of LLVM {others}")
    wanted = f"LLVM {' and '.join(versions)}"
    if wanted not in read("README.md"):
        defect("README.md", f'does not say "{wanted}", which .llvm-versions says')


def test_commands_are_executable():
    for path in ("tool/try", "tool/test", "tool/new_check", ".ci/run"):
        if not (ROOT / path).stat().st_mode & 0o100:
            defect(path, "is not executable")


def main():
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
    print("\n".join(dict.fromkeys(defects)) or "the project is consistent")
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
