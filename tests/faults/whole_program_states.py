"""Workspaces to which faults are done: how each begins, and what of it must be wholly old or wholly new.

A scene is a folder with the workspace in `w` and, for sync, the common repository in `common.git`. The time is fixed
(SOURCE_DATE_EPOCH), so that a command gives the same versions, down to their ids, each time it is run.
"""
import dataclasses
import hashlib
import os
import pathlib
import re
import shutil
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parents[2]
STEP_SECONDS = 60  # between two commands with which a scene is prepared


@dataclasses.dataclass
class Done:
    code: int
    out: str
    err: str


class Box:
    """A folder of its own, with the program under test, its schemas, and nothing of the machine's configuration."""

    def __init__(self, folder, program):
        self.folder = pathlib.Path(folder)
        tools = self.folder / "bin"
        tools.mkdir()
        for link in ("zielbaum", "git-merge-zielbaum"):
            os.symlink(program, tools / link)
        (self.folder / "schemas" / "types").mkdir(parents=True)
        shutil.copy(SOURCE / "tests" / "cli" / "stadt.xml", self.folder / "schemas" / "types")
        shutil.copytree(SOURCE / "schemas" / "themes", self.folder / "schemas" / "themes")
        self.clock = 1767225600
        self.environment = {
            "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(self.folder), "TMPDIR": str(self.folder),
            "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "ZIELBAUM_LANG": "en",
            "ZIELBAUM_SCHEMAS": str(self.folder / "schemas"), "ZIELBAUM_AUTHOR": "Ada Muster <ada@example.org>"}
        for who in ("AUTHOR", "COMMITTER"):
            self.environment[f"GIT_{who}_NAME"] = "Ada Muster"
            self.environment[f"GIT_{who}_EMAIL"] = "ada@example.org"

    def sealed(self, **more):
        fixed = str(self.clock)
        return {**self.environment, "SOURCE_DATE_EPOCH": fixed, "GIT_AUTHOR_DATE": f"@{fixed} +0000",
                "GIT_COMMITTER_DATE": f"@{fixed} +0000", **more}

    def run(self, folder, *words, text=None, limit=60, **more):
        """What a command said and its exit code; negative where a signal ended it, 124 where it came to no end."""
        given = {"stdin": subprocess.DEVNULL} if text is None else {"input": text.encode()}
        try:
            done = subprocess.run([str(word) for word in words], cwd=folder, capture_output=True, timeout=limit,
                                  env=self.sealed(**more), **given)
        except subprocess.TimeoutExpired:
            return Done(124, "", f"no end after {limit} s")
        return Done(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def must(self, folder, *words, text=None, codes=(0,)):
        """For preparing: a command that does what it should."""
        self.clock += STEP_SECONDS
        done = self.run(folder, *words, text=text)
        if done.code not in codes:
            raise RuntimeError(f"{' '.join(map(str, words))}: {done.code}: {done.out}{done.err}")
        return done.out


def copy(source, target):
    """As cp -a: a scene in its place, whatever was there before."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)


# What is compared.

def branches(box, repository):
    """Name to version, HEAD included. Names that git cannot read are seen as what their file says."""
    done = box.run(repository, "git", "for-each-ref", "--format=%(refname) %(objectname)")
    named = dict(line.rsplit(" ", 1) for line in done.out.splitlines())
    named["HEAD"] = box.run(repository, "git", "symbolic-ref", "HEAD").out.strip()
    if done.code != 0 or done.err:
        named["unreadable"] = done.err
    return named


def files(workspace):
    found = {}
    for top in ("documents", "schemas"):
        for path in sorted((workspace / top).rglob("*")):
            if path.is_file() and not is_left_over(path.name):
                found[str(path.relative_to(workspace))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def is_left_over(name):
    """Whether it is a file that was to be renamed when its writer was ended: nothing lists it, and doctor removes it."""
    return name.startswith(".") and name.endswith(".tmp")


def git_status(box, workspace):
    done = box.run(workspace, "git", "--no-optional-locks", "status", "--porcelain", "-uall")
    lines = sorted(line for line in done.out.splitlines() if not is_left_over(line.split("/")[-1].strip('"')))
    # Of a damaged object git tells a size that is another one each time.
    return lines + ([re.sub(r"\d+ bytes", "… bytes", done.err)] if done.code else [])


def waits(box, workspace):
    """The note of a merge that waits for decisions. One whose merge is done is as none: it only was not removed."""
    path = workspace / ".git" / "zielbaum" / "under-way"
    if not path.exists():
        return ""
    text = path.read_text()
    line, theirs = (re.search(rf'\b{name}="([^"]*)"', text) for name in ("line", "theirs"))
    if line and theirs and box.run(workspace, "git", "merge-base", "--is-ancestor", theirs[1],
                                   f"refs/heads/{line[1]}").code == 0:
        return ""
    return text


def state(box, scene):
    """All that a command may change and a user may see, as a flat dictionary."""
    workspace = scene / "w"
    seen = {f"name {name}": value for name, value in branches(box, workspace).items()}
    seen.update((f"file {path}", value) for path, value in files(workspace).items())
    seen["status"] = "\n".join(git_status(box, workspace))
    seen["waits"] = waits(box, workspace)
    if (scene / "common.git").exists():
        seen.update((f"common {name}", value) for name, value in branches(box, scene / "common.git").items())
    return seen


def differences(one, other):
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


# Scenes.

@dataclasses.dataclass
class Scene:
    name: str
    command: tuple
    repeats: bool = True      # whether the command, given again after it was done, says that there is nothing to do
    exchanges: bool = False   # sync: several repositories, each name by itself old or new


def begin(box, scene):
    """A workspace with a version."""
    workspace = scene / "w"
    scene.mkdir()
    zb = lambda *words, **more: box.must(workspace, "zielbaum", *words, **more)
    box.must(scene, "zielbaum", "init", workspace, "--publisher", "Stadt Muster")
    zb("new", "stadt", "plan", "--title", "Digitale Stadt")
    for goal, title in (("lernorte", "Lernorte"), ("verkehr", "Verkehr")):
        zb("add", "goal", "--under", "plan", "--title", title, "--id", goal)
    for goal, measure, title in (("lernorte", "kiezbox", "Kiezbox"), ("lernorte", "werkstatt", "Offene Werkstatt"),
                                 ("verkehr", "radwege", "Radwege")):
        zb("add", "measure", "--under", goal, "--title", title, "--id", measure)
        zb("set", measure, "status=running")
        zb("edit", measure, "--from", "-", text=f"{title} für alle.\n\nDas wird {title} gut tun.\n")
    zb("save", "-m", "Anfang")
    return zb


def change_draft(zb, name, conflict):
    """A draft and main that both went on."""
    zb("draft", "start", name)
    zb("set", "kiezbox", "title=Kiezbox im Netz")
    zb("edit", "radwege", "--from", "-", text="Radwege für alle, auch im Winter.\n\nDas wird Radwege gut tun.\n")
    zb("add", "measure", "--under", "verkehr", "--title", "Busspuren", "--id", "bus")
    zb("set", "bus", "status=running")
    zb("edit", "bus", "--from", "-", text="Der Bus hat Vorrang.\n")
    zb("save", "-m", "Netz")
    zb("draft", "switch", "main")
    zb("move", "werkstatt", "--under", "verkehr")
    zb("edit", "werkstatt", "--from", "-", text="Offene Werkstatt für alle und jeden.\n\nSie zieht um.\n")
    if conflict:
        zb("set", "kiezbox", "title=Kiezbox am Platz")
        zb("edit", "radwege", "--from", "-", text="Radwege für fast alle.\n\nDas wird Radwege gut tun.\n")
    zb("save", "-m", "Werkstatt")


def unsaved(box, scene):
    zb = begin(box, scene)
    zb("set", "kiezbox", "title=Kiezbox 2.0")
    zb("edit", "kiezbox", "--from", "-", text="Die Kiezbox bringt freies Netz.\n")
    zb("add", "measure", "--under", "verkehr", "--title", "Busspuren", "--id", "bus")
    zb("set", "bus", "status=running")


def two_lines(box, scene):
    change_draft(begin(box, scene), "klima", conflict=False)


def two_lines_apart(box, scene):
    change_draft(begin(box, scene), "klima", conflict=True)


def waiting(box, scene):
    two_lines_apart(box, scene)
    box.must(scene / "w", "zielbaum", "merge", "klima", codes=(3,))


def decided(box, scene):
    waiting(box, scene)
    for node in ("kiezbox", "radwege"):
        box.must(scene / "w", "zielbaum", "resolve", node, "--take", "theirs")


def finished(box, scene):
    two_lines(box, scene)
    box.must(scene / "w", "zielbaum", "draft", "finish", "klima")


def undone(box, scene):
    finished(box, scene)
    box.must(scene / "w", "zielbaum", "undo")


def in_common(box, scene, here, there):
    """A clone and a common repository by path, with something new on one side or both."""
    zb = begin(box, scene)
    common = scene / "common.git"
    box.must(scene, "git", "init", "-q", "--bare", "-b", "main", common)
    box.must(scene / "w", "git", "remote", "add", "origin", "../common.git")
    zb("sync")
    if there:
        other = scene / "other"
        box.must(scene, "git", "clone", "-q", common, other)
        theirs = lambda *words, **more: box.must(other, "zielbaum", *words, **more)
        theirs("git-setup")
        theirs("move", "werkstatt", "--under", "verkehr")
        theirs("edit", "werkstatt", "--from", "-", text="Offene Werkstatt für alle und jeden.\n")
        theirs("save", "-m", "Werkstatt")
        theirs("reason", "werkstatt", "-m", "Weil dort Platz ist.")
        theirs("sync")
        shutil.rmtree(other)
    if here:
        zb("set", "kiezbox", "title=Kiezbox im Netz")
        zb("edit", "radwege", "--from", "-", text="Radwege für alle, auch im Winter.\n")
        zb("save", "-m", "Netz")
        zb("reason", "kiezbox", "-m", "Weil es schneller ist.")


SCENES = [
    (Scene("edit", ("set", "kiezbox", "title=Kiezbox 3.0")), begin),
    (Scene("remove", ("remove", "lernorte"), repeats=False), begin),
    (Scene("save", ("save", "-m", "Zweite")), unsaved),
    (Scene("merge", ("merge", "klima")), two_lines),
    (Scene("merge-conflict", ("merge", "klima"), repeats=False), two_lines_apart),
    (Scene("resolve", ("resolve", "kiezbox", "--part", "title", "--take", "theirs")), waiting),
    (Scene("merge-decided", ("merge",)), decided),
    (Scene("draft-start", ("draft", "start", "netz")), begin),
    (Scene("draft-switch", ("draft", "switch", "klima")), two_lines),
    (Scene("draft-finish", ("draft", "finish", "klima")), two_lines),
    (Scene("undo", ("undo",), repeats=False), finished),
    (Scene("redo", ("undo", "--redo"), repeats=False), undone),
    (Scene("reason", ("reason", "kiezbox", "-m", "Weil es fehlt."), repeats=False), begin),
    (Scene("sync-give", ("sync",), exchanges=True), lambda box, scene: in_common(box, scene, True, False)),
    (Scene("sync-take", ("sync",), exchanges=True), lambda box, scene: in_common(box, scene, False, True)),
    (Scene("sync-both", ("sync",), exchanges=True), lambda box, scene: in_common(box, scene, True, True)),
]


@dataclasses.dataclass
class Prepared:
    """A scene with all that its command may end with."""
    scene: Scene
    start: pathlib.Path
    clock: int           # at which the command is run
    old: dict
    new: dict
    code: int            # of the command without a fault
    again: Done          # the command given again after that
    twice: dict


def prepare(box, scene, make, folder):
    box.clock = 1767225600
    start = folder / f"{scene.name}-start"
    make(box, start)
    box.clock += STEP_SECONDS
    done_in = folder / "now"
    copy(start, done_in)
    old = state(box, done_in)
    done = box.run(done_in / "w", "zielbaum", *scene.command)
    new = state(box, done_in)
    again = box.run(done_in / "w", "zielbaum", *scene.command) if scene.repeats else None
    return Prepared(scene, start, box.clock, old, new, done.code, again, state(box, done_in))
