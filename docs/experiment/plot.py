#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Draws the experiment's CSV as one SVG: threads, resident memory, a summary.

Standard library only. The picture brings its own background, light or dark
after the reader's preference, so that it is readable on any page.

usage: plot.py RESULTS.csv RESULTS.svg
"""

import csv
import statistics
import sys
from html import escape

# name in the CSV -> (label at the line, name in the table)
VARIANTS = {
    "leaked": ("neither", "neither closed nor terminated"),
    "closed": ("closed", "closed"),
    "terminated": ("terminated", "terminated"),
    "scoped": ("scoped", "bound to a scope (which closes it)"),
}

LIGHT = {
    "ink": "#1f2328", "quiet": "#59636e", "grid": "#d8dee4", "card": "#ffffff",
    "leaked": "#cf222e", "closed": "#0969da", "terminated": "#8250df", "scoped": "#1a7f37",
}
DARK = {
    "ink": "#f0f6fc", "quiet": "#9198a1", "grid": "#30363d", "card": "#0d1117",
    "leaked": "#ff7b72", "closed": "#58a6ff", "terminated": "#d2a8ff", "scoped": "#3fb950",
}

WIDTH, HEIGHT = 920, 500
PANEL_TOP, PANEL_HEIGHT, PANEL_WIDTH = 112, 192, 290
PANEL_LEFTS = (72, 506)
TABLE_TOP = 372
DASH = 7  # of the interleaved dashes that show lines lying on each other
LABEL_GAP = 17

STYLE = """
  text { font-family: -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; font-size: 12px; }
  .title { font-size: 17px; font-weight: 600; }
  .panel { font-size: 13px; font-weight: 600; }
  .label { font-weight: 600; }
  .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
  .leader { fill: none; stroke-width: 1; }
"""


def theme(colours):
    """The colours as plain rules: custom properties would be shorter, but not
    every renderer of SVG knows them."""
    rules = [
        f"text {{ fill: {colours['ink']}; }}",
        f".quiet {{ fill: {colours['quiet']}; }}",
        f".grid {{ stroke: {colours['grid']}; }}",
        f".axis {{ stroke: {colours['quiet']}; }}",
        f".card {{ fill: {colours['card']}; stroke: {colours['grid']}; }}",
    ]
    for variant in VARIANTS:
        rules.append(f".{variant} {{ stroke: {colours[variant]}; }}")
        rules.append(f".fill-{variant} {{ fill: {colours[variant]}; }}")
    return "\n".join("  " + rule for rule in rules)


def style():
    return (
        f"<style>{STYLE}{theme(LIGHT)}\n"
        f"  @media (prefers-color-scheme: dark) {{\n{theme(DARK)}\n  }}\n</style>"
    )


def read_results(path):
    """{variant: rows} in the order of VARIANTS; exits on a file it cannot use."""
    try:
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file))
        results = {v: [r for r in rows if r["variant"] == v] for v in VARIANTS}
    except (OSError, KeyError) as error:
        sys.exit(f"plot.py: {path}: not a result of pool_lifetimes: {error}")
    results = {v: rows for v, rows in results.items() if rows}
    if not results:
        sys.exit(f"plot.py: {path}: holds no results")
    return results


def tick_step(top):
    """The round step that gives an axis up to `top` four or five ticks."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if top <= 4.5 * step * factor:
                return step * factor
        step *= 10


def text(x, y, content, css="", anchor="start"):
    return f'<text x="{x:g}" y="{y:g}" class="{css}" text-anchor="{anchor}">{escape(content)}</text>'


def rule(x1, y1, x2, y2, css):
    return f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" class="{css}"/>'


