"""A file is the same in every language of the window, but for what people typed."""

from pathlib import Path

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.i18n.language import ENGLISH, Language, speaking
from storycircle.core.model import Event, Gathered, Slot
from storycircle.core.settings import Settings, to_stored
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming
from tests.store.exchange.test_circle_file import FULL
from tests.support.capitals import CAPITALS
from tests.support.fresh import fresh_library

EVENT = Event(
    "e",
    "An event",
    "2007-06-14",
    question="Why?",
    headings=("H",),
    programme=(Slot("09:00", "09:30", "Circles"),),
    keep_until="2008-01-01",
)


def _handed_over(place: Path, clock: SimulatedClock, language: Language) -> Incoming:
    """A circle's file, written and read in a language."""
    place.mkdir()
    with speaking(language), fresh_library(place / "library", clock) as library:
        library.save_event(EVENT)
        library.save_circle(FULL)
        circle_file.write(library.leave(FULL), place / "five.circle")
        return circle_file.read(place / "five.circle")


def test_a_circle_file_holds_the_same_in_every_language(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    one = _handed_over(tmp_path / "one", clock, ENGLISH)
    other = _handed_over(tmp_path / "other", clock, CAPITALS)
    assert [(record.kind, record.id, record.fields) for record in one.records] == [
        (record.kind, record.id, record.fields) for record in other.records
    ]


def test_a_document_is_the_same_in_every_language() -> None:
    """Written and read: its ids follow from it, not from the words for it."""
    gathered = leaving_all(Gathered(EVENT, (FULL,)))
    data = write_document(gathered)
    read = read_document(data, "n").circles[0]
    with speaking(CAPITALS):
        assert write_document(gathered) == data
        again = read_document(data, "n").circles[0]
        stored = to_stored(Settings())
    assert to_stored(Settings()) == stored
    assert (again.id, again.members, again.actions) == (read.id, read.members, read.actions)
