"""F16, F17, F18: objects that are gone or have changed, names of versions that say nothing.

A merge must come to the exact result (it did not need the object) or be refused, with what is damaged named and nothing
changed. doctor must name each damage.
"""
import os
import re

from whole_program_injection import sampled
from whole_program_kills import STORAGE, Wrong
from whole_program_states import branches, change_draft, begin, copy, differences, state

FLIPPED_EACH_BYTE = 48    # files up to this size; of others so many bytes are tried:
FLIPPED_BYTES = 8
FLIPPED_IN_PACK = 100
TRIED_FULLY = 5           # of so many flips, one is tried with all commands
QUICK = {"objects": 2, "flips": 2, "pack": 2}

LOOKING = (("merge", "klima", "--dry-run"), ("diff", "plan", "main", "klima"))
CHANGING = (("merge", "klima"), ("draft", "finish", "klima"))


def make_loose(box, workspace):
    """Each object in a file of its own, and nothing remembered elsewhere."""
    objects = workspace / ".git" / "objects"
    kept = box.folder / "packs"
    os.rename(objects / "pack", kept)
    (objects / "pack").mkdir()
    for pack in sorted(kept.glob("*.pack")):
        box.must(workspace, "sh", "-c", f"git unpack-objects -q <'{pack}'")
        pack.unlink()
    forget(workspace)


def forget(workspace):
    for cache in (workspace / ".git" / "zielbaum").glob("*.cache"):
        cache.unlink()


def complaints(box, workspace):
    done = box.run(workspace, "git", "fsck", "--strict", "--no-dangling", "--no-progress")
    return set((done.out + done.err).splitlines())


