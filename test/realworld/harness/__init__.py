# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The rooms of test/realworld/run: projects, fetch, database, analyse, report."""
