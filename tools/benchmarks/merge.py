"""Two drafts of about 10,000 nodes, 1 % of them changed on each side, merged: against git merge-tree --write-tree."""
import os
import re

from common import TOOL, compare, run
from diff import commit, reword, texts
from road import workspace

SIZES = {111: 1, 1110: 0.6}  # goals (about 9 nodes each): most of git's time


def change(folder, first, word, title):
    """Of every 100th node, from `first` on, a word of its text; of every 200th the title as well."""
    tree = os.path.join(folder, "documents/strategie/document.xml")
    with open(tree, encoding="utf-8") as source:
        outline = source.read()
    for i, path in enumerate(texts(folder)[first::100]):
        reword(folder, path, word)
        node = os.path.splitext(os.path.basename(path))[0]
        if i % 2 == 0:
            outline = re.sub(rf'(id="{node}">\s*<title>)', rf"\1{title}: ", outline)
    with open(tree, "w", encoding="utf-8") as out:
        out.write(outline)


def merge():
    for goals, limit in SIZES.items():
        folder = workspace(goals)
        commit(folder, "draft/eins", lambda at: change(at, 0, "sowie", "Neu"))
        theirs = commit(folder, "draft/zwei", lambda at: change(at, 50, "samt", "Anders"))
        run("git checkout -q draft/eins", folder)
        ours = [TOOL, "-C", folder, "merge", theirs, "--dry-run"]
        peer = ["git", "merge-tree", "--write-tree", "draft/eins", "draft/zwei"]
        compare(f"merge, {9 * goals:,} nodes, 1 % a side", lambda: run(ours), "git merge-tree --write-tree",
                lambda: run(peer, folder), limit, runs=5)
        run("git checkout -q main", folder)
