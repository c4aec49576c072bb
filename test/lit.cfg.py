# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The behaviour of the plugin, seen from the command line.

Substitutions:
  %check_tidy FILE CHECKS [OPTIONS] [-- FLAGS]   see check_tidy.py
  %check_fix FILE CHECKS [OPTIONS] [-- FLAGS]    see check_fix.py
  %run_fixed FILE --with=TOOLS [-- FLAGS]        see run_fixed.py
  %tidy          the clang-tidy of the configured LLVM, with the plugin loaded
  %bare_tidy     the same without the plugin
  %foreign_tidy  one of another LLVM, with the plugin (feature foreign-clang-tidy)
  %clang         the compiler of the configured LLVM
  %plugin        the plugin; %llvm its LLVM; %root the source tree; %python a Python 3
  %glib_flags    include flags of a real library, named as its feature

  %poolguard     the command poolguard (feature poolguard-command, where it is built)
  %clangd        poolguard-clangd (feature poolguard-clangd)
  %lsp FILE      runs a Python file as an editor of it, see lsp.py

  %tree          where both come from: the build, or an installation (feature installed)
  %build         the build

Features: llvm-N, installed, the libraries below, threads.h, foreign-clang-tidy, sanitizers, valgrind, cmake, git, groff, nvim, pre-commit, zsh.
"""

import os
import shutil
import subprocess
import sys
import tempfile

import lit.formats
import lit.util

config.name = "PoolGuard"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "unit", "realworld", "bench", "variants"]
config.test_source_root = os.path.dirname(__file__)
if config.tree != config.build_tree:
    config.name = "PoolGuard-installed"
    config.excludes += ["checks", "fixit", "models", "project"]
    config.available_features.add("installed")

if not config.clang_tidy or "NOTFOUND" in config.clang_tidy:
    lit_config.fatal(
        f"clang-tidy-{config.poolguard_llvm} was not found when the tree was configured; "
        f"install it (./tool/test does) and configure again"
    )
if not os.path.exists(config.poolguard_plugin):
    lit_config.fatal(f"{config.poolguard_plugin} is missing; build it first: the target PoolGuard, or installation")

# Feature -> (pkg-config module or None, header that must exist).
LIBRARIES = {
    "glib": ("glib-2.0", None),
    "apr": ("apr-1", None),
    "apr-util": ("apr-util-1", None),
    "boost": (None, "boost/asio/thread_pool.hpp"),
    "boost-thread": (None, "boost/thread/thread.hpp"),
    "htslib": ("htslib", None),
    "mongoc": ("libmongoc-1.0", None),
    "std": (None, "c++"),
    "zstd": ("libzstd", None),
    "dav1d": ("dav1d", None),
    "libaio": (None, "libaio.h"),
    "liburing": ("liburing", None),
    "libuv": ("libuv", None),
    "pthreadpool": (None, "pthreadpool.h"),
    "talloc": ("talloc", None),
    "x264": ("x264", None),
    "abseil": (None, "absl/synchronization/internal/thread_pool.h"),
    "caf": (None, "caf/actor_system.hpp"),
    "eigen": ("eigen3", None),
    "glibmm": ("glibmm-2.4", None),
    "openthreads": (None, "OpenThreads/Thread"),
    "osmium": (None, "osmium/thread/pool.hpp"),
    "poco": (None, "Poco/Data/SessionPool.h"),
    "sfml": (None, "SFML/System/Thread.hpp"),
    "soci": (None, "soci/connection-pool.h"),
    "tbb": (None, "tbb/global_control.h"),
    "thread-pool": (None, "thread_pool/thread_pool.hpp"),
    "thrift": (None, "thrift/concurrency/ThreadManager.h"),
    "threads.h": (None, "threads.h"),
}


def include_flags(module, header):
    """The flags to compile with a library, or None when it is not installed."""
    if header:
        return "" if os.path.exists(f"/usr/include/{header}") else None
    try:
        run = subprocess.run(
            ["pkg-config", "--cflags", module], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return None
    return run.stdout.strip() if run.returncode == 0 else None


def substitute(name, value):
    config.substitutions.append((f"%{name}\\b", value))


config.library_flags = {}
for feature, (module, header) in LIBRARIES.items():
    flags = include_flags(module, header)
    if flags is None:
        lit_config.note(f"{feature} is not installed; its tests are left out")
        continue
    config.available_features.add(feature)
    config.library_flags[feature] = flags
    substitute(feature.replace("-", "_").replace(".", "_") + "_flags", flags)

config.available_features.add(f"llvm-{config.poolguard_llvm}")

load = f"--load={config.poolguard_plugin} --quiet"
substitute("tidy", f"{config.clang_tidy} {load}")
substitute("bare_tidy", config.clang_tidy)
if "NOTFOUND" not in config.foreign_clang_tidy:
    config.available_features.add("foreign-clang-tidy")
    substitute("foreign_tidy", f"{config.foreign_clang_tidy} {load}")
if os.path.exists(config.poolguard_command):
    config.available_features.add("poolguard-command")
    substitute("poolguard_dir", os.path.dirname(config.poolguard_command))
    substitute("poolguard", config.poolguard_command)
else:
    lit_config.note("the command poolguard is not built; its tests are left out")
if os.path.exists(config.poolguard_clangd):
    config.available_features.add("poolguard-clangd")
    substitute("clangd", config.poolguard_clangd)
    substitute(
        "lsp",
        f"env PYTHONPATH={config.test_source_root} PYTHONDONTWRITEBYTECODE=1 POOLGUARD_CLANG={config.clang}"
        f" POOLGUARD_CLANGD={config.poolguard_clangd} POOLGUARD_CLANG_TIDY={config.clang_tidy}"
        f" POOLGUARD_PLUGIN={config.poolguard_plugin} {sys.executable}",
    )
else:
    lit_config.note("poolguard-clangd is not built; its tests are left out")
for program in ("cmake", "git", "groff", "nvim", "pre-commit", "zsh"):
    if shutil.which(program):
        config.available_features.add(program)
    else:
        lit_config.note(f"{program} is not installed; its tests are left out")
substitute("plugin", config.poolguard_plugin)
substitute("clang", config.clang)
substitute("tree", config.tree)
substitute("build", config.build_tree)
substitute("llvm", config.poolguard_llvm)
substitute("root", config.project_root)
substitute("python", sys.executable)
substitute("FileCheck", config.filecheck)
substitute(
    "check_tidy",
    f"{sys.executable} {config.test_source_root}/check_tidy.py --clang-tidy={config.clang_tidy}"
    f" --plugin={config.poolguard_plugin} --filecheck={config.filecheck}",
)
fix_tools = f" --clang-tidy={config.clang_tidy} --clang={config.clang} --plugin={config.poolguard_plugin}"
if "NOTFOUND" not in config.clang_format:
    fix_tools += f" --clang-format={config.clang_format}"
substitute("check_fix", f"{sys.executable} {config.test_source_root}/check_fix.py{fix_tools} --filecheck={config.filecheck}")
substitute("run_fixed", f"{sys.executable} {config.test_source_root}/run_fixed.py{fix_tools}")


def sanitizers_work():
    """Whether a program under each of the two runs here at all."""
    with tempfile.TemporaryDirectory() as directory:
        for name in ("address", "thread"):
            command = [config.clang, f"-fsanitize={name}", "-x", "c", "-", "-o", f"{directory}/{name}"]
            if subprocess.run(command, input=b"int main(void) { return 0; }", capture_output=True, check=False).returncode:
                return False
            if subprocess.run([f"{directory}/{name}"], capture_output=True, check=False).returncode:
                return False
    return True


if sanitizers_work():
    config.available_features.add("sanitizers")
else:
    lit_config.note("the sanitizers of clang do not work here; tests that run under them are left out")
if shutil.which("valgrind"):
    config.available_features.add("valgrind")
else:
    lit_config.note("valgrind is not installed; its tests are left out")

# A test that hangs fails instead; lit needs Python's psutil for that.
if lit.util.killProcessAndChildrenIsSupported()[0]:
    lit_config.maxIndividualTestTime = 900

if config.sanitizer_runtime:
    config.environment["LD_PRELOAD"] = config.sanitizer_runtime
    # What clang-tidy itself leaves behind is not ours.
    config.environment["ASAN_OPTIONS"] = "detect_leaks=0"
for variable in ("POOLGUARD_BLESS", "HOME"):
    if variable in os.environ:
        config.environment[variable] = os.environ[variable]
