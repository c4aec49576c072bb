# A leak shows while it is there, with its path and a link to the page of the check.
# RUN: %lsp %s
from lsp import Session, from_uri, mock

TEXT = """#include <glib.h>
void convert_bad(GFunc task, int jobs) {
  GThreadPool *pool = g_thread_pool_new(task, NULL, 4, TRUE, NULL);
  if (jobs == 0)
    return;
  g_thread_pool_free(pool, FALSE, TRUE);
}
void convert_ok(GFunc task, int jobs) {
  GThreadPool *pool = g_thread_pool_new(task, NULL, 4, TRUE, NULL);
  if (jobs != 0)
    g_thread_pool_push(pool, GINT_TO_POINTER(jobs), NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}
"""

with Session(flags=[mock("glib")]) as session:
    file = session.open("leak.c", TEXT)
    (warning,) = file.diagnostics(source=None)
    assert warning["source"] == "clang-tidy" and warning["severity"] == 2, warning
    assert warning["code"] == "poolguard-unreleased-pool", warning
    assert warning["message"].startswith("Thread pool 'pool' is not released on this path"), warning
    assert file.under(warning["range"]) == "g_thread_pool_new", warning

    # The path, in the order of execution.
    path = warning["relatedInformation"]
    assert [step["message"] for step in path] == [
        "Taking the true branch",
        "Leaves the function here with thread pool 'pool' open",
    ], path
    assert [file.under(step["location"]["range"]) for step in path] == ["==", "return"], path
    assert all(step["location"]["uri"] == file.uri for step in path)

    page = from_uri(warning["codeDescription"]["href"])
    assert page.read_text().startswith("# poolguard-unreleased-pool"), page

    # It goes and comes with the text, saved or not.
    file.change(TEXT.replace("    return;", "    jobs = 1;"))
    assert file.diagnostics(source=None) == []
    file.change(TEXT)
    assert file.codes() == ["poolguard-unreleased-pool"]
    file.change(TEXT.replace("convert_bad", "convert"))
    assert file.codes() == ["poolguard-unreleased-pool"]

    # A file that was never written, and one that was closed.
    unsaved = session.open("unsaved.c", TEXT, saved=False)
    assert unsaved.codes() == ["poolguard-unreleased-pool"]
    unsaved.close()
    session.server.wait(lambda: session.server.published[unsaved.uri]["diagnostics"] == [], "none")

# An editor that shows no related information gets the path in the message.
plain = {"textDocument": {"publishDiagnostics": {"relatedInformation": False}}}
with Session(flags=[mock("glib")], capabilities=plain) as session:
    (warning,) = session.open("leak.c", TEXT).diagnostics()
    assert "relatedInformation" not in warning
    assert "Leaves the function here with thread pool 'pool' open" in warning["message"] or (
        "leaves the function here with thread pool 'pool' open" in warning["message"]
    ), warning
