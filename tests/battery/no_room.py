"""Erasing where it cannot be finished: no room on the disk at a random point, or a kill.

Whatever came between, what is said of it is true, and once there is room it is gone.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner
from msgspec import Struct, field
from msgspec.structs import replace

from storycircle.cli.main import main
from storycircle.core.consent.permission_to_leave import with_choice
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Sharing
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.integrity_check import is_sound
from storycircle.store.safety.recovery import open_or_recover
from storycircle.ui.home.settings_rows import owing_in_words
from tests.battery.full_disk import mounted
from tests.battery.holding import EVENT, circle, clock, fill, folder, standing
from tests.battery.row import Fault, Tally
from tests.support.inside import conn_of

_ERASER = """
import json, os, resource, sys
from contextlib import suppress
from pathlib import Path
from click.testing import CliRunner
from storycircle.cli.main import main
from storycircle.core.error_sentences import Refused
from storycircle.store.library import Library
from storycircle.ui.home.view_model import on_this_laptop
from tests.battery.holding import clock

how, kind, path, room, code = *sys.argv[1:3], Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
at = clock()
at.forward(200 * 86_400)

def tell(**facts):
    os.write(1, (json.dumps(facts) + chr(10)).encode())

def tried(erase):
    try:
        erase()
    except Refused as refused:
        return [refused.key, str(refused)]

with Library(path, at) as library:
    erasings = {
        "story": [lambda: library.erase_story("c1s0")],
        "code": [lambda: library.withdraw(code)],
        "circle": [lambda: library.erase_circle("c1")],
        "notes": [lambda: (library.strike_notes("c1"), library.erase_owed())],
        "keep until": [
            lambda id_=past.circle: library.erase_circle(id_)
            for past in on_this_laptop(library, at).past
        ],
    }[kind]
    assert erasings
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    elif how == "disk":
        ballast = path.with_name("ballast")
        handle = os.open(ballast, os.O_CREAT | os.O_WRONLY)
        with suppress(OSError):
            while os.write(handle, bytes(4096)):
                pass
        os.close(handle)
        os.truncate(ballast, max(0, ballast.stat().st_size - room))
    elif how == "kill":
        steps = 0

        def step(frame, event, arg):
            global steps
            steps += 1
            if steps == room:
                os.kill(os.getpid(), 9)

        sys.setprofile(step)
    said = [tried(erase) for erase in erasings]
    sys.setprofile(None)
    if how == "kill":
        tell(steps=steps)
    listed = CliRunner().invoke(main, ["--library", str(path), "list"])
    tell(
        said=said,
        exit=listed.exit_code,
        told=listed.stderr,
        owes=library.owes(),
        owing=library.copies_owing(),
    )
    if sys.stdin.readline() == "delete" + chr(10):
        why = tried(library.delete_copies_owing)
        tell(why=why, owes=library.owes(), owing=library.copies_owing())