class Damage:
    def __init__(self, box, folder, table, quick):
        self.box, self.table, self.quick = box, table, quick
        self.loose, self.packed, self.now = folder / "loose", folder / "packed", folder / "now"
        change_draft(begin(box, self.loose), "klima", conflict=False)
        box.must(self.loose / "w", "zielbaum", "reason", "kiezbox", "-m", "Weil es fehlt.")
        copy(self.loose, self.packed)
        make_loose(box, self.loose / "w")
        box.must(self.packed / "w", "git", "gc", "-q", "--prune=now")
        forget(self.packed / "w")
        self.objects = {}
        for line in box.must(self.loose / "w", "git", "cat-file", "--batch-all-objects", "--batch-check").splitlines():
            name, kind, _ = line.split()
            self.objects[name] = (kind, "")
        self.reachable = set()
        for line in box.must(self.loose / "w", "git", "rev-list", "--objects", "--all").splitlines():
            name, _, path = line.partition(" ")
            self.reachable.add(name)
            self.objects[name] = (self.objects[name][0], path)
        self.versions = [name for name, (kind, _) in self.objects.items() if kind == "commit"]
        self.right = {}
        for words in LOOKING + CHANGING:
            copy(self.loose, self.now)
            done = box.run(self.now / "w", "zielbaum", *words)
            self.right[words] = (done.code, done.out, state(box, self.now))
        self.paths = {path for _, path in self.objects.values() if path}

    def is_named(self, said):
        """Whether a message says of what version, object or file it speaks."""
        return bool(re.search(r"\b[0-9a-f]{7,40}\b", said)) or any(path in said for path in self.paths) or (
            ".git/" in said)

    def was_so(self, complaint):
        """Of several old objects that refer to a missing one, git tells of any; and logs are told of apart."""
        word = complaint.split()[-1]
        return "reflog" in complaint or complaint.lstrip().startswith("to ") or (
            complaint.startswith("broken link") and word in self.objects)

    def attempt(self, row, name, what, deed):
        try:
            self.table.count(row, name, deed())
        except Wrong as wrong:
            self.table.violation(row, name, what, str(wrong))

    def command(self, start, harm, words):
        """What a command does with a damaged workspace."""
        copy(start, self.now)
        harm(self.now / "w")
        workspace = self.now / "w"
        before = state(self.box, self.now)
        complained = complaints(self.box, workspace)
        done = self.box.run(workspace, "zielbaum", *words)
        after = state(self.box, self.now)
        code, out, goal = self.right[words]
        changed = differences(after, before)
        if done.code == code:
            if done.out != out:
                raise Wrong(f"another result: {done.out[:200]}")
            if words in CHANGING:
                keys = [key for key in differences(after, goal) if after.get(key) != before.get(key) or
                        key.startswith(("file ", "name refs/heads/"))]
                if keys:
                    raise Wrong(f"another result: {', '.join(keys)[:300]}")
                more = {line for line in complaints(self.box, workspace) - complained if not self.was_so(line)}
                if more:
                    raise Wrong(f"made a version over damage: {' | '.join(sorted(more))[:300]}")
            elif changed:
                raise Wrong(f"looking changes {', '.join(changed)[:300]}")
            return "not needed"
        if done.code != STORAGE:
            raise Wrong(f"ends with {done.code}: {(done.out + done.err).strip()[:300]}")
        if changed:
            raise Wrong(f"refused, but changes {', '.join(changed)[:300]}")
        if not self.is_named(done.err):
            raise Wrong(f"does not say what is damaged: {done.err.strip()[:300]}")
        return "refused"

    def doctor(self, start, harm, name):
        """Whether doctor finds what git finds in what is needed, and names it."""
        copy(start, self.now)
        harm(self.now / "w")
        workspace = self.now / "w"
        done = self.box.run(workspace, "zielbaum", "doctor")
        git = self.box.run(workspace, "git", "fsck", "--no-dangling", "--no-progress", "--no-reflogs")
        if done.code not in (0, 1, STORAGE):
            raise Wrong(f"doctor ends with {done.code}: {(done.out + done.err).strip()[:300]}")
        if done.code == 0:
            if git.code != 0 and (name is None or name in self.reachable):
                raise Wrong(f"doctor finds nothing, git does: {' | '.join((git.out + git.err).splitlines())[:300]}")
            return "harmless" if git.code == 0 else "in nothing that is kept"
        if not self.is_named(done.out + done.err):
            raise Wrong(f"doctor does not name it: {(done.out + done.err).strip()[:300]}")
        return "found"

    def try_all(self, row, start, harm, what, name, commands):
        for words in commands:
            self.attempt(row, " ".join(words[:2]) + (" --dry-run" if "--dry-run" in words else ""), what,
                         lambda: self.command(start, harm, words))
        self.attempt(row, "doctor", what, lambda: self.doctor(start, harm, name))

    def object_file(self, name):
        return f".git/objects/{name[:2]}/{name[2:]}"

    def describe(self, name):
        kind, path = self.objects[name]
        return f"{kind} {name[:10]} {path}".strip()

    def remove_each(self):
        names = sampled(sorted(self.objects), QUICK["objects"] if self.quick else None)
        for name in names:
            self.try_all("F17", self.loose, lambda workspace: (workspace / self.object_file(name)).unlink(),
                         f"without {self.describe(name)}", name, LOOKING + CHANGING)

    def flip(self, workspace, file, offset):
        path = workspace / file
        bytes_ = bytearray(path.read_bytes())
        bytes_[offset] ^= 1 << (offset % 8)
        path.chmod(0o644)
        path.write_bytes(bytes_)

    def flip_each(self):
        count = 0
        for name in sampled(sorted(self.objects), QUICK["objects"] if self.quick else None):
            file = self.object_file(name)
            size = (self.loose / "w" / file).stat().st_size
            most = QUICK["flips"] if self.quick else None if size <= FLIPPED_EACH_BYTE else FLIPPED_BYTES
            for offset in sampled(range(size), most):
                count += 1
                commands = LOOKING + CHANGING if count % TRIED_FULLY == 0 else CHANGING[:1]
                self.try_all("F16", self.loose, lambda workspace: self.flip(workspace, file, offset),
                             f"bit {offset % 8} of byte {offset} flipped in {self.describe(name)}", name, commands)
        for kind in ("pack", "idx"):
            pack = next((self.packed / "w" / ".git" / "objects" / "pack").glob(f"*.{kind}"))
            file = pack.relative_to(self.packed / "w")
            for offset in sampled(range(pack.stat().st_size), QUICK["pack"] if self.quick else FLIPPED_IN_PACK):
                count += 1
                commands = LOOKING + CHANGING if count % TRIED_FULLY == 0 else CHANGING[:1]
                self.try_all("F16", self.packed, lambda workspace: self.flip(workspace, file, offset),
                             f"bit {offset % 8} of byte {offset} flipped in the {kind}", None, commands)

    def name_damaged(self, reference, harm, packed):
        """Damages a name; doctor finds it and puts it right, or says that it cannot."""
        copy(self.loose, self.now)
        workspace = self.now / "w"
        if packed:
            self.box.must(workspace, "git", "pack-refs", "--all")
        before = branches(self.box, workspace)
        harm(workspace / ".git")
        if branches(self.box, workspace) == before:
            return "harmless"
        found = self.box.run(workspace, "zielbaum", "doctor")
        if found.code not in (1, STORAGE):
            raise Wrong(f"doctor does not find it: {found.code}: {(found.out + found.err).strip()[:200]}")
        said = found.out + found.err
        if not (reference in said or ".git/packed-refs" in said):
            raise Wrong(f"doctor does not name it: {said.strip()[:300]}")
        repaired = self.box.run(workspace, "zielbaum", "doctor", "--repair")
        if repaired.code in (1, STORAGE) and (reference in repaired.out + repaired.err or
                                              ".git/packed-refs" in repaired.out + repaired.err):
            return "named"
        if repaired.code != 0:
            raise Wrong(f"doctor --repair: {repaired.code}: {(repaired.out + repaired.err).strip()[:300]}")
        after = branches(self.box, workspace)
        # The log of operations may begin anew.
        wrong = [name for name in before if after.get(name) != before[name] and name != "refs/zielbaum/ops"]
        if wrong or "unreadable" in after:
            raise Wrong(f"doctor --repair leaves {', '.join(wrong)} otherwise than before")
        for words in (("status",), ("check",), ("merge", "klima")):
            done = self.box.run(workspace, "zielbaum", *words)
            if done.code != 0:
                raise Wrong(f"{words[0]} after doctor --repair: {done.code}: {done.err.strip()[:300]}")
        return "repaired"

    def damage_names(self):
        blob = next(name for name, (kind, _) in sorted(self.objects.items()) if kind == "blob")
        contents = {"empty": b"", "garbage": b"quatsch\n", "a blob": blob.encode() + b"\n",
                    "torn": blob[:17].encode(), "nothing known": b"1" * 40 + b"\n", "zeros": b"\0" * 41}
        for reference in ("refs/heads/main", "refs/heads/draft/klima", "refs/heads/zielbaum/discussion",
                          "refs/zielbaum/ops"):
            for what, bytes_ in sampled(contents.items(), 2 if self.quick else None):
                self.attempt("F18", reference.removeprefix("refs/"), what, lambda: self.name_damaged(
                    reference, lambda git: (git / reference).write_bytes(bytes_), False))
        copy(self.loose, self.now)
        self.box.must(self.now / "w", "git", "pack-refs", "--all")
        size = (self.now / "w" / ".git" / "packed-refs").stat().st_size
        for at in sampled(range(size), 2 if self.quick else 40):
            def tear(git):
                os.truncate(git / "packed-refs", at)
            self.attempt("F18", "packed-refs", f"torn after {at} of {size} bytes",
                         lambda: self.name_damaged("refs/", tear, True))

    def run(self, wanted):
        if "F17" in wanted:
            self.remove_each()
        if "F16" in wanted:
            self.flip_each()
        if "F18" in wanted:
            self.damage_names()
