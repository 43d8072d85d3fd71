"""F01, F03, F05, F06, F07: a command killed, or told that the drive is broken or full, at any call with which it writes.

After each fault the workspace must be as before or as after the command, for whoever looks through our program, and for
whoever looks with others as soon as our program was started once. Then the same command must come to the same end.
"""
import os

import whole_program_injection as injection
from whole_program_injection import EVERYBODY, TOOL
from whole_program_states import SCENES, copy, differences, is_left_over, prepare, state

NOT_FOUND = 5
STORAGE = 6
LOCKED = 7
MOST_POINTS = {"kill": None, "error": 30}  # of each scene; none: all
QUICK_POINTS = {"kill": 2, "error": 2}
QUICK_KILLS = ("save", "draft-finish", "merge-decided", "sync-take")  # one of each way to write: a version, names, git itself
QUICK_ERRORS = ("save",)
OLD_ENOUGH = 2 * 86400  # seconds after which doctor takes what was left for left


class Wrong(Exception):
    """What was found that must not be."""


def locks(scene):
    """That would keep others from writing; libgit2's unfinished packs are called so, too, but keep nobody."""
    return sorted(path for path in scene.rglob("*.lock") if "objects" not in path.parts)


def unfinished(workspace):
    """Files that their writer was to rename."""
    return sorted(path for path in workspace.rglob("*") if path.is_file() and (
        is_left_over(path.name) or path.name.startswith(("tmp_", "pack_git2_")) or
        ("objects" in path.parts and path.suffix == ".lock")))


def age(box, paths):
    then = box.clock - OLD_ENOUGH
    for path in paths:
        os.utime(path, (then, then))


def as_a_name(key):
    """Of what is seen, the branch of which it tells where it stands: here, in the other repository, or as last heard."""
    return key.replace("refs/remotes/origin/", "refs/heads/").replace("common ", "name ")


def where(prepared, seen):
    """"old", "new", or "between" with what is neither. For sync each name by itself may be either, here and there."""
    old, new = (differences(seen, each) for each in (prepared.old, prepared.new))
    if prepared.scene.exchanges:  # what was done is noted operation by operation
        old, new = (set(keys) - {"name refs/zielbaum/ops"} for keys in (old, new))
    if not old:
        return "old", []
    if not new:
        return "new", []
    neither = sorted(set(old) & set(new))
    if not prepared.scene.exchanges:
        return "between", neither or sorted(old)
    places = {(as_a_name(key), value) for known in (prepared.old, prepared.new) for key, value in known.items()}
    neither = [key for key in neither if not key.startswith("file ") and (as_a_name(key), seen.get(key)) not in places]
    if seen["status"] and "status" not in neither:  # the files are not those of the version
        neither.append("status")
    return ("between", neither) if neither else ("partly exchanged", [])


def fsck(box, repository):
    done = box.run(repository, "git", "fsck", "--strict", "--no-dangling", "--no-progress")
    said = [line for line in (done.out + done.err).splitlines() if not line.startswith("notice:")]
    if done.code != 0 or said:
        raise Wrong(f"git fsck in {repository.name}: {done.code}: {' | '.join(said)[:300]}")


def look(box, prepared, scene):
    """What stands there for whoever uses git, before our program was started again."""
    place, keys = where(prepared, state(box, scene))
    ours = scene / "w" / ".git" / "zielbaum"
    if place == "between" and ((ours / "journal").exists() or (ours / "journal-done").exists()):
        return "decided", []
    return place, keys


