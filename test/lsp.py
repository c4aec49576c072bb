# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A client of the Language Server Protocol, as small as the tests of poolguard-clangd allow.

A test is a Python file in test/clangd:

    # RUN: %lsp %s
    from lsp import Session

    with Session() as session:                 # in a new directory
        file = session.open("leak.c", TEXT)
        warning, = file.diagnostics()          # those of the newest text
        fix = file.actions(warning)[0]
        file.change(file.edited(fix))

Whatever is waited for comes within TIMEOUT seconds, or the server is killed and the test fails.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote, unquote, urlparse

TIMEOUT = 120
LANGUAGES = {".c": "c", ".h": "cpp", ".cpp": "cpp"}


class ServerError(Exception):
    """The server answered with an error, died or does not answer."""


def to_uri(path):
    return "file://" + quote(str(path))


def from_uri(uri):
    return Path(unquote(urlparse(uri).path))


class Server:
    """A process that speaks the protocol, and what it has said so far."""

    def __init__(self, command, root):
        environment = dict(os.environ)
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):  # Nothing of the user's.
            environment[name] = str(root / name.lower())
        self.log = root / "server.log"
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log.open("wb"),
            cwd=root,
            env=environment,
        )
        self.next_id = 0
        self.changed = threading.Condition(threading.RLock())
        self.ended = False
        self.replies = {}
        self.published = {}  # URI -> the newest diagnostics
        self.publish_count = {}
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self.process.stdin.flush()
        except OSError as error:
            raise ServerError(self._describe("the server does not read any more")) from error

    def notify(self, method, params):
        self.send(method=method, params=params)

    def ask(self, method, params):
        """Sends a request; answer() waits for what comes back."""
        self.next_id += 1
        self.send(id=self.next_id, method=method, params=params)
        return self.next_id

    def answer(self, number):
        self.wait(lambda: number in self.replies, "an answer")
        reply = self.replies.pop(number)
        if "error" in reply:
            raise ServerError(json.dumps(reply["error"]))
        return reply.get("result")

    def request(self, method, params):
        return self.answer(self.ask(method, params))

    def wait(self, ready, what, timeout=TIMEOUT):
        end = time.monotonic() + timeout
        with self.changed:
            while not ready():
                left = end - time.monotonic()
                if self.ended or left <= 0:
                    reason = "died" if self.ended else f"did not answer in {timeout} s"
                    self.kill()
                    raise ServerError(self._describe(f"the server {reason}, waiting for {what}"))
                self.changed.wait(left)

    def stop(self):
        """Ends in the orderly way; returns the exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(TIMEOUT)

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGABRT)  # Prints where it was.
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _describe(self, what):
        tail = self.log.read_text(errors="replace").splitlines()[-60:]
        return "\n".join([f"{what}; exit code {self.process.poll()}; the end of its log:"] + tail)

    def _read(self):
        pipe = self.process.stdout
        while True:
            length = None
            while line := pipe.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            body = pipe.read(length) if length else b""
            with self.changed:
                if not body:
                    self.ended = True
                else:
                    self._take(json.loads(body))
                self.changed.notify_all()
            if not body:
                return

    def _take(self, message):
        if "method" not in message:
            self.replies[message["id"]] = message
        elif "id" in message:  # A request to us; there is nothing we could do.
            try:
                self.send(id=message["id"], result=None)
            except ServerError:
                pass
        elif message["method"] == "textDocument/publishDiagnostics":
            params = message["params"]
            self.published[params["uri"]] = params
            self.publish_count[params["uri"]] = self.publish_count.get(params["uri"], 0) + 1


class Document:
    """A file that is open in the editor, saved or not."""

    def __init__(self, session, path, text, language):
        self.session, self.server = session, session.server
        self.path, self.uri, self.text, self.version = path, to_uri(path), text, 1
        item = {"uri": self.uri, "languageId": language, "version": 1, "text": text}
        self.server.notify("textDocument/didOpen", {"textDocument": item})

    @property
    def identifier(self):
        return {"uri": self.uri}

    def change(self, text, **how):
        self.version, self.text = self.version + 1, text
        self.server.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": self.uri, "version": self.version},
                "contentChanges": [{"text": text}],
                **how,
            },
        )

    def close(self):
        self.server.notify("textDocument/didClose", {"textDocument": self.identifier})

    def diagnostics(self, source="clang-tidy", timeout=TIMEOUT):
        """Those of the newest text: of clang-tidy's checks, or of all with source=None."""

        def ready():
            return self.server.published.get(self.uri, {}).get("version") == self.version

        self.server.wait(ready, f"diagnostics of {self.path.name}", timeout)
        found = self.server.published[self.uri]["diagnostics"]
        return [d for d in found if source in (None, d.get("source"))]

    def codes(self):
        """The names of the checks that found something, in the order of lines."""
        found = sorted(self.diagnostics(), key=lambda d: d["range"]["start"]["line"])
        return [d["code"] for d in found]

    def settle(self, codes):
        """Waits until the checks find this: after a header has changed, the newest text is looked at twice."""
        self.server.wait(lambda: self.codes() == codes, f"{codes} in {self.path.name}")

    def actions(self, diagnostic):
        """The quick fixes of a diagnostic."""
        params = {
            "textDocument": self.identifier,
            "range": diagnostic["range"],
            "context": {"diagnostics": [diagnostic], "only": ["quickfix"]},
        }
        return self.server.request("textDocument/codeAction", params)

    def at(self, method, needle, offset=0):
        """Asks about the place of a piece of the text."""
        start = self.text.index(needle) + offset
        before = self.text[:start]
        line = before.count("\n")
        character = self.session.units(before[before.rfind("\n") + 1 :])
        position = {"line": line, "character": character}
        return self.server.request(method, {"textDocument": self.identifier, "position": position})

    def under(self, span):
        """The text of a range."""
        return self.text[self._offset(span["start"]) : self._offset(span["end"])]

    def edited(self, action):
        """The text with an action applied."""
        edit = action["edit"]
        edits = edit.get("changes", {}).get(self.uri)
        if edits is None:
            (change,) = edit["documentChanges"]
            edits = change["edits"]
        text = self.text
        for each in sorted(edits, key=lambda e: self._offset(e["range"]["start"]), reverse=True):
            start, end = (self._offset(each["range"][key]) for key in ("start", "end"))
            text = text[:start] + each["newText"] + text[end:]
        return text

    def _offset(self, position):
        lines = self.text.split("\n")
        line = lines[position["line"]]
        count = 0
        while self.session.units(line[:count]) < position["character"]:
            count += 1
        return sum(len(each) + 1 for each in lines[: position["line"]]) + count


