"""The history of a node over 10,000 versions, against git log with changed-path Bloom filters."""
import os
import shutil
import statistics
import subprocess
import sys

from common import DATA, ENVIRONMENT, ROOT, TOOL, compare, run, timed

GOALS = 110  # about 1,000 nodes
COMMITS = 10_000
OUTLINE = "documents/strategie/document.xml"


def workspace():
    """A workspace of about 1,000 nodes with 10,000 versions of one edit each, 19 of 100 in the outline, packed."""
    folder = os.path.join(DATA, f"history-{GOALS}")
    stamp = os.path.join(folder, ".git", "made")
    sources = [os.path.join(ROOT, "tools", "benchmarks", name) for name in ("generate.py", "history.py")]
    if os.path.exists(stamp) and os.path.getmtime(stamp) > max(map(os.path.getmtime, sources)):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, sources[0], "--goals", str(GOALS), "--format", "workspace", "-o", folder])
    shutil.copytree(os.path.join(ROOT, "schemas", "themes"), os.path.join(folder, "schemas", "themes"))
    run("git init -q -b main . && git add -A && git commit -q -m first", folder)
    importer = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, env=ENVIRONMENT, stdin=subprocess.PIPE)
    importer.stdin.write(b"".join(edits(folder)))
    importer.stdin.close()
    if importer.wait() != 0:
        sys.exit("git fast-import failed")
    run("git reset -q --hard main && git repack -adq && git commit-graph write --reachable --changed-paths", folder)
    open(stamp, "w").close()
    return folder


def texts(folder):
    """Paths of the prose files, sorted."""
    return sorted(run(["git", "ls-files", "documents/strategie/text"], folder).decode().split())


def edits(folder):
    """A stream for git fast-import: in turn a sentence added to some text, or a title in the outline made another."""
    with open(os.path.join(folder, OUTLINE), encoding="utf-8") as file:
        outline = file.read().split("\n")
    titles = [i for i, line in enumerate(outline) if "<title>" in line]
    plain = {i: outline[i] for i in titles}
    paths = texts(folder)
    prose = {}
    for path in paths:
        with open(os.path.join(folder, path), encoding="utf-8") as file:
            prose[path] = file.read()
    for number in range(1, COMMITS):
        if number * 19 // 100 != (number - 1) * 19 // 100:
            at = titles[number * 7919 % len(titles)]
            outline[at] = plain[at].replace("</title>", f" {number}</title>")
            path, text = OUTLINE, "\n".join(outline)
        else:
            path = paths[number * 7919 % len(paths)]
            prose[path] = text = prose[path].rstrip("\n") + f" Dies ist der Zusatz Nummer {number}.\n"
        data, message = text.encode(), f"Version {number}\n".encode()
        head = (f"commit refs/heads/main\ncommitter Bench <bench@example.org> {1_700_000_000 + number * 60} +0000\n"
                f"data {len(message)}\n").encode()
        start = b"from refs/heads/main^0\n" if number == 1 else b""
        yield head + message + start + f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def bench_index(ours, state):
    """In CPU time, as a busy machine must not decide about a limit that no peer is measured beside."""
    shutil.rmtree(state, ignore_errors=True)
    before = os.times()
    wall = timed(lambda: run(ours))
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    each = spent / COMMITS
    print(f"{'index of 10,000 versions, made':34} {wall * 1000:8.1f} ms   "
          f"{each * 1000:.2f} CPU ms a version, limit 1 ms {'ok' if each <= 0.001 else 'MISSED'}", flush=True)


def bench_one_more(ours, folder, path):
    """One more version is one version's work: the index is extended, not made again."""
    later = []
    for number in range(5):
        with open(os.path.join(folder, path), "a", encoding="utf-8") as out:
            out.write(f"\nEin weiterer Satz, der {number}.\n")
        run("git commit -qam later", folder)
        later.append(timed(lambda: run(ours)))
    again = statistics.median(timed(lambda: run(ours)) for _ in later)
    print(f"{'the same after one more version':34} {statistics.median(later) * 1000:8.1f} ms   "
          f"{'with nothing new':44} {again * 1000:8.1f} ms", flush=True)


def history():
    """The peer has to look at both files that a node's text, fields, links and place are in; it cannot tell whose line
    of the outline changed. What it takes for the text alone is told beside."""
    folder = workspace()
    run(["git", "reset", "-q", "--hard", "main"], folder)
    path = texts(folder)[500]
    node = os.path.basename(path)[:-len(".md")]
    ours = [TOOL, "-C", folder, "history", node]
    log = ["git", "log", "--format=%H %an %ad %s", "--", path]
    bench_index(ours, os.path.join(folder, ".git", "zielbaum"))
    compare("history of a node, 10,000 versions", lambda: run(ours), "git log, Bloom filters: text and outline",
            lambda: run([*log, OUTLINE], folder), 0.2)
    alone = statistics.median(timed(lambda: run(log, folder)) for _ in range(9))
    print(f"{'':34} {'':8}      {'git log, Bloom filters: text alone':44} {alone * 1000:8.1f} ms", flush=True)
    bench_one_more(ours, folder, path)
    run(["git", "reset", "-q", "--hard", "main~5"], folder)
