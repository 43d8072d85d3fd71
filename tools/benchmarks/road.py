"""Load, check and save of 10,000 nodes, and both documents of this repository, against git, xmllint and cmark."""
import os
import shutil
import statistics
import sys

from common import DATA, LOAD, ROOT, TOOL, compare, run, timed, within

GOALS = 1110  # about 10,000 nodes


def workspace(goals=GOALS):
    """A workspace with one version of about 9 nodes a goal, made by seed 1, packed."""
    folder = os.path.join(DATA, f"strategy-{goals}")
    generator = os.path.join(ROOT, "tools", "benchmarks", "generate.py")
    stamp = os.path.join(folder, ".git", "made")
    if not os.path.exists(stamp) or os.path.getmtime(stamp) < os.path.getmtime(generator):
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, generator, "--goals", str(goals), "--format", "workspace", "-o", folder])
        shutil.copytree(os.path.join(ROOT, "schemas", "themes"), os.path.join(folder, "schemas", "themes"))
        run("git init -q -b main . && git add -A && git commit -q -m first && git repack -adq", folder)
        open(stamp, "w").close()
    run(["git", "reset", "-q", "--hard", "main"], folder)
    return folder


def bench_load(folder):
    blobs = os.path.join(DATA, "blobs")
    with open(blobs, "wb") as out:
        out.write(run("git ls-tree -r main -- documents/strategie | awk '{print $3}'", folder))
    compare("load 10,000 nodes with prose", lambda: run([LOAD, folder, "strategie", "saved"]),
            "git cat-file --batch, same blobs",
            lambda: run("git cat-file --batch --buffer > /dev/null", folder, stdin=open(blobs, "rb")), 1)


def bench_check(folder):
    schema = os.path.join(DATA, "benchmark.xsd")
    with open(schema, "wb") as out:
        out.write(run([TOOL, "-C", folder, "schema", "benchmark"]))
    document = os.path.join(folder, "documents/strategie/document.xml")
    xmllint = f"xmllint --noout --schema {schema} {document}"
    compare("check, structure (load + XSD)", lambda: run([LOAD, "--structure", folder, "strategie", "working"]),
            "xmllint --schema", lambda: run(xmllint), 2)
    texts = os.path.join(DATA, "all.md")
    run(f"find documents/strategie/text -name '*.md' -print0 | sort -z | xargs -0 cat > {texts}", folder)
    every = f"{xmllint} && find documents/strategie/text -name '*.md' -print0 | xargs -0 cmark > /dev/null"
    compare("check, all rules", lambda: run([TOOL, "-C", folder, "check", "strategie"], codes=(0, 1)),
            "xmllint --schema + cmark, same files", lambda: run(every, folder), 2)


def bench_save(folder):
    ours, theirs = os.path.join(DATA, "save-ours"), os.path.join(DATA, "save-git")
    for copy in (ours, theirs):
        shutil.rmtree(copy, ignore_errors=True)
        run(["cp", "-r", folder, copy])
        run("git config core.fsync all && git status --porcelain", copy)
    first = sorted(run("git ls-files documents/strategie/text", folder).decode().split())[5000]

    def edit(copy):
        with open(os.path.join(copy, first), "a", encoding="utf-8") as out:
            out.write("\nEin weiterer Satz.\n")

    run([TOOL, "-C", ours, "status"])
    mine, git = [], []
    for _ in range(9):
        edit(ours)
        mine.append(timed(lambda: run([TOOL, "-C", ours, "--author", "Bench <bench@example.org>", "save", "-m", "x"])))
        edit(theirs)
        git.append(timed(lambda: run(f"git add {first} && git commit -q -m x", theirs)))
    a, b = statistics.median(mine), statistics.median(git)
    print(f"{'save one node, durable':34} {a * 1000:8.1f} ms   {'git add + git commit, core.fsync=all':44} {b * 1000:8.1f} ms   "
          f"ratio {a / b:5.2f}  (limit 0.35) {'ok' if a <= 0.35 * b else 'MISSED'}", flush=True)
    run("git fsck --strict && test -z \"$(git status --porcelain)\"", ours)


def bench_documents():
    for document in ("strategischer-rahmen", "smart-city-strategie"):
        within(f"check {document}", lambda: run([TOOL, "-C", ROOT, "check", document]), 1)
        within(f"pdf {document}",
               lambda: run([TOOL, "-C", ROOT, "pdf", document, "-o", os.path.join(DATA, document + ".pdf")]), 1)


def road():
    folder = workspace()
    bench_load(folder)
    bench_check(folder)
    bench_save(folder)
    bench_documents()
