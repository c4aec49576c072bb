#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Write source files whose size is chosen, to measure how cost grows.

    generate.py function --branches 1000 --pools 100    one C function
    generate.py unit --family pthread --functions 200   many small functions
    generate.py shape --shape calls --size 500          one thing, of that size

The families: plain (no pools), glib, pthread, std-thread, classes. The shapes
stand in classes.py. The output is the same for the same arguments, and its
first line tells how many pools leak.
"""

import argparse
import itertools
import sys

import classes

GLIB = """\
typedef void *gpointer;
typedef int gint;
typedef int gboolean;
typedef struct _GError GError;
typedef void (*GFunc)(gpointer data, gpointer user_data);
typedef struct _GThreadPool {
  GFunc func;
  gpointer user_data;
  gboolean exclusive;
} GThreadPool;
GThreadPool *g_thread_pool_new(GFunc func, gpointer user_data, gint max_threads, gboolean exclusive, GError **error);
gboolean g_thread_pool_push(GThreadPool *pool, gpointer data, GError **error);
void g_thread_pool_free(GThreadPool *pool, gboolean immediate, gboolean wait_);
"""

WORLD = """\
#define NULL ((void *)0)
int value(int which);
void note(int what);
void run(void *data, void *user_data);
"""

NEW = "g_thread_pool_new(run, NULL, 4, 1, NULL)"


def free(pool):
    return f"g_thread_pool_free({pool}, 0, 1);"


class Function:
    """One function being written: its lines and the branches spent so far.

    Most of the branches have nothing to do with a pool, as in real code, and
    `verbose` is tested again and again, so that a solver which tells paths
    apart by every condition it has seen twice is found out."""

    def __init__(self):
        self.lines = []
        self.kept = []
        self.branches = 0
        self.leaks = 0
        self.numbers = itertools.count(1)

    def add(self, *lines):
        self.lines += [f"  {line}" for line in lines]
        for line in lines:
            self.branches += sum(line.count(word) for word in ("if (", "for (", "while (", "&&", "||", "case "))

    def leave(self):
        """The statement of an early way out, at which kept pools are closed."""
        return "goto out;" if self.kept else "return -1;"

    def filler(self):
        """One branch, or three, that no pool takes part in."""
        n = next(self.numbers)
        forms = [
            [f"if (value({n})) x += {n};"],
            [f"if (value({n})) {{ note(x); }} else {{ x -= {n}; }}"],
            ["if (verbose) note(x);"],
            [f"if (x > {n} && value({n})) note({n});"],
            [f"for (int i = 0; i < x; i++) note(i + {n});"],
            [f"switch (value({n})) {{", "case 1: x++; break;", "case 2: x--;", "default: note(x);", "}"],
        ]
        self.add(*forms[n % len(forms)])


def early_return(f, p):
    f.add(f"GThreadPool *{p} = {NEW};", f"if (!{p}) {f.leave()}", f"g_thread_pool_push({p}, &x, NULL);")
    f.add("if (value(x)) {", f"  {free(p)}", f"  {f.leave()}", "}")
    yield
    f.add(free(p))


def leaking_return(f, p):
    f.leaks += 1
    f.add(f"GThreadPool *{p} = {NEW};", f"if (!{p}) {f.leave()}")
    yield
    f.add(f"if (value(x)) {f.leave()}", free(p))


def flag_tested_twice(f, p):
    f.add(f"GThreadPool *{p} = NULL;", f"int has_{p} = value(x);")
    f.add(f"if (has_{p}) {p} = {NEW};")
    yield
    f.add(f"if (has_{p}) {free(p)}")


def used_by_loop(f, p):
    f.add(f"GThreadPool *{p} = {NEW};")
    f.add("for (int i = 0; i < x; i++) {", "  if (value(i)) continue;", "  if (value(x)) break;")
    f.add(f"  g_thread_pool_push({p}, &x, NULL);", "}")
    yield
    f.add(free(p))


def ladder(f, p):
    f.add(f"GThreadPool *{p} = {NEW};", f"if (value(x)) goto fail_{p};")
    yield
    f.add(f"if (value(x)) goto fail_{p};", free(p), f"goto done_{p};")
    f.add(f"fail_{p}:", free(p), "note(x);", f"done_{p}:;")


def made_per_iteration(f, p):
    f.add("while (value(x)) {", f"  GThreadPool *{p} = {NEW};", f"  if (!{p}) break;")
    f.add(f"  g_thread_pool_push({p}, &x, NULL);", f"  {free(p)}", "}")
    yield


def null_tested_late(f, p):
    f.add(f"GThreadPool *{p} = NULL;", f"if (value(x)) {p} = {NEW};")
    yield
    f.add(f"if ({p}) {free(p)}")


def kept_to_the_end(f, p):
    """Declared at the top and closed at `out`, so that many are open at once."""
    f.kept.append(p)
    f.add(f"{p} = {NEW};", f"if (!{p}) goto out;")
    yield


EARLY = [early_return, leaking_return, flag_tested_twice, used_by_loop, ladder, made_per_iteration, null_tested_late]
# Past the middle of a function some pools stay open: one in eight.
LATE = [kept_to_the_end, *EARLY]


def one_function(name, branches, pools, first_shape=0):
    """A function of about that many branches. Returns its text and leaks."""
    f = Function()
    for number in range(pools):
        shapes = EARLY if number < pools // 2 else LATE
        share = branches * (number + 1) // pools - len(f.kept)
        shape = shapes[(first_shape + number) % len(shapes)](f, f"p{number}")
        next(shape, None)
        while f.branches < share:
            f.filler()
        next(shape, None)
    closing = [f"  if ({p}) {free(p)}" for p in f.kept]
    head = [f"int {name}(int x) {{", "  int verbose = value(0);", *(f"  GThreadPool *{p} = NULL;" for p in f.kept)]
    out = ["out:", *closing] if closing else []
    return "\n".join([*head, *f.lines, *out, "  return x;", "}"]) + "\n", f.leaks


def function_file(branches, pools):
    text, leaks = one_function("large", branches, pools)
    return f"/* leaks: {leaks} */\n{WORLD}{GLIB}{text}"


def glib_unit(count):
    parts = [one_function(f"work{i}", 12, 2, first_shape=i) for i in range(count)]
    return f"/* leaks: {sum(leaks for _, leaks in parts)} */\n{WORLD}{GLIB}" + "\n".join(text for text, _ in parts)


def plain_unit(count):
    """Functions of the same length without a pool."""
    parts = []
    for i in range(count):
        f = Function()
        while f.branches < 12:
            f.filler()
        parts.append("\n".join([f"int work{i}(int x) {{", "  int verbose = value(0);", *f.lines, "  return x;", "}\n"]))
    return "/* leaks: 0 */\n" + HEADS["plain"] + "\n".join(parts)


PTHREAD = """\
int work{i}(int n) {{
  pthread_t threads[8];
  int started = 0, rc = 0;
  for (; started < n && started < 8; started++) {{
    rc = pthread_create(&threads[started], NULL, body, NULL);
    if (rc)
      break;
  }}
  if (value(n)) note(started);
  for (int i = 0; i < started; i++)
    pthread_join(threads[i], NULL);
  pthread_t one;
  if (pthread_create(&one, NULL, body, NULL))
    return -1;
  if (value({i}))
    note(n);
  {leak}pthread_join(one, NULL);
  return rc;
}}
"""

STD_THREAD = """\
int work{i}(int n) {{
  std::vector<std::thread> workers;
  for (int k = 0; k < n; ++k)
    workers.emplace_back([k] {{ note(k); }});
  for (auto &worker : workers)
    worker.join();
  std::thread one([n] {{ note(n); }});
  if (value({i}))
    note(n);
  {leak}if (one.joinable())
    one.join();
  return n;
}}
"""

HEADS = {
    "plain": "#include <math.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
    "int value(int which);\nvoid note(int what);\n",
    "pthread": "#include <pthread.h>\n#include <stddef.h>\nint value(int);\nvoid note(int);\nvoid *body(void *);\n",
    "std-thread": "#include <thread>\n#include <vector>\nint value(int) noexcept;\nvoid note(int) noexcept;\n",
}


def template_unit(family, template, count):
    """Every fourth function leaks by an early return."""
    leaks = range(0, count, 4)
    bodies = (template.format(i=i, leak="if (value(7)) return 1;\n  " if i in leaks else "") for i in range(count))
    return f"/* leaks: {len(leaks)} */\n{HEADS[family]}" + "\n".join(bodies)


def cxx_file(leaks, text):
    return f"/* leaks: {leaks} */\n{classes.WORLD}extern \"C\" {{\n{GLIB}}}\n{text}\n"


def unit_file(family, count):
    if family == "classes":
        return cxx_file(*classes.classes_unit(count))
    if family == "plain":
        return plain_unit(count)
    if family == "glib":
        return glib_unit(count)
    return template_unit(family, {"pthread": PTHREAD, "std-thread": STD_THREAD}[family], count)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    function = commands.add_parser("function", help="one C function")
    function.add_argument("--branches", type=int, default=1000)
    function.add_argument("--pools", type=int, default=100)
    unit = commands.add_parser("unit", help="many small functions")
    unit.add_argument("--family", choices=["plain", "glib", "pthread", "std-thread", "classes"], default="glib")
    unit.add_argument("--functions", type=int, default=200)
    shape = commands.add_parser("shape", help="one thing of a chosen size, in C++")
    shape.add_argument("--shape", choices=sorted(classes.SHAPES), default="calls")
    shape.add_argument("--size", type=int, default=100)
    options = parser.parse_args()
    if options.command == "shape":
        sys.stdout.write(cxx_file(*classes.SHAPES[options.shape](options.size)))
    elif options.command == "function":
        sys.stdout.write(function_file(options.branches, options.pools))
    else:
        sys.stdout.write(unit_file(options.family, options.functions))


if __name__ == "__main__":
    main()
