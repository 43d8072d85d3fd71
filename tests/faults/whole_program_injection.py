"""Faults done to a running program through strace: which calls it makes, and what happens if one of them goes wrong.

strace counts `when=N` for each process by itself. Therefore three ways: the tool alone; one of the git programs that it
calls (by a git in front of it in PATH, which traces only the one meant); all of them, each at its own Nth call.
"""
import collections
import dataclasses
import os
import pathlib
import re
import shlex
import shutil
import subprocess

WRITING = ("write", "pwrite64", "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "fsync",
           "fdatasync", "openat", "mkdir", "mkdirat", "ftruncate")
NEEDS_ROOM = ("write", "pwrite64", "link", "linkat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "ftruncate")
READING = ("read", "pread64")
NO_FILE = r"/dev/(null|tty|pts|u?random)"

TOOL, EVERYBODY = "tool", "everybody"  # else the number of a git program, counted from 1


@dataclasses.dataclass(frozen=True)
class Point:
    """The Nth call of one kind, of the tool, of a git program, or of each process."""
    who: object
    call: str
    at: int

    def __str__(self):
        who = self.who if isinstance(self.who, str) else f"git {self.who}"
        return f"{self.call}:{self.at} of {who}"


@dataclasses.dataclass
class Call:
    process: int
    name: str
    at: int       # counted for this process
    text: str


def is_possible():
    """Whether this machine lets one program trace another."""
    if shutil.which("strace") is None:
        return False
    done = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=write", "-e",
                           "inject=write:error=EIO:when=1", "true"], capture_output=True)
    return done.returncode == 0


def read_log(path):
    counts = collections.Counter()
    calls = []
    for line in pathlib.Path(path).read_text(errors="replace").splitlines():
        begun = re.match(r"(?:(\d+) +)?(\w+)\((.*)", line)
        if not begun:
            continue
        process, name = int(begun[1] or 0), begun[2]
        counts[process, name] += 1
        calls.append(Call(process, name, counts[process, name], begun[3]))
    return calls


def changes_something(call):
    """Opening to read changes nothing, nor does what is said on standard output and error."""
    if call.name == "openat":
        return bool(re.search(r"O_(CREAT|WRONLY|RDWR|TRUNC)", call.text)) and not re.search(NO_FILE, call.text)
    if call.name == "write":
        return not re.match(r"[12]<|\d+<anon_inode", call.text) and not re.search(NO_FILE, call.text)
    return True


class Injector:
    """Runs commands of a box with faults."""

    def __init__(self, box):
        self.box = box
        self.log = box.folder / "calls"
        self.real_git = shutil.which("git")
        self.front = box.folder / "front"
        self.front.mkdir()

    def _run(self, folder, tracing, who, command):
        """Waits for all processes, also for git programs whose caller was killed. (Those inherit the pipe's end.)"""
        words = ["zielbaum", *command]
        environment = self.box.sealed()
        if who == TOOL:
            words = ["strace", *tracing, *words]
        elif who == EVERYBODY:
            words = ["strace", "-f", *tracing, *words]
        else:
            count = self.box.folder / "count"
            count.write_text("0")
            (self.front / "git").write_text(
                f"#!/bin/sh\nread -r n <{count}\nn=$((n + 1))\necho $n >{count}\n"
                f"[ $n = {who} ] && exec strace -f {shlex.join(tracing)} {self.real_git} \"$@\"\n"
                f"exec {self.real_git} \"$@\"\n")
            (self.front / "git").chmod(0o755)
            environment["PATH"] = f"{self.front}:{environment['PATH']}"
        held, given = os.pipe()
        process = subprocess.Popen(words, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=(given,))
        os.close(given)
        out, err = process.communicate(timeout=120)
        os.read(held, 1)
        os.close(held)
        return process.returncode, out.decode(errors="replace"), err.decode(errors="replace")

    def calls(self, folder, command, who=TOOL, names=WRITING):
        self.log.unlink(missing_ok=True)
        self._run(folder, ["-qq", "-y", "-o", str(self.log), "-e", "trace=" + ",".join(names)], who, command)
        return read_log(self.log) if self.log.exists() else []

    def git_programs(self, folder, command):
        """How many the tool calls, one after the other."""
        self._run(folder, ["-qq", "-o", "/dev/null", "-e", "trace=none"], 999, command)
        return int((self.box.folder / "count").read_text())

    def inject(self, folder, command, who, *faults):
        """Each fault as (calls, what): ("fsync,fdatasync", "error=EIO"). Exit code (negative: a signal), output, errors."""
        tracing = ["-qq", "-o", "/dev/null", "-e", "trace=" + ",".join(calls for calls, _ in faults)]
        for calls, what in faults:
            tracing += ["-e", f"inject={calls}:{what}"]
        return self._run(folder, tracing, who, command)


def points(calls, who, wanted=changes_something):
    """Each (call, N) at which a process changes something; what many processes do at their own Nth call counts once."""
    found = {}
    for call in calls:
        if wanted(call):
            found.setdefault((call.name, call.at), Point(who, call.name, call.at))
    return list(found.values())


def full_from(calls, index):
    """A drive that is full from the call at this index on, as faults: each kind of call has a count of its own.

    Only right for a single process. Renaming within a folder needs no room."""
    faults = []
    for name in (name for name in NEEDS_ROOM if not name.startswith("rename")):
        before = sum(1 for call in calls[:index] if call.name == name)
        if any(call.name == name for call in calls[index:]):
            faults.append((name, f"error=ENOSPC:when={before + 1}+"))
    return faults


def sampled(items, most):
    """Evenly, first and last included."""
    items = list(items)
    if most is None or len(items) <= most:
        return items
    if most == 1:
        return [items[len(items) // 2]]
    return [items[i * (len(items) - 1) // (most - 1)] for i in range(most)]
