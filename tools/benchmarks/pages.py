"""One strategy document as PDF in three sizes: CPU time a page, memory, bytes a page; ours, Typst's and groff's.

Figures are those of whole processes with their children, and medians of some runs. CPU time is compared, not wall time,
since other work on the machine changes it less.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys

from common import DATA, ROOT, TOOL, Run, measured, run

GENERATOR = os.path.join(ROOT, "tools", "benchmarks", "generate.py")
TYPST = os.path.join(DATA, "typst")
TYPST_PACKAGE = "@myriaddreamin/typst-ts-node-compiler@0.7.0"  # Typst 0.14.2
SIZES = {"small": 3, "medium": 3, "large": 1}  # runs

LEAST_SPEED = 500  # pages a CPU second, at medium and large
MOST_MEMORY = 150  # MiB, at large
MOST_BYTES = 4000  # a page, after the qpdf pass
MOST_SECONDS = 1  # both documents of this repository


def median(runs):
    return Run(*(statistics.median(column) for column in zip(*runs)))


def page_count(pdf):
    return int(re.search(r"^Pages: *(\d+)", run(["pdfinfo", pdf]).decode(errors="replace"), re.M).group(1))


def theme():
    return "book" if os.path.exists(os.path.join(ROOT, "schemas", "themes", "book.xml")) else "standard"


def source(size, form):
    """The document in one of the generator's formats, made where it is missing or older than the generator."""
    path = os.path.join(DATA, "pages", size + ("" if form == "workspace" else "." + form))
    stamp = path + ".made"
    newest = max(os.path.getmtime(GENERATOR), os.path.getmtime(os.path.join(ROOT, "schemas", "themes", theme() + ".xml")))
    if os.path.exists(stamp) and os.path.getmtime(stamp) >= newest:
        return path
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if form == "workspace":
        shutil.rmtree(path, ignore_errors=True)
    run([sys.executable, GENERATOR, "--size", size, "--format", form, "--theme", theme(), "-o", path])
    if form == "workspace":
        shutil.copytree(os.path.join(ROOT, "schemas", "themes"), os.path.join(path, "schemas", "themes"))
        run("git init -q -b main . && git add -A && git commit -q -m first && git repack -adq", path)
    open(stamp, "w").close()
    return path


def typst_is_there():
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    if not os.path.isdir(os.path.join(TYPST, "node_modules")):
        os.makedirs(TYPST, exist_ok=True)
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", TYPST_PACKAGE], cwd=TYPST)
        return done.returncode == 0
    return True


def show(size, name, pdf, used):
    count = page_count(pdf)
    print(f"{size:7} {name:22} {count:6} pages {used.cpu:8.2f} CPU s {count / used.cpu:8.0f} pages/CPU s "
          f"{used.memory:7.0f} MiB {os.path.getsize(pdf) / count:7.0f} bytes/page", flush=True)
    return count


def verdict(what, value, limit, good):
    print(f"        {what}: {value:.0f} (limit {limit}) {'ok' if good else 'MISSED'}", flush=True)


def bench_size(size, runs):
    folder = os.path.join(DATA, "pages")
    ours, packed = os.path.join(folder, size + ".pdf"), os.path.join(folder, size + "-packed.pdf")
    commands = {"zielbaum": [TOOL, "-C", source(size, "workspace"), "pdf", "strategie", "-o", ours]}
    outputs = {"zielbaum": ours}
    if shutil.which("groff"):
        outputs["groff, untagged"] = os.path.join(folder, size + "-groff.pdf")
        commands["groff, untagged"] = ["sh", "-c", f"groff -Kutf8 -t -mspdf -mde -Tpdf {source(size, 'ms')} "
                                                   f"> {outputs['groff, untagged']}"]
    if size != "large" and typst_is_there():  # at large it takes 9 GB
        outputs["Typst, PDF/UA-1"] = os.path.join(folder, size + "-typst.pdf")
        commands["Typst, PDF/UA-1"] = ["node", os.path.join(ROOT, "tools", "benchmarks", "typst.js"), TYPST,
                                       source(size, "typ"), outputs["Typst, PDF/UA-1"]]
    used = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            used[name].append(measured(command))
    counts = {name: show(size, name, outputs[name], median(used[name])) for name in commands}
    mine = median(used["zielbaum"])
    # `--compact` is the qpdf pass: object streams, compressed as far as zlib goes.
    compact = measured([TOOL, "-C", source(size, "workspace"), "pdf", "strategie", "--compact", "-o", packed])
    show(size, "zielbaum --compact", packed, compact)
    print(f"        the qpdf pass alone: {compact.cpu - mine.cpu:.2f} CPU s", flush=True)

    speed = counts["zielbaum"] / mine.cpu
    if size != "small":
        verdict("pages a CPU second", speed, f">= {LEAST_SPEED}", speed >= LEAST_SPEED)
        each = os.path.getsize(packed) / counts["zielbaum"]
        verdict("bytes a page after the qpdf pass", each, f"<= {MOST_BYTES}", each <= MOST_BYTES)
    if size == "large":
        verdict("MiB of memory", mine.memory, f"<= {MOST_MEMORY}", mine.memory <= MOST_MEMORY)
    for name in commands:
        if name != "zielbaum":
            print(f"        {speed / (counts[name] / median(used[name]).cpu):.1f} times as fast a page as {name}", flush=True)


def bench_documents():
    runs = []
    for _ in range(5):
        both = [measured([TOOL, "-C", ROOT, "pdf", name, "-o", os.path.join(DATA, name + ".pdf")])
                for name in ("strategischer-rahmen", "smart-city-strategie")]
        runs.append(sum(one.wall for one in both))
    seconds = statistics.median(runs)
    print(f"both documents of this repository: {seconds * 1000:.0f} ms (limit {MOST_SECONDS * 1000} ms) "
          f"{'ok' if seconds <= MOST_SECONDS else 'MISSED'}", flush=True)


def pages():
    print(f"theme {theme()}", flush=True)
    for size, runs in SIZES.items():
        bench_size(size, runs)
    bench_documents()
