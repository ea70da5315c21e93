"""Merging circle files into a library: any number, in any order, as often as one likes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from storycircle.core import words
from storycircle.core.errors import Refused
from storycircle.core.merging import Outcome
from storycircle.jobs.photographs import Photograph, is_photograph, read_all, told
from storycircle.jobs.progress import Progress, silent
from storycircle.store import circle_file
from storycircle.store.library import Library
from storycircle.store.merge import Incoming

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one file. why: the sentence where it was refused, else what it held.

    note: what a photograph's code held and left out; empty for a circle file.
    """

    name: str
    outcome: str  # new, same, updated, needs a look, refused
    why: str
    number: int | None = None
    people: int = 0
    actions: int = 0
    note: str = ""

    def line(self) -> str:
        """As the command line prints it."""
        more = self.why if self.refused else self.note
        return f"{self.name}: {self.outcome}" + (f": {more}" if more else "")

    @property
    def refused(self) -> bool:
        return self.outcome == REFUSED


def circle_files(paths: Iterable[Path]) -> list[Path]:
    """The files to merge: those named, and all circle files in the folders named, by name.

    Raises Refused where a folder holds none.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            inside = sorted(p for p in path.rglob("*") if _carries_a_circle(p))
            if not inside:
                raise Refused("no-circle-files", name=path.name or str(path))
            found += inside
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _carries_a_circle(path: Path) -> bool:
    """Whether a file found in a folder is worth a look: circle files, and sheets with data."""
    ending = path.suffix.lower()
    if ending != ".pdf" or not path.is_file():
        return ending == ".circle"
    try:
        return b"/EmbeddedFiles" in path.read_bytes()
    except OSError:
        return False


def gather(
    library: Library,
    files: list[Path],
    *,
    keep: bool = True,
    progress: Progress = silent,
    unseal: circle_file.Unseal | None = None,
) -> Iterator[Merged]:
    """Merge files one by one, each all or nothing; a refused one leaves the rest to go on.

    With keep=False nothing is changed. unseal: opens sealed files, such as `Opener.open`.
    """
    if keep:
        library.back_up()
    pictures = read_all(path for path in files if is_photograph(path))
    for done, path in enumerate(files):
        if not progress(done, len(files), path.name):
            return
        if path in pictures:
            yield _from_paper(library, path.name, pictures[path], keep=keep)
        else:
            yield _merged(library, path, unseal, keep=keep)
    progress(len(files), len(files), "")


def check(path: Path) -> Merged:
    """Whether a file is a sound circle file, as far as it can be seen without opening a seal."""
    try:
        incoming = circle_file.read(path)
    except Refused as refused:
        if refused.key == "sealed":
            return Merged(path.name, "sealed", "Only whoever it is sealed to can look inside.")
        return Merged(path.name, REFUSED, str(refused))
    return _told(path.name, "sound", incoming)


def _merged(
    library: Library, path: Path, unseal: circle_file.Unseal | None, *, keep: bool
) -> Merged:
    try:
        incoming = circle_file.read(path, unseal)
        outcome = library.merge(incoming, keep=keep)
    except Refused as refused:
        return Merged(path.name, REFUSED, str(refused))
    shown = Outcome.SAME if outcome is Outcome.OLDER else outcome
    return _told(path.name, shown.value, incoming)


def _from_paper(library: Library, name: str, read: Photograph, *, keep: bool) -> Merged:
    """What became of the circles that a photograph's codes told of."""
    if read.refusal is not None:
        return Merged(name, REFUSED, str(read.refusal))
    if read.lent:
        return Merged(name, Outcome.SAME.value, "", note="parts of a code met before")
    outcomes, notes = [], []
    for content in read.contents:
        outcome, says_so = library.merge_code(content, keep=keep)
        outcomes.append(outcome)
        said = told(content)
        if not says_so:
            said = "known from its file, which says something else and stands."
        elif outcome is Outcome.SAME:
            said = "known already."
        notes.append(f"Circle {content.number}, {said}")
    found = max(outcomes, key=(Outcome.SAME, Outcome.UPDATED, Outcome.NEW).index)
    first = read.contents[0]
    people, actions = len(first.members), len(first.actions)
    note = " ".join(notes)
    return Merged(name, found.value, note, first.number, people, actions, note)


def _told(name: str, outcome: str, incoming: Incoming) -> Merged:
    circle = incoming.circle()
    if circle is None:
        return Merged(name, outcome, "An event pack, without circles.")
    people, actions = incoming.count("member"), incoming.count("action")
    stories = words.counted(incoming.count("story"), "story", "stories")
    held = f"{words.counted(actions, 'action')}, {stories}."
    number = circle.fields["number"]
    assert isinstance(number, int)  # noqa: S101 (circle_file.read has checked every type)
    return Merged(name, outcome, words.sentence(held), number, people, actions)