def go_on(box, prepared, scene):
    """Our program is started again, and finds its way without help. Says how, in a word or two."""
    workspace = scene / "w"
    for words in (("status",), ("check",)):
        done = box.run(workspace, "zielbaum", *words)
        if done.code != 0:
            raise Wrong(f"{words[0]} afterwards: {done.code}: {done.err.strip()[:300]}")
    place, keys = where(prepared, state(box, scene))
    if place == "between":
        raise Wrong(f"after the next start still between: {', '.join(keys)[:300]}")
    healed = ""
    if place != "new" or prepared.again is not None:
        code, goal = (prepared.code, prepared.new) if place != "new" else (prepared.again.code, prepared.twice)
        done = box.run(workspace, "zielbaum", *prepared.scene.command)
        if done.code != code and locks(scene):
            said = done.err.strip()
            age(box, locks(scene))
            box.run(workspace, "zielbaum", "doctor", "--repair")
            done = box.run(workspace, "zielbaum", *prepared.scene.command)
            healed = ", lock healed by doctor"
            far = [path for path in locks(scene) if path.is_relative_to(scene / "common.git")]
            if done.code == LOCKED and far and any(path.name in done.err for path in far):
                # Only whoever keeps the common repository can take them away; the program says which.
                for path in far:
                    path.unlink()
                done = box.run(workspace, "zielbaum", *prepared.scene.command)
                healed = ", lock in the common repository named"
            if done.code != code:
                raise Wrong(f"locks that stay ({', '.join(str(path.relative_to(scene)) for path in locks(scene))}): "
                            f"{said[:300]}")
        if done.code != code:
            raise Wrong(f"given again: {done.code} instead of {code}: {done.err.strip()[:300]}")
        keys = [key for key in differences(state(box, scene), goal)
                if not (prepared.scene.exchanges and key == "name refs/zielbaum/ops")]
        if keys:
            raise Wrong(f"given again ({place}), it does not come to its end: {', '.join(keys)[:300]}")
    left = [path for path in locks(scene) if path.is_relative_to(workspace)]
    litter = unfinished(workspace)
    if left or litter:
        age(box, left + litter)
        box.run(workspace, "zielbaum", "doctor", "--repair")
        stays = [str(path.relative_to(scene)) for path in left + litter if path.exists()]
        if stays:
            raise Wrong(f"doctor leaves {', '.join(stays)[:300]}")
        healed = ", lock healed by doctor" if left else healed or ", litter"
    for name in ("w", "common.git"):
        if (scene / name).exists():
            fsck(box, scene / name)
    doctor = box.run(workspace, "zielbaum", "doctor")
    if doctor.code != 0:
        raise Wrong(f"doctor afterwards: {doctor.code}: {' '.join((doctor.out + doctor.err).split())[:300]}")
    return healed


