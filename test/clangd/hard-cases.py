# Files and editors that are in nobody's example.
# RUN: %lsp %s
# UNSUPPORTED: installed
import time

from lsp import ServerError, Session, mock

OURS = "poolguard-unreleased-pool"
LEAK = """#include <glib.h>
void convert_%d(GFunc task, int jobs) {
  GThreadPool *pool = g_thread_pool_new(task, NULL, 4, TRUE, NULL);
  if (jobs == %d)
    return;
  g_thread_pool_free(pool, FALSE, TRUE);
}
"""


def body(number):
    return (LEAK % (number, number)).replace("#include <glib.h>\n", "")


def no_parse(session):
    """Errors elsewhere leave what is whole; what is half-written is not judged."""
    file = session.open("errors.c", LEAK % (1, 1) + "void broken(void) { int x = ; }\n" + body(2))
    assert file.codes() == [OURS, OURS] and len(file.diagnostics(source="clang")) == 1
    file.change((LEAK % (1, 1)).replace("return;", "return jobs +;"))
    assert file.codes() == []
    file.change((LEAK % (1, 1)).replace("glib.h", "no_such_header.h"))
    assert file.codes() == [] and file.diagnostics(source="clang")
    for text in ("", "\n", "\0\0", "\ufeff" + LEAK % (1, 1), "}" * 1000, "(" * 3000, "#include"):
        file.change(text)
        file.diagnostics(source=None)
    file.change(LEAK % (3, 3))
    assert file.codes() == [OURS]


def headers(session):
    """A header by itself, and one that two files share."""
    session.write("shared.h", "#include <glib.h>\nstatic inline void finish(GThreadPool *p) { g_thread_pool_free(p, 0, 1); }\n")
    user = '#include "shared.h"\nvoid f%s(GFunc g) {\n  GThreadPool *p = g_thread_pool_new(g, 0, 4, 1, 0);\n  finish(p);\n}\n'
    one, two = session.open("one.c", user % 1), session.open("two.c", user % 2)
    assert one.codes() == [] and two.codes() == []
    header = session.open("alone.h", "#pragma once\n" + (LEAK % (1, 1)).replace("void convert", "inline void convert"))
    assert header.codes() == [OURS], header.diagnostics(source=None)
    # Of another length: two changes in one second go unnoticed otherwise. The helper forgets to release; who includes it is told when it is touched.
    session.write("shared.h", "#include <glib.h>\nstatic inline void finish(GThreadPool *p) { g_thread_pool_get_num_threads(p); }\n")
    for file in (one, two):
        file.change(file.text + "\n")
        file.settle([OURS])


def wrong_language(session):
    """C with the flags of C++, C++ that is called C, a language nobody knows."""
    session.write("cxx/compile_flags.txt", "-std=c++17\n" + mock("glib") + "\n")
    assert session.open("cxx/file.c", LEAK % (1, 1)).codes() == [OURS]
    file = session.open("class.c", "#include <glib.h>\nclass A { A() { g_thread_pool_new(0, 0, 1, 0, 0); } };\n")
    assert file.diagnostics(source="clang")
    session.open("odd.c", LEAK % (1, 1), language="fortran").diagnostics()


def typing(session):
    """What came in between is passed over; the last text counts."""
    file = session.open("typing.c", "")
    whole = LEAK % (1, 1)
    for end in range(len(whole) + 1):
        file.change(whole[:end])
    assert file.codes() == [OURS]
    seen = session.server.publish_count[file.uri]
    assert seen < len(whole) / 2, f"{seen} times diagnostics for {len(whole)} keys"
    # Asking and losing interest.
    file.change(whole + "g_")
    end = {"line": whole.count("\n"), "character": 2}
    number = session.server.ask("textDocument/completion", {"textDocument": file.identifier, "position": end})
    session.server.notify("$/cancelRequest", {"id": number})
    try:
        session.server.answer(number)
    except ServerError as error:
        assert "ancel" in str(error), error
    file.change(whole + "\n")
    assert file.codes() == [OURS]
    # A request for a file that nobody opened is an error and no more.
    try:
        session.server.request("textDocument/hover", {"textDocument": {"uri": "file:///no/such.c"}, "position": end})
        raise AssertionError("a file that is not open")
    except ServerError as error:
        assert "non-added" in str(error), error


def models(session):
    """A model with a mistake is told of; the built-in ones still count."""
    session.write("models/.poolguard.yaml", "- id: [\n")
    file = session.open("models/leak.c", LEAK % (1, 1))
    assert OURS in file.codes()


def huge(session):
    count = 3000
    file = session.open("huge.c", "#include <glib.h>\n" + "".join(map(body, range(count))))
    assert file.codes() == [OURS] * count


with Session(flags=[mock("glib")]) as session:
    for case in (no_parse, headers, wrong_language, typing, models, huge):
        case(session)

# No database at all.
with Session(flags=None) as session:
    source = "struct T;\n" + (LEAK % (1, 1)).replace("#include <glib.h>", "#include <pthread.h>")
    assert session.open("leak.c", source).diagnostics(source="clang")
    threads = "#include <thread>\nvoid work();\nvoid f() {\n  std::thread t(work);\n}\n"
    assert session.open("leak.cpp", threads).codes() == [OURS]

# The editor is closed while there is work.
with Session(flags=[mock("glib")]) as session:
    session.open("huge.c", "#include <glib.h>\n" + "".join(map(body, range(3000))))
    start = time.monotonic()
assert time.monotonic() - start < 60
