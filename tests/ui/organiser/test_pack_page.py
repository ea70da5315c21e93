"""The pack's form: each row kept as it is typed; names pasted or from a file; facilitators have
them before the day.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Gathered, Invited, NamesOnPaper, Slot
from storycircle.core.text import fingerprint
from storycircle.jobs.export import export_pack, export_sealing_pack
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.sealed_file import make_key
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.names.check import NamesCheck
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.pack_fields import ROWS
from storycircle.ui.organiser.pack_page import PackPlace, PickField
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.text_edit import Lines
from tests.journeys.keyboard import Keyboard

TYPED = {
    "title": "Our event",
    "date": "14 June 2007",
    "venue": "The hall",
    "expected": "6",
    "question": "What brought us here?\nAnd now?",
    "dialogue_questions": "What next?",
    "headings": "A\nB\n\nA",
    "stalls": "One stall",
    "programme": "9.30–10.00 Coffee\n12.00 End",
    "purpose": "To hear each other.",
    "ground_rules": "One speaks.\nPhones away.",
    "promise": "It goes to the council.",
    "organisation": "The council",
    "keep_until": "14 June 2008",
    "names_on_paper": "first_word",
    "language": "cy",
    "statements": "I was heard.\n\nI know what comes next.",
}
KEPT = {
    "title": "Our event",
    "date": "2007-06-14",
    "venue": "The hall",
    "expected": 6,
    "question": "What brought us here?\nAnd now?",
    "dialogue_questions": ("What next?",),
    "headings": ("A", "B"),
    "stalls": ("One stall",),
    "programme": (Slot("09:30", "10:00", "Coffee"), Slot("12:00", None, "End")),
    "purpose": "To hear each other.",
    "ground_rules": ("One speaks.", "Phones away."),
    "promise": "It goes to the council.",
    "organisation": "The council",
    "keep_until": "2008-06-14",
    "names_on_paper": NamesOnPaper.FIRST_WORD,
    "language": "cy",
    "statements": ("I was heard.", "I know what comes next."),
}


@pytest.fixture
def pack(qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock) -> PackPlace:
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    made = PackPlace(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.resize(1224, 900)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.refresh()
    return made


def _type(pack: PackPlace, key: str, text: str) -> None:
    field = pack.form.fields()[key].field
    if isinstance(field, Field):
        field.setText(text)
    elif isinstance(field, PickField):
        field.set_value(text)
        field.chosen.emit(text)
    else:
        field.set_text(text)
    flush_all(pack)


def test_every_row_is_kept_as_it_is_typed(pack: PackPlace, library: Library) -> None:
    """All of the form, in any order of rows, is the event; shown again it reads the same."""
    assert {row.key for row in ROWS} >= set(TYPED)
    for key, text in TYPED.items():
        _type(pack, key, text)
    event = library.events()[0]
    assert {key: getattr(event, key) for key in KEPT} == KEPT
    pack.session.show_event(event.id)
    assert pack.form.fields()["date"].field.text() == "14 June 2007"
    assert pack.form.fields()["programme"].field.text() == "9.30–10.00 Coffee\n12.00 End"


def test_choices_are_made_by_keys_and_never_by_a_wheel(pack: PackPlace, library: Library) -> None:
    """Of the languages that ship, of another that a pack names, and of none; a wheel that rolls
    over the form chooses nothing.
    """
    library.save_event(Event("e", "Our event", language="ga"))
    pack.session.show_event("e")
    pack.refresh()
    field = pack.form.fields()["language"].field
    assert isinstance(field, PickField)
    values = [field.itemData(at) for at in range(field.count())]
    assert (field.value(), values) == ("ga", ["", "ga", "en", "cy"])
    assert field.accessibleName() == "Language of its paper"
    keys = Keyboard(pack)
    field.setFocus()
    keys.press("Down")
    flush_all(pack)
    assert library.events()[0].language == "en"
    at, down = QPointF(20, 20), QPoint(0, -120)
    mouse, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        at, field.mapToGlobal(at), down, down, mouse, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(field, wheel)
    flush_all(pack)
    assert (field.value(), library.events()[0].language) == ("en", "en")
    for _option in values:
        keys.press("Up")
    flush_all(pack)
    assert library.events()[0].language == ""


def test_a_field_that_is_left_shows_what_is_kept(pack: PackPlace, library: Library) -> None:
    """In a new event no field is blank after it is left, in a known one none has the old words."""
    for venue in ("The hall", "The school"):
        for key, text in (("title", "Our event"), ("venue", venue), ("date", "2007-06-14")):
            _type(pack, key, text)
            pack.form.fields()[key].draft.leave()
        shown = [pack.form.fields()[key].field.text() for key in ("title", "venue", "date")]
        assert shown == ["Our event", venue, "14 June 2007"]
        assert library.events()[0].venue == venue


def test_an_event_begins_with_its_title(qtbot: QtBot, pack: PackPlace, library: Library) -> None:
    """Before, nothing is kept and the pack is not saved; by keys alone."""
    keys = Keyboard(pack)
    pack.begin_event()
    pack.save_pack()
    assert "title first" in pack.why.text()
    keys.write("Our event")
    keys.press("Tab")
    assert [event.title for event in library.events()] == ["Our event"]
    assert not pack.save.not_now
    with qtbot.waitSignal(pack.saveRequested):
        pack.save_pack()


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("title", " ", "needs a title"),
        ("date", "the 31st of June", "Write the date as"),
        ("date", "31/6/2007", "Write the date as"),
        ("expected", "a few", "whole number"),
        ("programme", "Coffee first", "begins with no time"),
        ("statements", "1\n2\n3\n4\n5", "statements of the check-out"),
        ("statements", "I was heard, " * 10, "longer than 120 letters"),
    ],
)
def test_what_is_unclear_is_said_beside_its_row(
    pack: PackPlace, library: Library, key: str, text: str, why: str
) -> None:
    """What was kept before stays, and what was typed stays in the field to be mended."""
    _type(pack, "title", "Our event")
    before = library.events()
    _type(pack, key, text)
    assert why in pack.form.fields()[key].hint.text()
    assert library.events() == before


@pytest.mark.slow
def test_the_key_that_circle_files_are_sealed_to_is_shown_in_short(
    pack: PackPlace, library: Library
) -> None:
    """That of the event, and the organiser's own where there is one: a pack is made with that."""
    strange = make_key(library.path.with_name("another"), "kestrel")
    event = Event("e", "An event", recipients=(strange,))
    library.save_event(event)
    pack.session.show_event(event.id)
    assert f"sealed to the key {fingerprint(strange)}." in pack.holds.text()
    own = make_key(library.path, "kestrel")
    pack.session.show_event(event.id)
    assert f"sealed to the key {fingerprint(own)}." in pack.holds.text()
    export_sealing_pack(library, event, library.path.with_name("p.circle"))
    assert library.events()[0].recipients == (own,)