"""
KINDS = ("story", "code", "circle", "notes", "keep until")
HOW = ("limit", "disk", "kill")
ENDS = ("next start", "any command", "delete them instead")
_OWED = ("erased-copies-owed", "erased-owed", "erased-not-clean")
_WHOLE = 420_000
"""Bytes in which there is about room for what an erasing writes."""


class Try(Struct):
    """One laptop. words: what is to be gone, by the circle it was told in."""

    place: Path
    chance: Random
    tally: Tally
    kind: str
    how: str
    end: str
    code: str = "-"
    words: dict[str, bytes] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.place / "laptop" / "library"

    def in_rows(self, library: Library) -> set[str]:
        """The circles whose words are still shown."""
        shown = repr([library.circles(), library.gathered(EVENT).stories])
        return {key for key, words in self.words.items() if words.decode() in shown}

    def struck(self) -> bytes | None:
        """Words that left the rows."""
        with closing(Library(self.path, clock())) as library:
            gone = self.words.keys() - self.in_rows(library)
        return self.words[min(gone)] if gone else None


def run(times: int, chance: Random) -> Tally:
    """One kind of erasing after another, with each way of being interrupted."""
    tally = Tally()
    for number in range(times):
        kind = KINDS[number % len(KINDS)]
        how = HOW[number % len(HOW)]
        with tempfile.TemporaryDirectory(prefix="battery-") as made:
            place = Path(made)
            disk = how == "disk" and mounted(place, 6)
            how = "limit" if how == "disk" and not disk else how
            end = chance.choice(ENDS if how != "kill" else ENDS[:2])
            tally.count(
                {"limit": "under a limit", "disk": "on a small disk", "kill": "killed"}[how]
            )
            one = Try(place, chance, tally, kind, how, end)
            try:
                why = _tried(one)
            finally:
                if disk:
                    subprocess.run(["umount", made], check=False)  # noqa: S607
            tally.add(held=not why, why=f"{kind}, {how}, then {end}: {why}")
    return tally


def _tried(one: Try) -> str:
    _laptop(one)
    copies = backups.names(one.path)
    room = one.chance.randrange(4_096, _WHOLE) if one.how != "kill" else _some_step(one)
    with _eraser(one, one.path, room) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        if one.how == "kill":
            why = f"killed at none of its steps: {line}" if line else _after_kill(one)
        elif not line:
            why = f"ended: {process.communicate()[1][-300:]}"
        else:
            facts = json.loads(line)
            why = _is_told(one, facts) or _no_way_back(one)
            delete = one.end == ENDS[2] and not why
            out, errors = process.communicate("delete\n" if delete else "")
            if process.returncode:
                why = f"ended: {errors[-300:]}"
            elif out:
                copies = [name for name in copies if name not in facts["owing"]]
                why = _is_deleted(one, json.loads(out))
    one.path.with_name("ballast").unlink(missing_ok=True)
    return why or _is_finished(one, copies)


def _eraser(one: Try, path: Path, room: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _ERASER, one.how, one.kind, str(path), str(room), one.code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _some_step(one: Try) -> int:
    """One of the calls and returns that the same erasing makes elsewhere."""
    with folder() as elsewhere:
        shutil.copytree(one.path.parent, elsewhere / "laptop")
        with _eraser(one, elsewhere / "laptop" / "library", 0) as process:
            counted = process.communicate("")[0].partition("\n")[0]
    return one.chance.randrange(1, int(json.loads(counted)["steps"]))


def _laptop(one: Try) -> None:
    """Two circles whose words are to go, another that stays, copies of all, and what kills left."""
    at = clock()
    number = one.chance.randrange(10**9)
    told = {id_: f"quicksilver{number}of{id_}" for id_ in ("c1", "c2")}
    with folder() as elsewhere, Library(one.path, at) as library:
        fill(library, at, 0)
        for place, (id_, words) in enumerate(told.items(), start=1):
            held = _telling(circle(place), words)
            if one.kind == "code":
                with Library(elsewhere / id_ / "library", at) as other:
                    fill(other, at, 0)
                    held = with_choice(held, f"{id_}s0", Sharing.NAMED, at=at.now(), event=EVENT)
                    other.save_circle(held)
                    export_circle(other, held, elsewhere / f"{id_}.circle")
                list(merge_files(library, [elsewhere / f"{id_}.circle"]))
                one.code = held.stories[0].code if id_ == "c1" else one.code
            else:
                library.save_circle(held, standing(at, held))
        for copy in range(one.chance.randrange(1, 6)):
            at.forward(3_600)
            library.save_circle(circle(9, words=f"{copy}" * one.chance.randrange(1, 12_000)))
            library.back_up()
    wanted = ["c1", "c2"] if one.kind == "keep until" else ["c1"]
    one.words = {id_: told[id_].encode() for id_ in wanted}
    places = one.path.parent, backups.folder(one.path)
    damaged = places[1] / "2026-11-01 09.00.00 no 1.damaged"
    for left in (*(place / ".storycircle-left" for place in places), damaged):
        if one.chance.random() < 0.5:
            left.write_bytes(b"".join(one.words.values()) * 40)
            os.utime(left, (0, one.chance.choice([0, 946_684_800, 4_354_819_200])))


def _telling(held: Circle, words: str) -> Circle:
    """A circle one of whose stories holds the words; it stays, as is usual."""
    first = replace(held.stories[0], points=words, sharing=Sharing.STAYS)
    return replace(held, stories=(first, *held.stories[1:]))


def _holding(folder_: Path, words: bytes) -> set[str]:
    """The names of the files that hold words."""
    return {p.name for p in folder_.rglob("*") if p.is_file() and words in p.read_bytes()}


def _is_told(one: Try, facts: dict[str, Any]) -> str:
    """What is said while there is no room is so."""
    with closing(Library(one.path, clock())) as library:
        stand = one.in_rows(library)
    gone = one.words.keys() - stand
    owes, owing, told = facts["owes"], set(facts["owing"]), facts["told"]
    one.tally.count("owed" if owes else "done" if gone else "not begun")
    whys = [_said_truly(refused, stands=id_ in stand) for id_, refused in _said(one, facts)]
    holding = {name for id_ in gone for name in _holding(one.path.parent, one.words[id_])}
    copies = {name for name in holding if name.endswith(".backup")}
    is_said = "still to be gone through" in told or "not yet off the disk" in told
    bad = {
        f"nothing is owed, and {sorted(holding)} hold words": holding and not owes,
        f"not said to owe: {sorted(copies - owing)}": copies - owing,
        "Settings say nothing of it": owes and not owing_in_words(len(owing), owes=True),
        f"no command works: {told}": facts["exit"],
        f"a command says nothing of it: {told}": owes and not is_said,
        f"half done, and a command said: {told}": owes and "half-written" in told,
    }
    return next((why for why in (*whys, *(why for why, so in bad.items() if so)) if why), "")


def _said(one: Try, facts: dict[str, Any]) -> list[tuple[str, list[str] | None]]:
    """Why each circle's words were not erased; nothing where they were."""
    return list(zip(one.words, facts["said"], strict=True))


