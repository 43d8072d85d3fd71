"""F02: a publication that is killed, or whose drive fails. Whoever looks sees the files of before or those of after."""
import hashlib

import whole_program_injection as injection
from whole_program_injection import TOOL
from whole_program_kills import STORAGE, Wrong, fsck
from whole_program_states import begin, copy

EDITION = ('<edition xmlns="urn:zielbaum:edition:1" id="{0}" status="decided" as-of="2025-12" sample="true" />\n')
PUBLISH = ("publish", "--all", "-o", "../out")
QUICK_POINTS = 2


def published(scene):
    """Path to digest of all that somebody can see who was given the folder."""
    out = scene / "out"
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(out.rglob("*")) if path.is_file()}


class Publication:
    def __init__(self, box, folder, table, quick):
        self.box, self.folder, self.table, self.quick = box, folder, table, quick
        self.injector = injection.Injector(box)
        self.now = folder / "now"

    def prepare(self):
        self.start = self.folder / "start"
        zb = begin(self.box, self.start)
        editions = self.start / "w" / "documents" / "plan" / "editions"
        editions.mkdir()
        for edition, title in (("eins", "Kiezbox am Platz"), ("zwei", "Kiezbox im Netz")):
            (editions / f"{edition}.xml").write_text(EDITION.format(edition))
            zb("set", "kiezbox", f"title={title}")
            zb("save", "-m", title)
            zb("publish", "plan", edition, "-o", "../einzeln")
            if edition == "eins":
                zb(*PUBLISH)
        self.clock = self.box.clock
        self.old = published(self.start)
        copy(self.start, self.now)
        done = self.box.run(self.now / "w", "zielbaum", *PUBLISH)
        if done.code != 0:
            raise RuntimeError(done.out + done.err)
        self.new = published(self.now)

    def faulty(self, fault, code_of_success=0):
        copy(self.start, self.now)
        self.box.clock = self.clock
        code, _, err = self.injector.inject(self.now / "w", PUBLISH, TOOL, fault)
        seen = published(self.now)
        if seen not in (self.old, self.new):
            raise Wrong(f"neither the old files nor the new ones: {', '.join(seen)[:300]}")
        if code == code_of_success and seen != self.new:
            raise Wrong("says that it is done, and the old files are there")
        if code not in (-9, code_of_success, STORAGE):
            raise Wrong(f"ends with {code}: {err.strip()[:300]}")
        again = self.box.run(self.now / "w", "zielbaum", *PUBLISH)
        if again.code != 0 or published(self.now) != self.new:
            raise Wrong(f"given again: {again.code}: {again.err.strip()[:300]}")
        left = sorted(path.name for path in self.now.iterdir() if path.name not in ("w", "out", "einzeln"))
        if left:
            raise Wrong(f"the next one leaves {', '.join(left)}")
        fsck(self.box, self.now / "w")
        ending = "killed" if code == -9 else "done" if code == code_of_success else "said"
        return f"{ending}, {'new' if seen == self.new else 'old'}"

    def run(self, _):
        self.prepare()
        copy(self.start, self.now)
        calls = self.injector.calls(self.now / "w", PUBLISH)
        some = injection.sampled(injection.points(calls, TOOL), QUICK_POINTS if self.quick else None)
        for point in some:
            for what in ("signal=KILL", "error=EIO", "error=ENOSPC"):
                try:
                    self.table.count("F02", "publish", self.faulty((point.call, f"{what}:when={point.at}")))
                except Wrong as wrong:
                    self.table.violation("F02", "publish", f"{what} {point}", str(wrong))
