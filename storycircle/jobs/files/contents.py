"""What one file holds: circle files, and parts of codes, in it or in what is attached to it."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic

from msgspec import Struct, field

from storycircle.core.error_sentences import Refused
from storycircle.core.formats import sheet_code
from storycircle.core.formats.sheet_code import Part
from storycircle.core.text import safe_name
from storycircle.jobs.files.archives import IsDocument, Room, unpacked
from storycircle.jobs.files.kinds import Kind, kind_at
from storycircle.jobs.subprocesses.reader_process import Item, Reader, read_by
from storycircle.store.exchange.untrusted_file import MOST_MEGABYTES

MOST_MAIL = 256  # MB
MOST_PAGES = 600
"""Pages of one PDF or scan on which codes are looked for."""
MOST_ATTACHED = 500
_MOST_FILM = 120  # seconds of one film
_BROKEN = {"photo_reader": "not-a-picture", "film_reader": "film-unreadable"}
"""What is said of a file whose reader broke down, where that is not that it is damaged."""
_MOST_PIXELS = 64_000_000
_MOST_READ = 200  # files in one file that need a reader of their own
_SECONDS = 240  # for one file and all that is in it
_DEEPEST = 4  # files in files in files
_PDF = Reader("pdf_reader", seconds=180, most=MOST_MEGABYTES)
_PICTURE = Reader("photo_reader", seconds=60, most=MOST_MEGABYTES)
_FILM = Reader("film_reader", seconds=180, most=300)
_MAIL = Reader("mail_reader", seconds=60, most=MOST_MAIL)
_EACH = MOST_MEGABYTES * 1_000_000


class Contents(Struct):
    """What a file holds. kind: what it is itself. circles: circle files, where each is now.
    refused: why something in it is not read. others: what else is in it.
    """

    kind: Kind
    circles: list[Path] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    others: list[Kind] = field(default_factory=list)


def contents_of(
    path: Path, kind: Kind, folder: Path, goes_on: Callable[[], bool] = lambda: True
) -> Contents:
    """What a file of a kind holds. What is in it goes into `folder`. goes_on: asked while it is
    looked through, whether it still should be.
    """
    found = Contents(kind)
    _Look(found, folder, goes_on).look(path, kind, 0)
    return found


class _Look:
    """Looks into a file, and into what is in it, within bounds for all of it together."""

    def __init__(self, found: Contents, folder: Path, goes_on: Callable[[], bool]) -> None:
        self._found, self._folder, self._goes_on = found, folder, goes_on
        self._room, self._read = Room(), 0
        self._until = monotonic() + _SECONDS
        self._by: dict[Kind, Callable[[Path, int], None]] = {
            Kind.PICTURE: self._picture,
            Kind.FILM: self._film,
            Kind.PDF: self._pdf,
            Kind.MAIL: self._mail,
            Kind.MAILBOX: self._mail,
            Kind.ZIP: self._zip,
        }

    def look(self, path: Path, kind: Kind, deep: int) -> None:
        """Look into one file, which is in so many others."""
        found = self._found
        if kind is Kind.CIRCLE:
            found.circles.append(path)
        elif kind is Kind.CUT_DATABASE:
            found.refused.append(Refused("damaged-file", name=path.name))
        elif kind not in self._by:
            found.others.append(kind)
        elif deep > _DEEPEST:
            found.refused.append(Refused("inside-too-many", name=path.name))
        elif self._read == _MOST_READ or monotonic() > self._until:
            self._refuse("too-many-inside", path)
        else:
            self._read += 1
            try:
                self._by[kind](path, deep)
            except Refused as refused:
                found.refused.append(refused)

    def _picture(self, path: Path, deep: int) -> None:
        found = self._found
        codes, refused = len(found.parts), len(found.refused)
        self._hear(_PICTURE, path, deep, _MOST_PIXELS, MOST_PAGES)
        if deep:  # a drawing in a mail's last lines is no sheet
            del found.refused[refused:]
            if len(found.parts) == codes:
                found.others.append(Kind.PICTURE)

    def _film(self, path: Path, deep: int) -> None:
        self._hear(_FILM, path, deep, _MOST_FILM)

    def _pdf(self, path: Path, deep: int) -> None:
        self._hear(_PDF, path, deep, MOST_ATTACHED, _EACH, MOST_PAGES)

    def _mail(self, path: Path, deep: int) -> None:
        self._hear(_MAIL, path, deep, MOST_ATTACHED, _EACH)

    def _hear(self, reader: Reader, path: Path, deep: int, *words: int) -> None:
        """Take in what a reader finds in a file."""
        left = max(self._until - monotonic(), 1)
        for item in read_by(reader, path, *words, seconds=left):
            if item.header.get("end") == "late":
                self._refuse("too-slow", path)
            elif item.header.get("end") is False:
                self._refuse(_BROKEN.get(reader.name, "damaged-file"), path)
            elif "end" not in item.header:
                self._take(item, path, deep)
            if not self._goes_on():
                return

    def _take(self, item: Item, path: Path, deep: int) -> None:
        """Take in one thing that a reader found."""
        if "whole" in item.header:
            name = safe_name(item.says("name") or path.stem)
            if item.size > self._room.bytes:
                self._refuse("too-many-inside", path)
                return
            self._room.bytes -= item.size
            inside = Path(mkdtemp(dir=self._folder)) / "1" / name
            item.save(inside)
            self.look(inside, kind_at(inside), deep + 1)
        elif "code" in item.header:
            part = sheet_code.part(item.data())
            if part is not None:
                self._found.parts.append(part)
        elif "long" in item.header:
            self._found.others.append(Kind.LONG_PDF)
        elif "page" not in item.header:
            name = item.says("name")
            self._refuse(item.says("refused") or "damaged-file", Path(name) if name else path)

    def _refuse(self, key: str, path: Path) -> None:
        most = {"most": MOST_MEGABYTES, "pixels": _MOST_PIXELS // 1_000_000}
        refused = Refused(key, name=path.name, **most)
        known = [(each.key, each.fields) for each in self._found.refused]
        if (key, refused.fields) not in known:
            self._found.refused.append(refused)

    def _zip(self, path: Path, deep: int) -> None:
        try:
            for each in unpacked(path, self._folder, self._room):
                if not self._goes_on():
                    return
                if each.refusal is not None:
                    self._found.refused.append(each.refusal)
                elif each.path is None:
                    self._found.others.append(each.kind or Kind.UNKNOWN)
                else:
                    self.look(each.path, kind_at(each.path), deep + 1)
        except IsDocument as document:
            self._found.others.append(document.kind)