def _said_truly(refused: list[str] | None, *, stands: bool) -> str:
    if refused is None:
        return "said to be erased, and shown" if stands else ""
    key, said = refused
    if (key in _OWED) == stands:
        return f"{'shown' if stands else 'out of the rows'}, and said: {said}"
    return f"half done, and said: {said}" if not stands and "half-written" in said else ""


def _after_kill(one: Try) -> str:
    """Whatever was done by then: what is out of the rows is gone, or owed."""
    with closing(Library(one.path, clock())) as library:
        gone = one.words.keys() - one.in_rows(library)
        owes, owing = library.owes(), set(library.copies_owing())
    one.tally.count("killed, owed" if owes else "killed, done" if gone else "killed before")
    holding = {name for id_ in gone for name in _holding(one.path.parent, one.words[id_])}
    if holding and not owes:
        return f"nothing is owed, and {sorted(holding)} hold words"
    copies = {name for name in holding if name.endswith(".backup")}
    return f"not said to owe: {sorted(copies - owing)}" if copies - owing else _no_way_back(one)


def _no_way_back(one: Try) -> str:
    """Where there is room, going back to a copy that still holds words brings them back in no
    way.
    """
    words = one.struck()
    if words is None:
        return ""
    copies = sorted(n for n in _holding(backups.folder(one.path), words) if n.endswith(".backup"))
    if not copies:
        return ""
    one.tally.count("gone back")
    with folder() as roomy:
        there = roomy / "laptop"
        ignored = shutil.ignore_patterns("ballast")
        shutil.copytree(one.path.parent, there, ignore=ignored)
        with Library(there / one.path.name, clock()) as library:
            library.restore(one.chance.choice(copies))
            if words.decode() in repr([library.circles(), library.gathered(EVENT).stories]):
                return "gone back, and shown again"
            library.erase_owed()
        held = _holding(there, words)
        return f"gone back, and {sorted(held)} hold words" if held else ""


def _is_deleted(one: Try, after: dict[str, Any]) -> str:
    """Without room the copies go; what is left to do is said."""
    if after["owing"]:
        return f"not deleted: {after['owing']}"
    if after["owes"] != (after["why"] is not None):
        return f"owes {after['owes']}, and said: {after['why']}"
    one.tally.count("deleted, all done without room" if not after["owes"] else "deleted, then room")
    if after["owes"] and one.how == "disk":
        return f"deleting made no room: {after['why']}"
    words = one.struck()
    if words is None:
        return ""
    held = _holding(one.path.parent if not after["owes"] else backups.folder(one.path), words)
    return f"deleted, and {sorted(held)} hold words" if held else ""


def _is_finished(one: Try, copies: list[str]) -> str:
    """With room again: gone from every file, and nothing else is."""
    if one.end == "any command":
        done = CliRunner().invoke(main, ["--library", str(one.path), "list"])
        if done.exit_code or done.stderr:
            return f"a command: {done.stderr}"
    try:
        library, recovered = open_or_recover(one.path, clock())
    except Refused as refused:
        return f"refused: {refused.key}"
    with closing(library):
        if one.end != "any command":
            try:
                library.erase_owed()  # as the window does once it is shown
            except Refused as refused:
                return f"there is room, and not erased: {refused}"
        gone = one.words.keys() - one.in_rows(library)
        rest = {held.number for held in library.circles()}
        wanted = {9} if one.kind == "keep until" else {2, 9}
        bad = {
            "a copy was needed": recovered is not None,
            "a page is damaged": not is_sound(conn_of(library)),
            "still owed": library.owes(),
            "another circle is lost": not wanted <= rest,
            "a copy is lost": set(copies) - set(backups.names(one.path)) != set(),
            "no copy is good": bool(copies) and backups.newest_good(one.path) is None,
        }
    held = {name for id_ in gone for name in _holding(one.path.parent, one.words[id_])}
    bad[f"{sorted(held)} hold words"] = bool(held)
    return next((why for why, is_so in bad.items() if is_so), "")


FAULT = Fault(
    "no_room",
    "erasing (a story, by its code, a circle, notes, what keep-until brings) with no room on the "
    "disk at random points, or killed",
    "what is owed is said, no copy brings it back, with room it is gone from every file; or its "
    "copies are deleted",
    10,
    200,
    run,
)