class Faults:
    """All faults of these rows, for one scene."""

    def __init__(self, box, folder, table, quick):
        self.box, self.folder, self.table, self.quick = box, folder, table, quick
        self.injector = injection.Injector(box)
        self.now = folder / "now"

    def fresh(self, prepared):
        copy(prepared.start, self.now)
        self.box.clock = prepared.clock

    def most(self, kind):
        return (QUICK_POINTS if self.quick else MOST_POINTS)[kind]

    def calls(self, prepared, who, names=injection.WRITING):
        self.fresh(prepared)
        return self.injector.calls(self.now / "w", prepared.scene.command, who, names)

    def killed(self, row, prepared, point):
        """Whether the fault came at all."""
        self.fresh(prepared)
        code, _, err = self.injector.inject(self.now / "w", prepared.scene.command, point.who,
                                            (point.call, f"signal=KILL:when={point.at}"))
        if point.who == TOOL and code != -9:
            return False
        place, keys = look(self.box, prepared, self.now)
        if place == "between":
            raise Wrong(f"between, without a journal: {', '.join(keys)[:300]}")
        if code != -9 and code != prepared.code and code not in (STORAGE, 3):
            raise Wrong(f"a git program was killed, and it ends with {code}: {err.strip()[:300]}")
        if code == prepared.code and code != -9 and place != "new":
            raise Wrong(f"says that it is done, but is {place}")
        ending = "killed" if code == -9 else "done" if code == prepared.code else "said"
        healed = go_on(self.box, prepared, self.now)
        self.table.count(row, prepared.scene.name, f"{ending}, {place}{healed}")
        return True

    def attempt(self, row, prepared, what, deed):
        """Does it, and notes what must not be, with enough to do it again."""
        try:
            return deed()
        except Wrong as wrong:
            self.table.violation(row, prepared.scene.name, what, str(wrong))
            return True

    def kill_everywhere(self, row, prepared, who, most, step=1):
        calls = self.calls(prepared, who)
        points = injection.points(calls, who)
        for point in injection.sampled(points, most)[::step]:
            self.attempt(row, prepared, f"KILL {point}", lambda: self.killed(row, prepared, point))
        if who != TOOL or most is not None:
            return
        # What was not counted, since it differs from run to run, is tried too.
        for call in {point.call for point in points}:
            at = max(known.at for known in calls if known.name == call) + 1
            beyond = injection.Point(who, call, at)
            while self.attempt(row, prepared, f"KILL {beyond}", lambda: self.killed(row, prepared, beyond)):
                beyond = injection.Point(who, call, beyond.at + 1)

    def kill(self, prepared):
        row = "F03" if prepared.scene.name.startswith("merge") else "F01"
        self.kill_everywhere(row, prepared, TOOL, self.most("kill"))
        if not prepared.scene.exchanges:
            return
        step = 1 if prepared.scene.name == "sync-both" else 3
        if not self.quick:
            self.fresh(prepared)
            programs = self.injector.git_programs(self.now / "w", prepared.scene.command)
            for program in range(1, programs + 1):
                self.kill_everywhere(row, prepared, program, None, step)
        self.kill_everywhere(row, prepared, EVERYBODY, self.most("kill"), step)

    def failed(self, row, prepared, who, faults):
        self.fresh(prepared)
        code, _, err = self.injector.inject(self.now / "w", prepared.scene.command, who, *faults)
        place, keys = look(self.box, prepared, self.now)
        if code == prepared.code and place == "between":
            raise Wrong(f"says that it is done, but is between: {', '.join(keys)[:300]}")
        if code == prepared.code and place not in ("new", "decided"):
            raise Wrong(f"says that it is done, but is {place}")
        # git says nothing of it where it cannot write into a pipe: then it seems to know of no remote.
        unheard = who == EVERYBODY and code == NOT_FOUND and place == "old" and "git remote add" in err
        if code not in (prepared.code, STORAGE) and not unheard:
            raise Wrong(f"ends with {code}, {place}: {err.strip()[:300]}")
        if place == "between":
            raise Wrong(f"between, without a journal: {', '.join(keys)[:300]}")
        healed = go_on(self.box, prepared, self.now)
        self.table.count(row, prepared.scene.name,
                         f"{'done' if code == prepared.code else 'said'}, {place}{healed}")

    def fail(self, prepared):
        name = prepared.scene.name
        who = EVERYBODY if prepared.scene.exchanges else TOOL
        most = self.most("error")
        calls = self.calls(prepared, who)
        for row, error, wanted in (("F05", "ENOSPC", injection.NEEDS_ROOM + ("openat",)),
                                   ("F06", "EIO", injection.WRITING)):
            some = [point for point in injection.points(calls, who) if point.call in wanted]
            for point in injection.sampled(some, most):
                self.attempt(row, prepared, f"{error} {point}", lambda: self.failed(
                    row, prepared, who, [(point.call, f"error={error}:when={point.at}")]))
        own = calls if who == TOOL else self.calls(prepared, TOOL)
        starts = [i for i, call in enumerate(own) if call.name in injection.NEEDS_ROOM and
                  injection.changes_something(call)]
        for index in injection.sampled(starts, most):
            faults = injection.full_from(own, index)
            self.attempt("F05", prepared, f"full from {own[index].name}:{own[index].at}", lambda: self.failed(
                "F05", prepared, TOOL, faults))
        self.attempt("F07", prepared, "every fsync", lambda: self.failed(
            "F07", prepared, who, [("fsync,fdatasync", "error=EIO")]))
        inside = lambda call: str(self.now) in call.text
        reads = injection.points(self.calls(prepared, TOOL, injection.READING), TOOL, inside)
        for point in injection.sampled(reads, most):
            self.attempt("F06", prepared, f"EIO {point}", lambda: self.failed(
                "F06", prepared, TOOL, [(point.call, f"error=EIO:when={point.at}")]))

    def run(self, wanted, name):
        kills = wanted & {"F01", "F03"} and not (self.quick and name not in QUICK_KILLS)
        errors = wanted & {"F05", "F06", "F07"} and not (self.quick and name not in QUICK_ERRORS)
        if not kills and not errors:
            return
        scene, make = next(each for each in SCENES if each[0].name == name)
        prepared = prepare(self.box, scene, make, self.folder)
        if kills:
            self.kill(prepared)
        if errors:
            self.fail(prepared)
