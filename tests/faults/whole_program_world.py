"""F11, F12, F20: a folder that can only be read, two writers of whom one dies, clocks that jump."""
import concurrent.futures
import json
import random
import shutil
import subprocess
import time

import whole_program_injection as injection
from whole_program_kills import Wrong, fsck
from whole_program_states import begin, change_draft, copy, differences, in_common, state, unsaved, waiting

LOOKING = (("status",), ("log",), ("check",), ("tree",), ("show", "kiezbox"), ("diff", "plan", "main", "klima"),
           ("draft", "list"), ("conflicts",), ("history", "kiezbox"), ("doctor",), ("undo", "--list"), ("reason",))
WRITING = (("set", "kiezbox", "title=Neu"), ("save", "-m", "Neu"), ("undo",), ("draft", "start", "neu"),
           ("reason", "kiezbox", "-m", "Neu."), ("merge",), ("resolve", "kiezbox", "--take", "ours"))
REFUSALS = (6, 7, 8)
CAUGHT = (0, 1, 3, 5)


class World:
    def __init__(self, box, folder, table, quick):
        self.box, self.folder, self.table, self.quick = box, folder, table, quick
        self.now = folder / "now"

    def attempt(self, row, name, what, deed):
        try:
            self.table.count(row, name, deed())
        except Wrong as wrong:
            self.table.violation(row, name, what, str(wrong))

    # A folder that can only be read.

    def only_to_be_read(self, words):
        """Runs a command in the scene `now`, mounted so that nobody can write there. The mount ends with the command."""
        mounted = ("mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && cd \"$0/w\" && exec \"$@\"")
        return self.box.run(self.folder, "unshare", "-m", "sh", "-c", mounted, self.now, *words)

    def can_mount(self):
        self.now.mkdir(exist_ok=True)
        (self.now / "w").mkdir(exist_ok=True)
        if shutil.which("unshare") is None:
            return False
        done = self.only_to_be_read(("touch", "x"))
        return done.code != 0 and "Read-only" in done.err

    def read_only(self):
        if not self.can_mount():
            print("F11 is left out: mounting is not permitted")
            return
        start = self.folder / "waiting"
        waiting(self.box, start)
        begun = self.folder / "unsaved"
        unsaved(self.box, begun)
        killed = self.killed_amid_merge()
        scenes = (("waiting", start), ("unsaved", begun), ("killed", killed))
        for name, scene in scenes[-1:] if self.quick else scenes:
            for words in LOOKING:
                self.attempt("F11", " ".join(words[:2]), f"{name}, only to be read", lambda: self.look(scene, words))
            for words in WRITING:
                self.attempt("F11", " ".join(words[:1]), f"{name}, only to be read", lambda: self.write(scene, words))

    def killed_amid_merge(self):
        """A workspace whose journal waits for somebody who may write."""
        start = self.folder / "two"
        change_draft(begin(self.box, start), "klima", conflict=False)
        killed = self.folder / "killed"
        injector = injection.Injector(self.box)
        for at in range(1, 100):
            copy(start, killed)
            injector.inject(killed / "w", ("merge", "klima"), injection.TOOL, ("rename", f"signal=KILL:when={at}"))
            if (killed / "w" / ".git" / "zielbaum" / "journal").exists():
                return killed
        raise RuntimeError("no journal was left")

    def look(self, scene, words):
        unfinished = (scene / "w" / ".git" / "zielbaum" / "journal").exists()
        copy(scene, self.now)
        usual = self.box.run(self.now / "w", "zielbaum", *words)
        copy(scene, self.now)
        done = self.only_to_be_read(("zielbaum", *words))
        if unfinished and done.code in CAUGHT:
            return "readable, unfinished"
        if done.code != usual.code or done.out.replace(str(self.now), "") != usual.out.replace(str(self.now), ""):
            raise Wrong(f"{done.code} instead of {usual.code}: {(done.out + done.err).strip()[:300]}")
        return "as ever"

    def write(self, scene, words):
        copy(scene, self.now)
        usual = self.box.run(self.now / "w", "zielbaum", *words)
        copy(scene, self.now)
        before = state(self.box, self.now)
        done = self.only_to_be_read(("zielbaum", *words))
        if differences(before, state(self.box, self.now)):
            raise Wrong("something was written")
        if done.code not in REFUSALS and done.code != usual.code or done.code == 0:
            raise Wrong(f"ends with {done.code}: {(done.out + done.err).strip()[:300]}")
        return f"refused with {done.code}"

    # Two writers.

    def writer(self, workspace, node, saves, dies, seed):
        """Saves again and again. Which saves said that they were done, and how often it was killed."""
        chance = random.Random(seed)
        said, killed = [], 0

        def run(*words):
            nonlocal killed
            process = subprocess.Popen(["zielbaum", *words], cwd=workspace, env=self.box.sealed(),
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            if dies and chance.random() < 0.7:
                time.sleep(chance.uniform(0, 0.03))
                process.kill()
            err = process.communicate(timeout=60)[1].decode()
            if process.returncode == -9:
                killed += 1
            elif process.returncode != 0 and "Nothing has changed" not in err:
                raise Wrong(f"{' '.join(words)} in {workspace.name}: {process.returncode}: {err.strip()[:300]}")
            return process.returncode == 0

        for k in range(saves):
            title = f"Stand {node} {k}"
            if run("set", node, f"title={title}") and run("save", "-m", title):
                said.append(title)
        return said, killed

    def two_writers(self, seed):
        scene = self.folder / "writers"
        shutil.rmtree(scene, ignore_errors=True)
        begin(self.box, scene)
        nodes = ("kiezbox", "radwege")
        for node in nodes:
            self.box.must(scene / "w", "git", "worktree", "add", "-q", "-b", f"draft/{node}", scene / node, "main")
        saves = 4 if self.quick else 30
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            jobs = [pool.submit(self.writer, scene / node, node, saves, node == "radwege", seed) for node in nodes]
            done = [job.result() for job in jobs]
        for node, (said, _) in zip(nodes, done):
            for words in (("status",), ("check",)):
                after = self.box.run(scene / node, "zielbaum", *words)
                if after.code != 0:
                    raise Wrong(f"{words[0]} in {node}: {after.code}: {after.err.strip()[:300]}")
            subjects = self.box.run(scene / "w", "git", "log", "--format=%s", f"draft/{node}").out.splitlines()
            lost = [title for title in said if title not in subjects]
            if lost:
                raise Wrong(f"saves that are gone: {', '.join(lost)[:300]}")
        if len(done[0][0]) != saves:
            raise Wrong(f"the one that was not killed saved {len(done[0][0])} times of {saves}")
        fsck(self.box, scene / "w")
        doctor = self.box.run(scene / "w", "zielbaum", "doctor")
        if doctor.code != 0:
            raise Wrong(f"doctor: {doctor.code}: {doctor.out.strip()[:300]}")
        return "all saves there"

    # Clocks.

    def succeed(self, folder, *words, **more):
        done = self.box.run(folder, *words, **more)
        if done.code != 0:
            raise Wrong(f"{' '.join(map(str, words))}: {done.code}: {(done.out + done.err).strip()[:300]}")
        return done.out

    def clock(self, times, exchanges):
        """Main, a draft (or the other clone) and the merge of both, each at a time of its own."""
        ours, theirs, merged = times
        scene = self.folder / "clock"
        shutil.rmtree(scene, ignore_errors=True)
        begin_clock = self.box.clock
        try:
            return self.history_of(scene, ours, theirs, merged, exchanges)
        finally:
            self.box.clock = begin_clock

    def history_of(self, scene, ours, theirs, merged, exchanges):
        in_common(self.box, scene, False, False)
        workspace = scene / "w"
        other = workspace
        zb = lambda folder, *words: self.succeed(folder, "zielbaum", *words)
        if exchanges:
            other = scene / "other"
            self.succeed(scene, "git", "clone", "-q", scene / "common.git", other)
        else:
            zb(workspace, "draft", "start", "klima")
        self.box.clock = theirs
        zb(other, "set", "radwege", "title=Radschnellwege")
        self.succeed(other, "git", "commit", "-q", "-a", "-m", "Rad")
        zb(other, "set", "werkstatt", "title=Werkstatt")
        zb(other, "save", "-m", "Werk")
        zb(other, "sync") if exchanges else zb(other, "draft", "switch", "main")
        self.box.clock = ours
        zb(workspace, "set", "kiezbox", "title=Kiezbox im Netz")
        zb(workspace, "save", "-m", "Netz")
        self.box.clock = merged
        zb(workspace, "sync") if exchanges else zb(workspace, "merge", "klima")
        if not exchanges and "klima" not in zb(workspace, "draft", "list"):
            raise Wrong("the draft is not listed")
        zb(workspace, "sync")
        tree = zb(workspace, "tree")
        for title in ("Radschnellwege", "Werkstatt", "Kiezbox im Netz"):
            if title not in tree:
                raise Wrong(f"not worked in: {title}")
        seen = set()
        versions = json.loads(zb(workspace, "log", "--json"))["versions"]
        for version in versions:
            seen.add(version["id"])
            early = [parent for parent in version["parents"] if parent in seen]
            if early:
                raise Wrong(f"log tells {version['message'].strip()} after what it came from")
        messages = {version["message"].strip() for version in versions}
        if not {"Rad", "Werk", "Netz", "Anfang"} <= messages:
            raise Wrong(f"log leaves out some: {sorted(messages)}")
        for words in (("check",), ("doctor",), ("news",), ("history", "kiezbox"), ("undo", "--list")):
            zb(workspace, *words)
        fsck(self.box, workspace)
        fsck(self.box, scene / "common.git")
        return "right"

    def clocks(self):
        old, now, late = 978307200, 1767225600, 4070908800  # 2001, 2026, 2099
        gap = 1774746000  # 2026-03-29 01:00 UTC, where summer begins
        orders = [(old, now, late), (late, now, old), (now, late, old), (old, late, now), (now, now, now),
                  (gap - 1, gap, gap - 3600), (0, 1, 2), (gap + 3600, gap, gap - 1)]
        for times in orders[:2] if self.quick else orders:
            for exchanges in (False, True):
                self.attempt("F20", "sync" if exchanges else "merge", f"times {times}",
                             lambda: self.clock(times, exchanges))

    def run(self, wanted):
        if "F11" in wanted:
            self.read_only()
        if "F12" in wanted:
            for seed in range(1 if self.quick else 3):
                self.attempt("F12", "save", f"seed {seed}", lambda: self.two_writers(seed))
        if "F20" in wanted:
            self.clocks()
