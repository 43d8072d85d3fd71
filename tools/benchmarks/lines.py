"""How evenly lines are set: theme book against what LuaLaTeX with microtype reaches; what theme standard must keep."""
import os
import shutil
import sys

import line_quality
from common import DATA, ROOT, TOOL, run

GENERATOR = os.path.join(ROOT, "tools", "benchmarks", "generate.py")
THEMES = os.path.join(ROOT, "schemas", "themes")
RIGHT_EDGE = (210 - 25) / 25.4 * 72  # of the text, by the themes' margins, in points


def pdf_of(goals, theme):
    """A generated strategy in a theme, made anew: the themes may have changed."""
    folder = os.path.join(DATA, f"lines-{goals}-{theme}")
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, GENERATOR, "--goals", str(goals), "--format", "workspace", "--theme", theme, "-o", folder])
    shutil.copytree(THEMES, os.path.join(folder, "schemas", "themes"))
    run("git init -q -b main . && git add -A && git commit -q -m first", folder)
    run([TOOL, "-C", folder, "pdf", "strategie", "-o", folder + ".pdf"])
    return folder + ".pdf"


def book(goals, first, last):
    """Limits: LuaLaTeX has a gap sd of 0.34 pt, no gap over 5.5 pt, 28 % of lines hyphenated, no three in a row."""
    found = line_quality.measure(pdf_of(goals, "book"), first, last)
    good = (round(found["sd"], 2) <= 0.35 and found["loose"] == 0 and round(found["hyphenated"]) <= 28
            and found["ladders"] == 0)
    print(f"book, {goals} goals: {line_quality.shown(found)}  {'ok' if good else 'MISSED'}", flush=True)


def standard(goals):
    divided, too_wide = line_quality.divided_and_too_wide(pdf_of(goals, "standard"), RIGHT_EDGE)
    verdict = "ok" if divided == 0 and too_wide == 0 else "MISSED"
    print(f"standard, {goals} goals: lines divided {divided}, too wide {too_wide}  {verdict}", flush=True)


def lines():
    for goals, first, last in ((9, 4, 70), (80, 40, 670)):
        book(goals, first, last)
        standard(goals)