class Panel:
    """One diagram: a quantity over the iterations, a line per variant."""

    def __init__(self, left, title, series):
        self.left, self.title, self.series = left, title, series
        self.bottom = PANEL_TOP + PANEL_HEIGHT
        self.last = max(x for points in series.values() for x, _ in points)
        highest = max(y for points in series.values() for _, y in points)
        self.step = tick_step(highest)
        self.top = max(highest * 1.04, self.step)

    def x(self, iteration):
        return self.left + PANEL_WIDTH * iteration / self.last

    def y(self, value):
        return self.bottom - PANEL_HEIGHT * value / self.top

    def draw(self):
        yield text(self.left - 32, PANEL_TOP - 18, self.title, "panel")
        yield from self.draw_axes()
        yield from self.draw_lines()
        yield from self.draw_labels()

    def draw_axes(self):
        right = self.left + PANEL_WIDTH
        for value in range(0, int(self.top) + 1, self.step):
            y = self.y(value)
            yield rule(self.left, y, right, y, "axis" if value == 0 else "grid")
            yield text(self.left - 8, y + 4, str(value), "quiet", "end")
        for iteration in range(0, self.last + 1, tick_step(self.last)):
            yield text(self.x(iteration), self.bottom + 18, str(iteration), "quiet", "middle")
        yield text(self.left + PANEL_WIDTH / 2, self.bottom + 38, "requests served", "quiet", "middle")

    def crowds(self):
        """Groups of variants whose lines end within a label's height of each other."""
        groups = []
        for variant, points in self.series.items():
            y = self.y(points[-1][1])
            for group in groups:
                if abs(group[0][1] - y) < LABEL_GAP:
                    group.append((variant, y))
                    break
            else:
                groups.append([(variant, y)])
        return groups

    def draw_lines(self):
        """Lines on top of each other take turns, dash by dash, so that all show."""
        for group in self.crowds():
            for turn, (variant, _) in enumerate(group):
                dash = ""
                if len(group) > 1:
                    period = DASH * len(group)
                    dash = f' stroke-dasharray="{DASH} {period - DASH}" stroke-dashoffset="{-DASH * turn}"'
                path = "L".join(
                    f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in self.series[variant]
                )
                yield f'<path d="M{path}" class="line {variant}"{dash}/>'

    def draw_labels(self):
        """Labels stand at the ends of the lines; a crowd is stacked upwards."""
        for group in self.crowds():
            for level, (variant, end) in enumerate(reversed(group)):
                y = end - level * LABEL_GAP
                x = self.left + PANEL_WIDTH
                if len(group) > 1:
                    yield f'<path d="M{x + 3:g} {end:.1f}L{x + 14:g} {y:.1f}" class="leader {variant}"/>'
                yield text(x + (18 if len(group) > 1 else 8), y + 4, VARIANTS[variant][0], f"label fill-{variant}")


def summary(rows):
    """What the table says of one variant: threads, memory, time, dropped tasks."""
    last = rows[-1]
    submitted, ran = int(last["submitted"]), int(last["ran"])
    dropped = submitted - ran
    return (
        last["threads"],
        f"{int(last['rss_kib']) / 1024:.1f} MiB",
        f"{statistics.median(float(r['elapsed_ms']) for r in rows):.1f} ms",
        f"{dropped} of {submitted} ({100 * dropped / submitted:.0f} %)" if dropped else "none",
    )


def draw_table(results):
    columns = (400, 545, 690, WIDTH - 40)
    heads = ("threads left", "resident memory", "median request", "tasks dropped")
    yield text(60, TABLE_TOP, "the request's pool is …", "quiet")
    for x, head in zip(columns, heads):
        yield text(x, TABLE_TOP, head, "quiet", "end")
    yield rule(40, TABLE_TOP + 9, WIDTH - 40, TABLE_TOP + 9, "grid")
    for row, (variant, rows) in enumerate(results.items()):
        y = TABLE_TOP + 30 + 23 * row
        yield f'<rect x="40" y="{y - 9}" width="11" height="11" rx="2" class="fill-{variant}"/>'
        yield text(60, y, VARIANTS[variant][1])
        for x, value in zip(columns, summary(rows)):
            yield text(x, y, value, "", "end")


def draw(results):
    def series(convert):
        return {v: [(int(r["iteration"]), convert(r)) for r in rows] for v, rows in results.items()}

    requests = max(int(rows[-1]["iteration"]) for rows in results.values())
    threads = Panel(PANEL_LEFTS[0], "Threads", series(lambda r: int(r["threads"])))
    memory = Panel(PANEL_LEFTS[1], "Resident memory (MiB)", series(lambda r: int(r["rss_kib"]) / 1024))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img">'
    )
    yield "<title>Threads and resident memory while a service constructs one thread pool per request</title>"
    yield style()
    yield f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="8" class="card"/>'
    yield text(40, 38, "One thread pool per request: what forgetting it costs", "title")
    setup = f"{requests} requests, each with a GThreadPool of 4 threads and 32 tasks; one process per variant"
    yield text(40, 58, setup, "quiet")
    yield from threads.draw()
    yield from memory.draw()
    yield from draw_table(results)
    yield "</svg>"


def main(arguments):
    if len(arguments) != 2:
        print(__doc__.strip().splitlines()[-1], file=sys.stderr)
        return 2
    picture = "\n".join(draw(read_results(arguments[0]))) + "\n"
    with open(arguments[1], "w") as file:
        file.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
