# Half-written code neither crashes nor hangs the server.
# RUN: %lsp %s --count 500
# UNSUPPORTED: installed
"""Replays beginnings and mutations of real files: fuzz.py [--count N] [--seed S] [--server PROGRAM] [--keep DIRECTORY].

Each text is a version of an open file whose diagnostics have to come within a minute; now and then the server is also
asked for fixes and completions. What it dies of or hangs on is kept and counted, and a new server goes on.
"""
import argparse
import random
import tempfile
from pathlib import Path

import lsp_corpus
from lsp import ServerError, Session

TOKENS = [
    "{", "}", "(", ")", ";", ",", "<", ">", "[", "]", "=", "&", "*", "::", "->", ".", "if (", "for (", "while (1)", "return ", "goto x;",
    "try {", "catch (...)", "throw 1;", "struct S {", "template <class T> ", "auto ", "std::thread t", "delete ", "new ", "#define X ",
    "#if 0\n", "#endif\n", "/*", "*/", '"', "'", "\\\n", "R\"(", "é", "\0", "co_await ", "requires ", "operator", "decltype(", "[&] {",
]
HANG = 60


def spans(rng, text, longest):
    start = rng.randrange(len(text) + 1)
    return start, min(len(text), start + rng.randint(1, longest))


def mutate(rng, text, body):
    """One edit somewhere behind the offset body, where the includes end."""
    head, text = text[:body], text[body:]
    start, end = spans(rng, text, rng.choice([1, 4, 20, 200]))
    kind = rng.randrange(7)
    if kind == 0:
        text = text[:start] + text[end:]
    elif kind == 1:
        text = text[:end] + text[start:]
    elif kind == 2:
        text = text[:start] + rng.choice(TOKENS) + text[start:]
    elif kind == 3:
        text = text[:start] + rng.choice(TOKENS) + text[end:]
    elif kind == 4:
        lines = text.split("\n")
        del lines[rng.randrange(len(lines))]
        text = "\n".join(lines)
    elif kind == 5:
        lines = text.split("\n")
        first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[first], lines[second] = lines[second], lines[first]
        text = "\n".join(lines)
    else:  # One word for another.
        words = text.split(" ")
        words[rng.randrange(len(words))] = words[rng.randrange(len(words))]
        text = " ".join(words)
    return head + text


def end_of_includes(text):
    found = text.rfind("#include")
    return text.find("\n", found) + 1 if found >= 0 else 0


def versions(rng, text):
    """Endless texts of which somebody may be on the way to this one."""
    body = end_of_includes(text)
    while True:
        start = body if rng.random() < 0.97 else 0  # Before it, the preamble is built anew.
        if rng.random() < 0.4:
            yield text[: rng.randint(start, len(text))]
            continue
        changed = text
        for _ in range(rng.choice([1, 1, 2, 4])):
            changed = mutate(rng, changed, start)
        if rng.random() < 0.3:
            changed = changed[: rng.randint(start, len(changed))]
        yield changed


class Run:
    def __init__(self, args):
        self.rng, self.args = random.Random(args.seed), args
        self.kept = Path(args.keep or tempfile.mkdtemp(prefix="poolguard-fuzz-"))
        self.kept.mkdir(parents=True, exist_ok=True)
        self.sent = self.failures = 0

    def session(self):
        return Session(flags=None, command=[self.args.server] if self.args.server else None)

    def try_version(self, document, text):
        document.change(text, wantDiagnostics=True)  # clangd's own: not to be left out for a newer one.
        found = document.diagnostics(timeout=HANG)
        if found and self.rng.random() < 0.2:
            document.actions(self.rng.choice(found))
        if self.rng.random() < 0.02:
            end = text.count("\n"), document.session.units(text[text.rfind("\n") + 1 :])
            position = dict(zip(("line", "character"), end))
            document.server.request("textDocument/completion", {"textDocument": document.identifier, "position": position})

    def try_file(self, session, path, count):
        original = path.read_text(encoding="utf-8", errors="replace")
        document = session.open(path.relative_to(session.root), original)
        document.diagnostics()
        texts = versions(self.rng, original)
        for _ in range(count):
            text = next(text for text in texts if text != document.text)  # The same again is not looked at.
            self.sent += 1
            try:
                self.try_version(document, text)
            except ServerError as error:
                self.failures += 1
                kept = self.kept / f"{self.failures}-{path.name}"
                kept.write_text(text, encoding="utf-8", errors="replace")
                (self.kept / f"{self.failures}.log").write_text(str(error))
                print(f"{kept}: {str(error).splitlines()[0]}", flush=True)
                return False
        document.close()
        return True

    def go(self):
        corpus = [*lsp_corpus.checks(), *lsp_corpus.real_headers()]
        self.rng.shuffle(corpus)
        each = max(4, -(-self.args.count // len(corpus)))
        while corpus and self.sent < self.args.count:
            try:
                with self.session() as session:
                    files = lsp_corpus.add(session, corpus)
                    for number, path in enumerate(files, 1):
                        if self.sent >= self.args.count or not self.try_file(session, path, each):
                            break
                    corpus = corpus[number:]
            except ServerError:
                pass  # Counted already; the next server goes on behind it.
        print(f"{self.sent} texts, {self.failures} that the server died of or hung on (seed {self.args.seed})")
        return self.failures


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--count", type=int, default=20000)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--server")
parser.add_argument("--keep")
assert Run(parser.parse_args()).go() == 0
