# Fixes hit their place behind text that is not ASCII, in both units of columns, and keep the ends of lines.
# RUN: %lsp %s
# UNSUPPORTED: installed
from lsp import Session, compiles, mock

# Before the pool, on the line of the fix, and inside what it repeats.
TEXT = """#include <glib.h>
void convert(GFunc task, int größe) {
  /* ä€𐍈 */ GThreadPool *pool = g_thread_pool_new(task, "é𐍈", 4, TRUE, NULL);
  /* 𐍈𐍈 */ if (größe == 0) /* ü */ return;
  g_thread_pool_free(pool, FALSE, TRUE);
}
"""

for encoding in ("utf-8", "utf-16"):
    for end in ("\n", "\r\n"):
        with Session(encoding=encoding, flags=[mock("glib")]) as session:
            assert session.encoding == encoding
            text = TEXT.replace("\n", end)
            file = session.open("umlaut ä%20.c", text)
            (warning,) = file.diagnostics()
            assert file.under(warning["range"]) == "g_thread_pool_new", (encoding, warning["range"])
            actions = file.actions(warning)
            assert len(actions) == 2, actions
            for action in actions:
                file.change(file.edited(action))
                assert file.diagnostics(source=None) == [], file.text
                assert compiles(session, file, mock("glib")), file.text
                assert file.text.count(end) == file.text.count("\n"), repr(file.text)
                file.change(text)
                assert len(file.diagnostics()) == 1
