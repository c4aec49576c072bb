# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every GoogleTest case of every ROOM-tests executable as a lit test."""

import lit.formats

config.name = "PoolGuard unit tests"
config.test_source_root = config.test_exec_root
config.test_format = lit.formats.GoogleTest(".", "-tests")
