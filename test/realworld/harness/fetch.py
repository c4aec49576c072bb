# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Debian sources and -dev packages.

Sources are looked up through a package list of our own inside the cache, so
the machine's own list of repositories is neither read nor changed.
"""

import os
import shutil
import subprocess
from pathlib import Path

from .process import SetupError, require_program, run_logged

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


class SourceArchive:
    """The deb-src side of one Debian mirror."""

    def __init__(self, cache, mirror, suite):
        self.root = Path(cache) / "apt"
        self.mirror = mirror
        self.suite = suite
        self.fresh = False

    def fetch(self, source, destination, log):
        """Unpack a source package, Debian's patches applied. Returns its
        version. A half-made destination is started over."""
        require_program("dpkg-source", "run: apt-get install dpkg-dev")
        self._refresh(log)
        downloads = self.root / "downloads" / source
        shutil.rmtree(downloads, ignore_errors=True)
        downloads.mkdir(parents=True)
        try:
            run_logged(self._apt("source", "--download-only", source), downloads, log)
        except SetupError as error:
            raise SetupError(
                f"cannot fetch the source of '{source}' from {self.mirror} {self.suite}; "
                f"try --mirror, --suite or another project\n{error}"
            ) from error
        description = next(downloads.glob("*.dsc"))
        shutil.rmtree(destination, ignore_errors=True)
        destination.parent.mkdir(parents=True, exist_ok=True)
        run_logged(["dpkg-source", "-q", "--extract", str(description), str(destination)], downloads, log)
        version = _version(description)
        shutil.rmtree(downloads)
        return version

    def _refresh(self, log):
        """Read the mirror's list of sources, once per run."""
        if self.fresh:
            return
        for folder in ("lists/partial", "archives/partial", "sources.list.d"):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        signed = f"Signed-By: {KEYRING}\n" if os.path.exists(KEYRING) else ""
        (self.root / "sources.list.d" / "sources.sources").write_text(
            f"Types: deb-src\nURIs: {self.mirror}\nSuites: {self.suite}\nComponents: main\n{signed}",
            encoding="utf-8",
        )
        run_logged(self._apt("update"), self.root, log)
        self.fresh = True

    def _apt(self, *arguments):
        settings = {
            "APT::Sandbox::User": "root",
            "Dir::Cache": self.root,
            "Dir::Etc::SourceList": "/dev/null",
            "Dir::Etc::SourceParts": self.root / "sources.list.d",
            "Dir::State::Lists": self.root / "lists",
        }
        options = [part for key, value in settings.items() for part in ("-o", f"{key}={value}")]
        return ["apt-get", "-q", *options, *arguments]


def install_packages(packages, log):
    """Install those packages that are missing."""
    missing = [package for package in packages if not _is_installed(package)]
    if not missing:
        return
    command = [*_as_root(missing), "apt-get", "install", "-y", "--no-install-recommends", *missing]
    try:
        run_logged(command, "/", log, {"DEBIAN_FRONTEND": "noninteractive"})
    except SetupError as error:
        raise SetupError(f"{error}\nIf a package was not found, run: apt-get update") from error


def _as_root(missing):
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        return ["sudo"]
    raise SetupError(f"not root and no sudo; run as root: apt-get install {' '.join(missing)}")


def _is_installed(package):
    query = ["dpkg-query", "-W", "-f=${db:Status-Status}", package]
    result = subprocess.run(query, capture_output=True, text=True, check=False)
    return result.stdout.startswith("installed")


def _version(description):
    for line in description.read_text(encoding="utf-8").splitlines():
        if line.startswith("Version:"):
            return line.split(":", 1)[1].strip()
    return "unknown"
