# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From an unpacked source to compile_commands.json, configured but not built."""

import dataclasses
import json
import os
import re
import shutil
from pathlib import Path

from .fetch import install_packages
from .process import SetupError, require_program, run_logged

SOURCE_SUFFIXES = (".c", ".cc", ".cpp", ".cxx", ".C", ".c++")
RECORDER = Path(__file__).with_name("record-compiler")


class Workspace:
    """The folder of one project in the cache. Each finished step leaves a
    stamp, so that an interrupted run continues where it stopped."""

    def __init__(self, cache, project):
        self.project = project
        self.root = Path(cache) / project.name
        self.source = self.root / "source"
        self.build = self.root / "build"
        self.log = self.root / "prepare.log"

    @property
    def version(self):
        return _read(self.root / "version.stamp")

    def prepare(self, archive, compilers, announce):
        """Fetch, install and configure what is not yet there."""
        self.root.mkdir(parents=True, exist_ok=True)
        if not self.version:
            announce("fetching the source")
            version = archive.fetch(self.project.source, self.source, self.log)
            (self.root / "version.stamp").write_text(version, encoding="utf-8")
        recipe = self._recipe(compilers)
        if _read(self.root / "configure.stamp") != recipe:
            announce("configuring")
            install_packages(self.project.packages, self.log)
            self._configure(compilers)
            (self.root / "configure.stamp").write_text(recipe, encoding="utf-8")

    def units(self):
        """The source files to analyse, in a stable order, each with the
        folder it is compiled in."""
        entries = json.loads((self.root / "compile_commands.json").read_text(encoding="utf-8"))
        return {entry["file"]: entry["directory"] for entry in sorted(entries, key=lambda entry: entry["file"])}

    def relative(self, path):
        """A path as reports show it: free of where the cache lies."""
        path = os.path.normpath(path)
        built_in_copy = self.project.database == "make"
        for folder, prefix in ((self.source, ""), (self.build, "" if built_in_copy else "<build>/")):
            if path.startswith(f"{folder}{os.sep}"):
                return prefix + os.path.relpath(path, folder)
        return path

    def _recipe(self, compilers):
        """Everything that decides the database, and nothing else."""
        entry = dataclasses.asdict(self.project)
        return json.dumps([{key: entry[key] for key in entry if key not in ("about", "language")}, compilers])

    def _configure(self, compilers):
        shutil.rmtree(self.build, ignore_errors=True)
        environment = {"CC": compilers[0], "CXX": compilers[1]}
        top = self.source
        if self.project.database == "make":
            # Makefiles write beside their sources: a copy keeps those clean.
            shutil.copytree(self.source, self.build, symlinks=True)
            top = self.build
        top = top / self.project.directory
        for command in self.project.before:
            run_logged(command, top, self.log, environment)
        steps = {"cmake": self._cmake, "meson": self._meson, "make": self._make}
        entries = steps[self.project.database](top, environment)
        chosen = self._choose(entries)
        if not chosen:
            raise SetupError(f"no unit in the database of '{self.project.name}'; see {self.log}")
        (self.root / "compile_commands.json").write_text(json.dumps(chosen, indent=1), encoding="utf-8")

    def _cmake(self, top, environment):
        require_program("cmake", "run: apt-get install cmake")
        require_program("ninja", "run: apt-get install ninja-build")
        switches = ["-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-DCMAKE_BUILD_TYPE=Release"]
        command = ["cmake", "-S", str(top), "-B", str(self.build), *switches, *self.project.options]
        run_logged(command, top, self.log, environment)
        return self._ninja_database(environment)

    def _meson(self, top, environment):
        require_program("meson", "run: apt-get install meson")
        command = ["meson", "setup", str(self.build), str(top), *self.project.options]
        run_logged(command, top, self.log, environment)
        return self._ninja_database(environment)

    def _ninja_database(self, environment):
        if self.project.targets:
            run_logged(["ninja", *self.project.targets], self.build, self.log, environment)
        return json.loads((self.build / "compile_commands.json").read_text(encoding="utf-8"))

    def _make(self, top, environment):
        """Walk the makefile with the recording compiler. Its own programs are
        empty then, so rules that would run them fail: hence keep-going."""
        if self.project.targets:
            run_logged(["make", *self.project.targets], top, self.log, environment)
        record = self.root / "record.jsonl"
        record.unlink(missing_ok=True)
        compilers = [f"{name}={RECORDER} {environment[name]}" for name in ("CC", "CXX")]
        walk = ["make", "--keep-going", "--ignore-errors", *compilers, *self.project.options]
        try:
            run_logged(walk, top, self.log, {**environment, "POOLGUARD_RECORD": str(record)})
        except SetupError:
            if not record.exists():
                raise
        return [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]

    def _choose(self, entries):
        """One entry per source file, by the project's patterns: a file built
        twice would be analysed twice and its findings counted once."""
        chosen = {}
        for entry in entries:
            path = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
            name = self.relative(path)
            if not path.endswith(SOURCE_SUFFIXES) or not os.path.exists(path):
                continue
            if re.search(self.project.only, name) and not (self.project.skip and re.search(self.project.skip, name)):
                chosen.setdefault(path, {**entry, "file": path})
        return list(chosen.values())


def _read(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""
