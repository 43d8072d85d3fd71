"""What all benches share: where things lie, and how runs are timed and compared."""
import os
import statistics
import subprocess
import sys
import time
from collections import namedtuple

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "tool")
DATA = os.path.join(ROOT, "build", "bench")
TOOL = os.path.join(BUILD, "tools", "zielbaum")
LOAD = os.path.join(BUILD, "tools", "zielbaum-bench-load")
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "GIT_AUTHOR_NAME": "Bench", "GIT_AUTHOR_EMAIL": "bench@example.org",
               "GIT_COMMITTER_NAME": "Bench", "GIT_COMMITTER_EMAIL": "bench@example.org",
               "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}

Run = namedtuple("Run", "cpu wall memory")  # seconds, seconds, MiB


def run(command, folder=None, stdin=None, codes=(0,)):
    done = subprocess.run(command, cwd=folder, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=ENVIRONMENT, shell=isinstance(command, str))
    if done.returncode not in codes:
        sys.exit(f"{command}: exit {done.returncode}\n{done.stderr.decode()[:2000]}")
    return done.stdout


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measured(command, folder=None):
    """Runs a command; user and system time and the largest process among it and its children."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    talk = process.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode != 0:
        sys.exit(f"{command}: exit {process.returncode}\n{talk[:2000]}")
    return Run(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024)


def compare(name, ours, peer_name, peer, limit, runs=9):
    """Runs both in turn; prints medians and their ratio, and whether it keeps the limit (None: there is none)."""
    mine, theirs = [], []
    ours(), peer()
    for _ in range(runs):
        mine.append(timed(ours))
        theirs.append(timed(peer))
    a, b = statistics.median(mine), statistics.median(theirs)
    verdict = "" if limit is None else f"  (limit {limit}) {'ok' if a <= limit * b else 'MISSED'}"
    print(f"{name:34} {a * 1000:8.1f} ms   {peer_name:44} {b * 1000:8.1f} ms   ratio {a / b:5.2f}{verdict}", flush=True)


def within(name, ours, seconds, runs=5):
    a = statistics.median([timed(ours) for _ in range(runs)])
    print(f"{name:34} {a * 1000:8.1f} ms   limit {seconds * 1000:.0f} ms {'ok' if a <= seconds else 'MISSED'}", flush=True)
