#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Repairs many small functions that leak, and runs them before and after.

  test/fixit/variants.py [--plugin FILE] [--exported] [--family NAME] [--style NAME] [--keep DIR] [REGEX]

Each shape of variants/shapes*.txt is written for several families of pools and in
several ways of writing. What is offered must pass fixproof.py, and the repaired
function must do what it did: the same questions, values and uses in the same order,
the same result, and besides only releases, each of an open pool that nobody uses
later, is not given away, waits for nothing that was not told to end, and holds no lock. REGEX chooses
shapes by name. Exit code: 1 where a fix is wrong.
"""

import argparse
import dataclasses
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "test"))

import fixproof  # noqa: E402: the path comes first
from fixproof import Failure, Proof, Sum, unit_of  # noqa: E402

INPUTS = ROOT / "test/Inputs"
BATCH = 16
SHOWN = 2
INCLUDES = ["-I", str(HERE / "variants"), "-I", f"{INPUTS}/glib", "-I", f"{INPUTS}/apr/apr-1.0"]
FLAGS = {"c": ["-std=gnu11", *INCLUDES], "c++": ["-std=gnu++17", "-nostdinc++", "-I", f"{INPUTS}/std", *INCLUDES]}


@dataclass(frozen=True)
class Family:
    """How the letters of shapes.txt are spelled; {p} is the handle."""

    T: str
    C: str
    R: str
    U: str
    V: str
    E: str = ""
    F: str = ""
    D: str = ""

    def spell(self, letter, handle):
        if letter == "N":
            return f"{self.T}{handle}{' = 0' if self.E and '*' in self.T else ''};"
        pattern = getattr(self, letter)
        if letter == "D" and not pattern:
            pattern = "{T}{p} = {E};" if self.E else "{T}{p};\n{C}"
        return pattern.replace("{T}", self.T).replace("{E}", self.E).replace("{C}", self.C).replace("{p}", handle)


def glib(**more):
    return Family("GThreadPool *", "{p} = g_thread_pool_new(job, 0, 4, FALSE, 0);", "g_thread_pool_free({p}, FALSE, TRUE);",
                  "g_thread_pool_push({p}, &item, 0);", "(int)g_thread_pool_get_num_threads({p})",
                  "g_thread_pool_new(job, 0, 4, FALSE, 0)", **more)


def gthread(start="run", data="0"):
    new = f'g_thread_new("x", {start}, {data})'
    return Family("GThread *", f"{{p}} = {new};", "g_thread_join({p});", "done(9);", "({p} == 0)", new)


def pthread(start="run", data="0"):
    new = f"pthread_create(&{{p}}, 0, {start}, {data})"
    return Family("pthread_t ", f"{new};", "pthread_join({p}, 0);", "pthread_kill({p}, 0);", "pthread_kill({p}, 0)", F=new.replace("{p}", "p"))


FAMILIES = {
    "glib": glib(),
    "gthread": gthread(),
    "pthread": pthread(),
    "apr": Family("apr_pool_t *", "apr_pool_create(&{p}, 0);", "apr_pool_destroy({p});", "(void)apr_palloc({p}, 8);",
                  "(apr_palloc({p}, 8) != 0)", F="apr_pool_create(&p, 0)"),
    "std": Family("std::thread ", "{p} = std::thread(run, nullptr);", "{p}.join();", "{p}.native_handle();", "(int){p}.joinable()",
                  "std::thread(run, nullptr)", D="std::thread {p}(run, nullptr);"),
    "gthread-loop": gthread("loop"),
    "pthread-loop": pthread("loop"),
    "gthread-data": gthread("run", "d"),
    "pthread-data": pthread("run", "d"),
}
OF_LANGUAGE = {"c": ["glib", "gthread", "pthread", "apr"], "c++": ["glib", "pthread", "std"]}
WITHOUT = {"c": "std", "c++": "apr"}
GROUPS = {"loop": ["gthread-loop", "pthread-loop"], "data": ["gthread-data", "pthread-data"],
          "locked": ["gthread", "pthread", "std"]}


@dataclass
class Shape:
    name: str
    lines: list
    options: dict

    def families(self, language):
        if self.options.get("!", "") not in ("", language):
            return []
        chosen = self.options.get("families")
        names = OF_LANGUAGE[language]
        if chosen:
            names = [n for word in chosen.split() for n in GROUPS.get(word, [word])]
        return [n for n in names if n in FAMILIES and n != WITHOUT[language]]


def shapes(path, languages):
    """The shapes of one file, each with the languages it is for."""
    for block in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        name, *lines = block.rstrip().split("\n")
        options = {}
        for line in [line for line in lines if line.startswith("! ")]:
            key, _, rest = line[2:].partition(" ")
            if key in ("c", "c++"):
                options["!"] = key
            else:
                options[key] = f"{options[key]}\n{rest}" if key in options else rest
        yield Shape(name, [line for line in lines if not line.startswith("! ")], options), languages


@dataclass
class Function:
    name: str
    shape: Shape
    text: str
    may_fail: bool


def spelled(text, family, name):
    def replaced(match):
        return family.spell(match.group(1), match.group(2) or "p")

    text = re.sub(r"\$([DNCURVTEF])(?:\(((?:[^()]|\([^()]*\))*)\))?", replaced, text)
    return re.sub(r"\bFN\b", f"leaky_{name}", text).replace("NAME", name)


def function_of(shape, family, language, number):
    name = f"n{number}"
    options = {key: spelled(value, family, name) for key, value in shape.options.items()}
    signature = options.get("signature", f"static int leaky_{name}(void)")
    body = "\n".join("  " + line if line and line[0] != "#" else line
                     for line in spelled("\n".join(shape.lines), family, name).split("\n"))
    text = [options.get("before", ""), f"{signature} {{", body, "}", options.get("after", "")]
    wrapper = options.get("wrapper", f"return leaky_{name}();").replace("return FN", f"return leaky_{name}")
    if language == "c++":
        wrapper = f"try {{ {wrapper} }} catch (int e) {{ return 100 + e; }}"
    text.append(f"static int {name}(void) {{ {wrapper} }}")
    return Function(name, shape, "\n".join(filter(None, text)), "may" in options)


def oneline(text):
    """As much on one line as can be."""
    text = re.sub(r"//([^\n]*)", r"/*\1 */", text)
    return re.sub(r"(?<!\n)\n[ \t]*(?!#)(?!\n)(?=\S)", " ", re.sub(r"(?m)^(#.*)$", "\n\\1\n", text)).replace(" \n", "\n")


def commented(text):
    """Comments in every place one could be."""
    text = re.sub(r";$", r"; // said", text, flags=re.M)
    text = re.sub(r"^(\s*)return ", r"\1/* back */ return /* what */ ", text, flags=re.M)
    return re.sub(r"\{$", r"{ // opened", text, flags=re.M)


def broken(text):
    """A new line wherever there is a space in a body."""
    return "\n".join(line if line.startswith(("#", "//")) or "//" in line or "/*" in line or '"' in line
                     else re.sub(r"(?<=\S) (?=\S)", "\n", line) for line in text.split("\n"))


STYLES = {
    "plain": lambda text: text,
    "tabs": lambda text: re.sub(r"(?m)^(?:  )+", lambda m: "\t" * (len(m.group()) // 2), text),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "oneline": oneline,
    "comments": commented,
    "broken": broken,
    "header": lambda text: text,
}


@dataclass
class Job:
    language: str
    family: str
    style: str
    functions: list


def programs(job):
    """The files of one job, by name."""
    text = STYLES[job.style]("".join(f"/* == {f.name} */\n{f.text}\n\n" for f in job.functions))
    head = '#include "trace.h"\n#include <apr_pools.h>\n#include <glib.h>\n#include <pthread.h>\n#include <signal.h>\n'
    if job.language == "c++":
        head += "#include <thread>\n"
    rows = "".join(f'{{"{f.name}", {f.name}, {int(f.may_fail)}}}, ' for f in job.functions)
    tail = "void *(*const loop_of_program)(void *) = loop;\n"
    tail += f"const struct entry entries[] = {{{rows}{{0, 0, 0}}}};\n"
    if job.language == "c++":
        tail = f'extern "C" {{\n{tail}}}\n'
    source = "leaky.c" if job.language == "c" else "leaky.cpp"
    if job.style == "header":
        return source, {"leaky.h": head + text, source: '#include "leaky.h"\n' + tail}
    return source, {source: head + text + tail}


def traces(tools, unit, objects, directory, name):
    """What each function does in each scenario."""
    program = str(Path(directory) / name)
    command = [*unit.compile, "-w", *objects, "-lstdc++", "-o", program]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        raise Failure(f"{' '.join(command)}\n{built.stderr}")
    run = subprocess.run([program], capture_output=True, text=True, errors="replace", check=False, timeout=300)
    lines = [line.partition(":") for line in run.stdout.splitlines()]
    return {head: rest.split() for head, _, rest in lines}


def changes(old, new, repaired):
    """What the repaired functions do that they did not, releasing set aside;
    the first few scenarios are enough."""
    wrong = []
    for scenario, before in old.items():
        after, name = new.get(scenario, []), scenario.split()[0]
        words = [word for word in sorted(set(after) - set(before)) if word.startswith(("-twice", "-hangs", "!"))
                 or (word.startswith("-open") and name in repaired)]
        if "!data" in after and "!data" not in words and releases(after) != releases(before):
            words.append("!data")  # What is released at last is waited for in vain.
        was, same = steps(before), steps(after)
        if was and was[-1] == "dies":
            was.pop()
            same = same[: len(was)]
        if same != was:
            words.append("other steps")
        if words:
            wrong.append(f"{scenario}: {' '.join(words)}\n    before: {' '.join(before)}\n    after:  {' '.join(after)}")
    return wrong[:SHOWN]


def releases(words):
    return [word for word in words if word.startswith("-free")]


def steps(words):
    return [word for word in words if word[0] not in "-!"]


def owners(path):
    """Line -> the function that stands there."""
    names, name = {}, ""
    for number, line in enumerate(Path(path).read_bytes().decode().split("\n"), 1):
        name = (re.findall(r"/\* == (\w+) \*/", line) or [name])[-1]
        names[number] = name
    return names


def prove(tools, objects, job):
    """The proof of one job; its problem also says what changed in meaning."""
    with tempfile.TemporaryDirectory() as directory:
        source, files = programs(job)
        for name, text in files.items():
            (Path(directory) / name).write_bytes(text.encode())
        unit = unit_of(tools, Path(directory) / source, FLAGS[job.language])
        if said := fixproof.compiles(unit, "-w"):
            raise Failure(f"{[f.shape.name for f in job.functions]} {job.family} {job.style}:\n{said}")
        proof = Proof(tools, [unit], ("-Wall", "-Werror", "-Wno-unused"))
        old = traces(tools, unit, objects, directory, "before")
        found = owners(Path(directory) / ("leaky.h" if job.style == "header" else source))
        proof.apply()
        proof.verify()
        if proof.compiled and proof.changed:
            repaired = {found.get(f.line) for f in proof.offered} - remaining(proof, directory, job, source)
            wrong = changes(old, traces(tools, unit, objects, directory, "after"), repaired)
            if wrong:
                proof._wrong("the meaning changes:\n  " + "\n  ".join(wrong))
        if proof.problem:
            names = owners(Path(directory) / ("leaky.h" if job.style == "header" else source))
            lines = re.findall(r"leaky\.(?:h|c|cpp):(\d+)", proof.problem)
            proof.blamed = {names.get(int(line)) for line in lines} | set(re.findall(r"^  (n\d+) \d+:", proof.problem, re.M))
            proof.problem += "\n" + proof.difference()
        return proof


def remaining(proof, directory, job, source):
    names = owners(Path(directory) / ("leaky.h" if job.style == "header" else source))
    return {names.get(f.line) for f in proof.after}


def jobs_of(args):
    number = 0
    every = [*shapes(HERE / "variants/shapes.txt", ("c", "c++")), *shapes(HERE / "variants/shapes-cxx.txt", ("c++",))]
    for language in ("c", "c++"):
        chosen = [s for s, languages in every if language in languages and re.search(args.regex, s.name)]
        for family in FAMILIES:
            if args.family not in ("", family):
                continue
            functions = []
            for shape in chosen:
                if family in shape.families(language):
                    number += 1
                    functions.append(function_of(shape, FAMILIES[family], language, number))
            for style in STYLES:
                for start in range(0, len(functions) if args.style in ("", style) else 0, BATCH):
                    yield Job(language, family, style, functions[start : start + BATCH])


def run(tools, objects, job):
    """One proof for all functions of the job. Those that show a problem get a proof each."""
    try:
        proof = prove(tools, objects, job)
    except (Failure, subprocess.TimeoutExpired) as failure:
        proof = Proof(tools, [])
        proof.problem = str(failure)
    if not proof.problem or len(job.functions) == 1:
        return [(job, proof)]
    bad = [f for f in job.functions if f.name in getattr(proof, "blamed", ())] or job.functions
    good = [f for f in job.functions if f not in bad]
    pairs = run(tools, objects, dataclasses.replace(job, functions=good)) if good else []
    for function in bad:
        pairs += run(tools, objects, dataclasses.replace(job, functions=[function]))
    return pairs


def build_objects(tools, directory):
    objects = []
    for name, language in (("trace.c", "c"), ("families.c", "c"), ("families.cpp", "c++")):
        objects.append(f"{directory}/{name}.o")
        subprocess.run([tools.clang, "-c", "-w", *FLAGS[language], str(HERE / "variants" / name), "-o", objects[-1]], check=True)
    return objects


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    fixproof.add_arguments(parser, ROOT)
    parser.add_argument("--family", default="", choices=["", *FAMILIES])
    parser.add_argument("--style", default="", choices=["", *STYLES])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--reasons", action="store_true", help="count the refusals")
    parser.add_argument("regex", nargs="?", default="")
    args = parser.parse_args()
    tools = fixproof.tools_of(args, ROOT, headers=r"leaky\.h$")
    sums, defects, reasons = {}, 0, {}
    with tempfile.TemporaryDirectory() as directory, ThreadPoolExecutor(args.jobs) as pool:
        objects = build_objects(tools, directory)
        for pairs in pool.map(lambda job: run(tools, objects, job), jobs_of(args)):
            for job, proof in pairs:
                sums.setdefault(f"{job.language} {job.family}", Sum()).add(proof)
                sums.setdefault("sum", Sum()).add(proof)
                for finding in proof.before:
                    if not finding.offered:
                        reasons[finding.refusal] = reasons.get(finding.refusal, 0) + 1
                if proof.problem:
                    defects += 1
                    print(f"== {job.functions[0].shape.name} ({job.language}, {job.family}, {job.style}): {proof.problem}", flush=True)
    fixproof.print_row(["family", *fixproof.COLUMNS])
    fixproof.print_row(["---"] * (1 + len(fixproof.COLUMNS)))
    for name, numbers in sums.items():
        if name != "sum":
            fixproof.print_row([name, *numbers.cells()])
    fixproof.print_row(["sum", *sums.get("sum", Sum()).cells()])
    for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1]) if args.reasons else []:
        print(f"{count:5} {reason or 'no reason given'}")
    print(f"{defects} functions with a wrong fix")
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
