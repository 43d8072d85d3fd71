"""Two versions compared in a fresh process, the first time and again, against git diff --word-diff on the same two
commits: 1 % of the nodes changed, at three sizes; and a goal that moved with its measures while three words changed
elsewhere, which is to be told exactly."""
import json
import os
import re
import shutil

from common import DATA, TOOL, compare, run
from road import workspace

SIZES = {111: 1, 1110: 0.7, 11100: 0.5}  # goals (about 9 nodes each): most of git's time


def texts(folder):
    return sorted(run("git ls-files documents/strategie/text", folder).decode().split())


def reword(folder, path, word):
    """Replaces one word; false where the text has no such word."""
    with open(os.path.join(folder, path), encoding="utf-8") as source:
        text = source.read()
    reworded = re.sub(r" und ", f" {word} ", text, count=1)
    with open(os.path.join(folder, path), "w", encoding="utf-8") as out:
        out.write(reworded)
    return reworded != text


def commit(folder, branch, change):
    """The branch with one version more than main, made once for each state of the workspace."""
    if run(f"git rev-parse -q --verify {branch}^ || true", folder) != run("git rev-parse main", folder):
        run(f"git checkout -q -B {branch} main", folder)
        change(folder)
        run(f"git commit -qam {branch} && git checkout -q main", folder)
    return run(["git", "rev-parse", branch], folder).decode().strip()


def change_one_percent(folder):
    """Of every 100th node a word of its text, of every 200th the title as well."""
    tree = os.path.join(folder, "documents/strategie/document.xml")
    with open(tree, encoding="utf-8") as source:
        outline = source.read()
    for i, path in enumerate(texts(folder)[::100]):
        reword(folder, path, "sowie")
        node = os.path.splitext(os.path.basename(path))[0]
        if i % 2 == 0:
            outline = outline.replace(f'id="{node}">\n      <title>', f'id="{node}">\n      <title>Neu: ')
    with open(tree, "w", encoding="utf-8") as out:
        out.write(outline)


def move_a_goal(folder):
    """The third goal goes to the end; one word changes in each of three texts elsewhere."""
    tree = os.path.join(folder, "documents/strategie/document.xml")
    with open(tree, encoding="utf-8") as source:
        outline = source.read()
    goals = re.findall(r"  <goal .*?\n  </goal>\n", outline, flags=re.S)
    outline = outline.replace(goals[2], "").replace("</document>", goals[2] + "</document>")
    with open(tree, "w", encoding="utf-8") as out:
        out.write(outline)
    left = 3
    for path in texts(folder)[::-7]:
        if left > 0 and f'id="{os.path.splitext(os.path.basename(path))[0]}"' not in goals[2]:
            left -= reword(folder, path, "sowie")


def diff_command(folder, version):
    return [TOOL, "-C", folder, "diff", "strategie", "main", version]


def check_move(folder, version):
    """One node that moved and three that were reworded, by a word each: no more and no less."""
    told = json.loads(run([*diff_command(folder, version), "--format", "json"]))
    happened = sorted(what for node in told["changes"] for what in node["what"])
    words = run([TOOL, "--lang", "en", *diff_command(folder, version)[1:]]).decode()
    exact = happened == ["reordered"] + 3 * ["reworded"] and "3 words" in words
    print(f"{'a goal moved, 3 words changed':34} told {'exactly' if exact else 'MISSED: ' + ', '.join(happened)}", flush=True)


def compare_versions(name, folder, version, limit):
    compare(name, lambda: run(diff_command(folder, version)), "git diff --word-diff",
            lambda: run(["git", "diff", "--word-diff", "main", version], folder), limit, runs=5)


def first_look(name, folder, version):
    """As compare_versions(), but nothing is kept from the comparison before."""
    def ours():
        shutil.rmtree(os.path.join(folder, ".git", "zielbaum"), ignore_errors=True)
        run(diff_command(folder, version))
    compare(name, ours, "git diff --word-diff", lambda: run(["git", "diff", "--word-diff", "main", version], folder),
            None, runs=5)


def diff():
    for goals, limit in SIZES.items():
        folder = workspace(goals)
        version = commit(folder, "changed", change_one_percent)
        first_look(f"diff, {9 * goals:,} nodes, first look", folder, version)
        compare_versions(f"diff, {9 * goals:,} nodes, 1 % changed", folder, version, limit)
    folder = workspace(min(SIZES))
    version = commit(folder, "moved", move_a_goal)
    check_move(folder, version)
    compare_versions("diff, a goal moved, 3 words changed", folder, version, 1)
    if shutil.which("wdiff"):
        sides = [os.path.join(DATA, side) for side in ("old.txt", "new.txt")]
        for side, name in zip(sides, ("main", version)):
            run(f"git checkout -q {name} && cat documents/strategie/document.xml $(git ls-files documents/strategie/text) "
                f"> {side}; git checkout -q main", folder)
        compare("diff, a goal moved, 3 words changed", lambda: run(diff_command(folder, version)), "wdiff",
                lambda: run(["wdiff", *sides], codes=(0, 1)), 1, runs=3)
