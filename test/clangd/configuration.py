# Without any configuration our checks are on, beside clangd's own; what speaks of them is honoured.
# RUN: %lsp %s
# UNSUPPORTED: installed
from lsp import Session, mock

LEAK = """#include <glib.h>
void convert(GFunc task) {
  GThreadPool *pool = g_thread_pool_new(task, NULL, 4, TRUE, NULL);%s
}
"""
OURS = "poolguard-unreleased-pool"
# clangd's default checks find this, and those of bugprone that.
SUSPECT = LEAK % "\n  int n = 0;\n  if (n = 1)\n    return;"
ACME = "void *acme_new(int);\nvoid acme_free(void *);\nvoid run(void) {\n  void *pool = acme_new(4);\n}\n"
MODEL = "- id: acme-pool\n  kind: thread-pool\n  acquire: acme_new\n  release: acme_free\n"

count = 0


def codes(session, files, text=LEAK % "", name="leak.c"):
    """What is found in a directory of its own with these configuration files."""
    global count
    count += 1
    for path, content in files.items():
        session.write(f"{count}/{path}", content)
    return session.open(f"{count}/{name}", text).codes()


with Session(flags=[mock("glib")]) as session:
    assert codes(session, {}) == [OURS]
    assert codes(session, {}, LEAK % " // NOLINT") == []
    assert codes(session, {}, LEAK % f" // NOLINT({OURS})") == []
    assert codes(session, {}, LEAK % " // NOLINT(bugprone-unused-raii)") == [OURS]

    for off in ["-poolguard-*", "-*", "-*,bugprone-*,-poolguard-*", "bugprone-*,-*"]:
        assert codes(session, {".clang-tidy": f"Checks: '{off}'"}) == [], off
    for on in ["bugprone-*", "-*,bugprone-*", "poolguard-*", "-*,poolguard-unreleased-pool"]:
        assert codes(session, {".clang-tidy": f"Checks: '{on}'"}) == [OURS], on
    only_other = {".clang-tidy": "Checks: '-*,poolguard-double-release'"}
    assert codes(session, only_other) == []

    remove = "Diagnostics:\n  ClangTidy:\n    Remove: '%s'\n"
    assert codes(session, {".clangd": remove % "poolguard-*"}) == []
    assert codes(session, {".clangd": remove % OURS}) == []
    assert codes(session, {".clangd": remove % "*"}) == []
    assert codes(session, {".clangd": remove % "bugprone-*"}) == [OURS]
    assert codes(session, {".clangd": remove % "poolguard-*", ".clang-tidy": "Checks: 'poolguard-*'"}) == []
    assert codes(session, {".clangd": "Diagnostics:\n  Suppress: poolguard-unreleased-pool\n"}) == []
    add = "Diagnostics:\n  ClangTidy:\n    Add: bugprone-assignment-in-if-condition\n"
    assert codes(session, {".clangd": add}, SUSPECT) == [OURS, "bugprone-assignment-in-if-condition"]

    # Options: one release is preferred, so one fix is offered.
    session.write("one/.clang-tidy", "CheckOptions:\n  PreferredRelease: close\n")
    file = session.open("one/leak.c", LEAK % "")
    (warning,) = file.diagnostics()
    assert len(file.actions(warning)) == 1, file.actions(warning)

    # Models: those above the file, and those an option names.
    assert codes(session, {}, ACME) == []
    assert codes(session, {".poolguard.yaml": MODEL}, ACME) == [OURS]
    models = session.write("acme.yaml", MODEL)
    assert codes(session, {".clang-tidy": f"CheckOptions:\n  Models: '{models}'\n"}, ACME) == [OURS]

with Session("--enable-config=0", flags=[mock("glib")]) as session:
    assert codes(session, {}) == [OURS]
    assert codes(session, {".clang-tidy": "Checks: 'bugprone-*'"}) == [OURS]
    assert codes(session, {".clang-tidy": "Checks: '-poolguard-*'"}) == []

with Session("--clang-tidy=0", flags=[mock("glib")]) as session:
    assert codes(session, {}) == []
