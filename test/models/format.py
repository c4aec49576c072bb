# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""lit's test format for the built-in models; README.md beside it describes the files."""

import os
import re
import subprocess
import tomllib

import lit.formats
import lit.Test
import lit.TestRunner

FILE_KEYS = {"headers", "mock", "real", "language", "standard", "declarations", "flags", "family"}
FAMILY_KEYS = {
    "id", "type", "handle", "acquire", "failed", "release", "use", "parameters", "setup", "unreleased",
    "used-after", "twice", "real", "flags", "variant", "name",
}
CHECKS = "poolguard-unreleased-pool,poolguard-double-release,poolguard-use-after-release"
FINDING = re.compile(r"^(.+?):(\d+):\d+: (warning|error): (.*?)(?: \[([\w.-]+)[\w.,-]*\])?$", re.M)


class BadSpecification(Exception):
    pass


def load(path):
    with open(path, "rb") as file:
        try:
            specification = tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise BadSpecification(f"{path}: {error}") from error
    check_keys(path, specification, FILE_KEYS)
    for family in specification.get("family", []):
        for table in [family] + family.get("variant", []):
            check_keys(path, table, FAMILY_KEYS)
    return specification


def check_keys(path, table, known):
    for key in table.keys() - known:
        raise BadSpecification(f"{path}: unknown key '{key}'; known are {', '.join(sorted(known))}")


def variants_of(family):
    """The family itself and each of its variants: (name, merged table)."""
    yield family["id"], family
    for variant in family.get("variant", []):
        yield f"{family['id']}-{variant['name']}", {**family, **variant}


def template_of(directory):
    with open(os.path.join(directory, "template.txt"), encoding="utf-8") as file:
        parts = re.split(r"^#(.*)$", file.read(), flags=re.M)[1:]
    return list(zip(parts[::2], parts[1::2]))


class Program:
    """The source text made of one family, and what has to be found in it."""

    def __init__(self, specification, family, template):
        self.family = family
        self.lines = [f"#include <{header}>" for header in specification.get("headers", [])]
        self.lines += specification.get("declarations", "").splitlines()
        self.expected = []  # (first line, last line, check, words)
        release = family["release"]
        self.releases = release if isinstance(release, list) else [release]
        for number, (condition, text) in enumerate(template):
            self.add_functions(number, condition, text.strip("\n"))

    def add_functions(self, number, condition, text):
        if condition == "for each release":
            for index, release in enumerate(self.releases):
                self.add_function(f"_{number}_{index}", release, text)
        elif self.holds(condition):
            self.add_function(f"_{number}", self.releases[0], text)

    def holds(self, condition):
        family = self.family
        return {
            "if always": True,
            "if failed": "failed" in family,
            "if use": bool(family.get("use")),
            "if twice": family.get("twice", "reported") != "unsaid",
            "if type": "type" in family,
        }[condition]

    def add_function(self, number, release, text):
        family = self.family
        failed = family.get("failed")
        parameters = family.get("parameters", "")
        words = {
            "N": number,
            "PARAMETERS": ", " + parameters if parameters else "",
            "SETUP": family.get("setup", ""),
            "ACQUIRE": family["acquire"],
            "FAILED": failed or "",
            "BAIL_OUT": f"if ({failed})\n    return;" if failed else "",
            "USE": family.get("use", ""),
            "RELEASE": release,
            "TYPE": family.get("type", ""),
            "HANDLE": family.get("handle", "p"),
        }
        for line in text.splitlines():
            code, _, expectation = line.partition(" //! ")
            code = re.sub(r"@(\w+)@", lambda m: words[m.group(1)], code).rstrip()
            first = len(self.lines) + 1
            self.lines += [piece for piece in code.splitlines() if piece.strip()]
            if expectation:
                self.expect(first, *expectation.split(": ", 1))

    def expect(self, first, check, words):
        verdict = {
            "unreleased-pool": self.family.get("unreleased", "reported"),
            "use-after-release": self.family.get("used-after", "reported"),
            "double-release": self.family.get("twice", "reported"),
        }[check]
        if verdict == "reported":
            self.expected.append((first, len(self.lines), "poolguard-" + check, words))

    def differences(self, output, path):
        """What was expected and not found, and the reverse."""
        found = []
        for name, line, kind, message, check in FINDING.findall(output):
            found.append((int(line) if os.path.realpath(name) == path else 0, kind, message, check))
        missing = list(self.expected)
        for finding in found:
            match = next((e for e in missing if self.matches(e, finding)), None)
            if match:
                missing.remove(match)
            else:
                line, kind, message, check = finding
                yield f"line {line}: unexpected {kind}: {message} [{check}]"
        for first, _, check, words in missing:
            yield f"line {first}: nothing says '{words}' [{check}]"

    @staticmethod
    def matches(expectation, finding):
        first, last, check, words = expectation
        line, kind, message, found_check = finding
        return kind == "warning" and first <= line <= last and check == found_check and words in message


class ModelFormat(lit.formats.TestFormat):
    def getTestsInDirectory(self, suite, path_in_suite, config, local_config):
        directory = suite.getSourcePath(path_in_suite)
        for name in sorted(os.listdir(directory)):
            if not name.endswith(".toml"):
                continue
            specification = load(os.path.join(directory, name))
            for family in specification.get("family", []):
                for variant, table in variants_of(family):
                    for headers in headers_of(specification, table):
                        path = path_in_suite + (name, f"{variant}-{headers}")
                        test = lit.Test.Test(suite, path, local_config)
                        test.model = (specification, table, headers)
                        yield test

    def execute(self, test, lit_config):
        specification, family, headers = test.model
        feature = specification.get("real")
        if headers == "real" and feature not in test.config.available_features:
            return lit.Test.UNSUPPORTED, f"{feature} is not installed"
        directory = os.path.join(test.config.test_source_root, "models")
        program = Program(specification, family, template_of(directory))
        path = self.write(test, specification, program)
        command = self.command(test, specification, family, headers, path)
        run = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False,
            env={**os.environ, **test.config.environment},
        )
        defects = list(program.differences(run.stdout, os.path.realpath(path)))
        if run.returncode and not defects:
            defects = [f"clang-tidy exited with {run.returncode}: {run.stderr}"]
        if not defects:
            return lit.Test.PASS, ""
        numbered = "\n".join(f"{n:3} {line}" for n, line in enumerate(program.lines, 1))
        return lit.Test.FAIL, "\n".join(defects + ["", numbered, "", " ".join(command)])

    @staticmethod
    def write(test, specification, program):
        suffix = ".cpp" if specification.get("language", "c") == "c++" else ".c"
        path = os.path.join(test.config.test_exec_root, *test.path_in_suite) + suffix
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(program.lines) + "\n")
        return path

    @staticmethod
    def command(test, specification, family, headers, path):
        config = test.config
        if headers == "real":
            includes = config.library_flags[specification["real"]].split()
        else:
            mock = specification.get("mock")
            includes = ["-I", os.path.join(config.test_source_root, "Inputs", mock)] if mock else []
        flags = ["-w", *includes, *specification.get("flags", []), *family.get("flags", [])]
        if "standard" in specification:
            flags.append("-std=" + specification["standard"])
        return [
            config.clang_tidy, path, f"--load={config.poolguard_plugin}", "--quiet",
            f"--checks=-*,{CHECKS}", "--config={}", "--", *flags,
        ]


def headers_of(specification, family):
    """Which headers to compile a family against."""
    if "mock" in specification or "real" not in specification:
        yield "mock"
    if "real" in specification and family.get("real", True):
        yield "real"