@pytest.mark.parametrize("text", ["14 June 2007", "14th June 2007", "14/6/2007", "2007-06-14",
                                  "Thursday 14 June 2007", "14 Jun 2007"])  # fmt: skip
def test_dates_are_typed_in_many_ways(text: str) -> None:
    """All of them are one day."""
    date = next(row for row in ROWS if row.key == "date")
    assert date.write(Event("e", "E"), text)[0].date == "2007-06-14"
    with pytest.raises(Refused):
        date.write(Event("e", "E"), f"{text} or so")


def test_names_are_typed_and_read_from_a_file(
    qtbot: QtBot, pack: PackPlace, library: Library, tmp_path: Path, example: Gathered
) -> None:
    """A file's names are asked about, and take the place of those of their circles; what cannot be
    read changes nothing.
    """
    library.load(example)
    pack.session.show_event(example.event.id)
    pack.names.field.set_text("Circle 5\nAnn\nBob, School")
    flush_all(pack)
    lists = library.invited(example.event.id)
    assert lists == [Invited(example.event.id, 5, ("Ann", "Bob, School"))]
    assert "two people in one circle" in pack.holds.text()
    (tmp_path / "names.csv").write_text("circle,name\n2,Di\n", encoding="utf-8")
    (tmp_path / "bad.xlsx").write_bytes(b"no book")
    with qtbot.waitSignal(pack.session.ended, timeout=10_000):
        pack.read_names([tmp_path / "names.csv"])
    assert pack.names.field.text() == "Circle 5\nAnn\nBob, School"
    (check,) = pack.findChildren(NamesCheck)
    check.take.click()
    assert pack.names.field.text() == "Circle 2\nDi\n\nCircle 5\nAnn\nBob, School"
    pack.read_names([tmp_path / "bad.xlsx"])
    qtbot.waitUntil(lambda: "bad.xlsx" in pack.names.hint.text(), timeout=10_000)
    assert [i.number for i in library.invited(example.event.id)] == [2, 5]


def test_a_list_without_circles_is_put_into_circles(pack: PackPlace) -> None:
    """Pasted, nobody in a circle: they are in circles of about six once somebody says so."""
    pack.form.fields()["title"].field.set_text("An event")
    flush_all(pack)
    pasted = QMimeData()
    pasted.setText("\n".join(f"P{letter}" for letter in "abcdefghijklm"))
    assert isinstance(pack.names.field, Lines)
    pack.names.field.insertFromMimeData(pasted)
    (check,) = pack.findChildren(NamesCheck)
    assert "thirteen people are in no circle" in check.room.text().lower()
    assert check.take.not_now
    check.seat_in_order()
    check.take.click()
    sizes = [len(invited.names) for invited in pack.session.state.invited]
    assert sizes == [7, 6]


def test_a_facilitator_finds_the_names_of_their_circle(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """With the pack open, the number chooses the names; names somebody typed are never replaced."""
    event = Event("e", "The event")
    library.save_event(event)
    one = Invited("e", 1, ("Al", "Bea"))
    library.save_invited("e", [one, Invited("e", 5, ("Ann", "Bob, School"))])
    export_pack(library, event, tmp_path / "pack.circle")
    with Library(tmp_path / "facilitator", clock) as laptop:
        laptop.merge(circle_file.read(tmp_path / "pack.circle"))
        session = new_session(laptop, clock)
        assert [member.name for member in session.state.circle.members] == ["Al", "Bea"]
        session.members.set_details(number=5)
        named = [(member.name, member.agency) for member in session.state.circle.members]
        assert named == [("Ann", ""), ("Bob", "School")]
        session.members.set_names("Ann\nBob\nCy")
        session.members.set_details(number=1)
        assert [member.name for member in session.state.circle.members] == ["Ann", "Bob", "Cy"]
        kept: Circle = laptop.circle(session.state.circle.id)
        assert kept.past == ()


def test_the_form_is_drawn_wide_and_narrow(pack: PackPlace) -> None:
    """Labels stand above their fields where there is little room."""
    for width in (1224, 700, 500):
        pack.resize(width, 700)
        QApplication.processEvents()
        assert not pack.grab().isNull()
