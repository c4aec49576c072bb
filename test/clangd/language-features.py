# What clangd does besides works: completion, hover, definitions, references, rename, formatting.
# RUN: %lsp %s
# UNSUPPORTED: installed
from lsp import Session, mock

TEXT = """#include <glib.h>
/** Converts every file. */
static void convert(GFunc task) {
  GThreadPool *pool = g_thread_pool_new(task, NULL, 4, TRUE, NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
}
int main(void) {
  convert(0);
  conv
}
"""

with Session(flags=[mock("glib")]) as session:
    file = session.open("main.c", TEXT)
    file.diagnostics()

    items = file.at("textDocument/completion", "  conv\n", len("  conv"))["items"]
    assert any(item["label"].strip().startswith("convert(") for item in items), items

    hover = file.at("textDocument/hover", "convert(0)")
    assert "Converts every file." in str(hover["contents"]), hover
    (definition,) = file.at("textDocument/definition", "convert(0)")
    assert definition["uri"] == file.uri and definition["range"]["start"]["line"] == 2, definition
    (elsewhere,) = file.at("textDocument/definition", "g_thread_pool_free")
    assert elsewhere["uri"].endswith("glib.h"), elsewhere
    uses = file.at("textDocument/documentHighlight", "pool = ")
    assert len(uses) == 2, uses
    help_text = file.at("textDocument/signatureHelp", "task, NULL")
    assert "g_thread_pool_new" in str(help_text), help_text
    symbols = session.server.request("textDocument/documentSymbol", {"textDocument": file.identifier})
    assert [symbol["name"] for symbol in symbols] == ["convert", "main"], symbols

    file.change(TEXT.replace("  conv\n", "\n").replace("  convert(0)", "convert(0)"))
    assert file.diagnostics(source=None) == []
    options = {"tabSize": 2, "insertSpaces": True}
    edits = session.server.request(
        "textDocument/formatting", {"textDocument": file.identifier, "options": options}
    )
    assert edits, "nothing to format"