class Session:
    """A server in a directory, from `initialize` to `exit`."""

    def __init__(self, *options, encoding=None, flags=("-std=c++17",), capabilities=None, command=None):
        # Not below the build directory, where the project's own configuration counts.
        self.root = Path(tempfile.mkdtemp(prefix="poolguard-lsp-")).resolve()
        if flags is not None:
            self.write("compile_flags.txt", "".join(f"{flag}\n" for flag in flags))
        command = command or [os.environ["POOLGUARD_CLANGD"]]
        self.server = Server([*command, "--background-index=0", "-j=2", *options], self.root)
        announced = {
            "textDocument": {
                "publishDiagnostics": {
                    "relatedInformation": True,
                    "codeDescriptionSupport": True,
                    "versionSupport": True,
                },
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
            },
            **(capabilities or {}),
        }
        if encoding:
            announced["offsetEncoding"] = [encoding]
        params = {"processId": None, "rootUri": to_uri(self.root), "capabilities": announced}
        self.initialized = self.server.request("initialize", params)
        self.encoding = self.initialized.get("offsetEncoding", "utf-16")
        self.server.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        try:
            if kind is None:
                code = self.server.stop()
                assert code == 0, f"the server ended with {code}"
        finally:
            self.server.kill()
            shutil.rmtree(self.root, ignore_errors=True)

    def units(self, text):
        """The length of a text in the unit that was agreed upon."""
        if self.encoding == "utf-8":
            return len(text.encode())
        return len(text.encode("utf-16-le")) // 2

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def open(self, name, text, saved=True, language=None):
        path = self.write(name, text) if saved else self.root / name
        return Document(self, path, text, language or LANGUAGES[path.suffix])


def compiles(session, document, *flags):
    """The text of a document, given to the compiler as a file; whether it likes it."""
    path = session.write(f"compiled-{document.path.name}", document.text)
    run = subprocess.run([os.environ["POOLGUARD_CLANG"], "-fsyntax-only", *flags, path], check=False)
    return run.returncode == 0


def mock(name):
    """The flag that finds the header of a library."""
    return f"-I{Path(__file__).resolve().parent}/Inputs/{name}"
