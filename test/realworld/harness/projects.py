# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The list of projects: projects.toml read and checked."""

import dataclasses
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .process import SetupError

DATABASES = ("cmake", "meson", "make")


@dataclass(frozen=True)
class Project:
    """One Debian source package and how its compile database is made. The
    keys are explained at the head of projects.toml."""

    name: str
    source: str
    language: str
    about: str
    database: str
    packages: list = field(default_factory=list)
    directory: str = "."
    before: list = field(default_factory=list)
    options: list = field(default_factory=list)
    targets: list = field(default_factory=list)
    only: str = ""
    skip: str = ""


def load_projects(path):
    """All projects of a file, by name."""
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SetupError(f"{path}: {error}") from error
    return {name: _project(path, name, entry) for name, entry in table.items()}


def select(projects, names):
    """The named projects, or all of them."""
    unknown = [name for name in names if name not in projects]
    if unknown:
        raise SetupError(f"no project '{unknown[0]}'; there are: {', '.join(projects)}")
    return [projects[name] for name in names] or list(projects.values())


def _project(path, name, entry):
    known = {f.name for f in dataclasses.fields(Project)} - {"name"}
    required = {"language", "about", "database"}
    for key in entry:
        if key not in known:
            raise SetupError(f"{path}: [{name}] unknown key '{key}'; known: {', '.join(sorted(known))}")
    for key in required - entry.keys():
        raise SetupError(f"{path}: [{name}] lacks '{key}'")
    if entry["database"] not in DATABASES:
        raise SetupError(f"{path}: [{name}] database is one of {', '.join(DATABASES)}")
    for key in ("only", "skip"):
        re.compile(entry.get(key, ""))
    return Project(name=name, **{"source": name, **entry})
