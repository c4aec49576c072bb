# Each fix of a finding is a quick fix of its diagnostic; what it writes compiles and is clean.
# RUN: %lsp %s
# UNSUPPORTED: installed
from lsp import Session, compiles, mock

POOL = """#include <glib.h>
void convert(GFunc task, int jobs) {
  GThreadPool *pool = g_thread_pool_new(task, NULL, 4, TRUE, NULL);
  if (jobs == 0)
    return;
  g_thread_pool_free(pool, FALSE, TRUE);
}
"""
TITLES = [
    "call 'g_thread_pool_free(pool, FALSE, TRUE)' here to finish queued work",
    "call 'g_thread_pool_free(pool, TRUE, TRUE)' here to drop queued work",
]
THREAD = """#include <thread>
void work();
void start(bool more) {
  std::thread worker(work);
  if (more)
    work();
}
"""


def try_each(session, name, text, titles, *flags):
    file = session.open(name, text)
    (warning,) = file.diagnostics()
    assert "(fix" in warning["message"], warning
    actions = file.actions(warning)
    assert [action["title"] for action in actions] == titles, actions
    for action in actions:
        assert action["kind"] == "quickfix" and action["diagnostics"][0]["code"] == warning["code"]
        assert action["diagnostics"][0]["codeDescription"] == warning["codeDescription"], action
        file.change(file.edited(action))
        assert file.text != text
        assert file.diagnostics(source=None) == [], (action["title"], file.text)
        assert compiles(session, file, *flags), file.text
        file.change(text)
        assert file.codes() == [warning["code"]]


with Session(flags=[mock("glib")]) as session:
    try_each(session, "pool.c", POOL, TITLES, mock("glib"))

    # Only where the cursor is.
    file = session.open("cursor.c", POOL)
    (warning,) = file.diagnostics()
    elsewhere = {**warning, "range": {"start": {"line": 5, "character": 0}, "end": {"line": 5, "character": 1}}}
    params = {
        "textDocument": file.identifier,
        "range": elsewhere["range"],
        "context": {"diagnostics": [], "only": ["quickfix"]},
    }
    assert session.server.request("textDocument/codeAction", params) == []

    # A release that the file does not mention yet.
    never = "#include <glib.h>\nvoid run(GFunc task) {\n  GThreadPool *pool = g_thread_pool_new(task, NULL, 4, 1, 0);\n}\n"
    try_each(session, "never.c", never, TITLES, mock("glib"))

    # A finding without a fix offers none, and does not claim to.
    file = session.open("none.c", "#include <glib.h>\nvoid lost(GFunc task) { g_thread_pool_new(task, 0, 4, 1, 0); }\n")
    (warning,) = file.diagnostics()
    assert ("(fix" in warning["message"]) == bool(file.actions(warning)), warning

with Session(flags=["-std=c++17"]) as session:
    try_each(session, "thread.cpp", THREAD, ["call 'worker.join()' here"], "-std=c++17")
