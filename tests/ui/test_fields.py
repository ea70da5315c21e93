"""A field keeps what was typed until it is mended: every field of every screen, by one rule."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.name_review import Found
from storycircle.core.consent.permission_to_leave import with_sharing
from storycircle.core.consent.revocation import Yes
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Gathered, Member, Sharing, Story
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked, Reply
from storycircle.core.versioned_record import Record
from storycircle.store import erasure, tables
from storycircle.store.consent.consent_state import Ended
from storycircle.store.library import Library
from storycircle.store.refused_text import COMPARE, Typed
from storycircle.store.rows import comparable
from storycircle.ui.app.banners import Unsaved
from storycircle.ui.app.close_reminder import CLOSE
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.open_circle import resumed_session
from storycircle.ui.app.unsaved_changes import AGAIN, LOOK
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.consent.name_review_page import FoundRow
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.open_screen import OpenScreen
from storycircle.ui.circle.seat_menu import RenameSeat
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.home.settings_screen import SettingsScreen
from storycircle.ui.organiser.board.page import BoardPlace
from storycircle.ui.organiser.compare_page import ComparePlace
from storycircle.ui.organiser.merge.changes_view import ChoiceRows
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.pack_page import PackPlace
from storycircle.ui.rounds.note_pane import RoundNotePane
from storycircle.ui.session.state import Part
from storycircle.ui.system.chime_player import Chime
from storycircle.ui.system.field_autosave import Draft, at, flush_all, refused_in
from storycircle.ui.theme.palette import DARK, LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.controls.search_bar import SearchField
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display.message import SavedState
from tests.support.inside import change, conn_of

pytestmark = pytest.mark.slow

REFUSED = "x" * 5_001
"""Longer than any field takes but those of notes, which refuse twenty times as much."""
LONGER = f"{'x' * 49} " * 2_001
"""Longer than any, in words that are quickly laid out."""
THEME = Theme(LIGHT, still=True)


@pytest.fixture
def held(library: Library, example: Gathered) -> Circle:
    """A circle of two with a story and an action."""
    library.save_event(example.event)
    circle = Circle(
        "c",
        1,
        event=example.event.id,
        members=(Member("m", "Al"), Member("n", "Bo")),
        stories=(Story("s", "m", title="Al was there", sharing=Sharing.ANONYMOUS),),
        actions=(Action("a", "Walk"),),
    )
    library.save_circle(circle)
    library.save_circle(Circle("d", 1, event=example.event.id, members=(Member("o", "Cy"),)))
    _say_otherwise(library, "a", ("action", "text"), "Ride")
    return circle


def _say_otherwise(library: Library, id_: str, what: tuple[str, str], words: str) -> None:
    """Let another laptop have said something else of a record."""
    with change(library):
        record = tables.read(conn_of(library), what[0], id_)
        assert record is not None
        travels = comparable(record)
        other = replace(travels, fields={**travels.fields, what[1]: words}, version={"x": 1})
        tables.write_conflicting(conn_of(library), id_, [other])


@pytest.fixture
def made() -> list[QWidget]:
    """Pages that live until the test's windows are closed."""
    return []


def fields(widget: QWidget) -> list[Field | Writing]:
    """The fields one can type in, but for a search, and a name that is typed over at its seat:
    the name that stood there is kept until the new one is. The note of a named round is none while
    there are no such rounds.
    """
    found: list[Field | Writing] = [*widget.findChildren(Field)]
    found += widget.findChildren(Writing)
    passing = RenameSeat, SearchField
    no_round = [pane.field for pane in widget.findChildren(RoundNotePane) if pane.member is None]
    return [
        field
        for field in found
        if not field.isReadOnly() and not isinstance(field, passing) and field not in no_round
    ]


def put(field: QWidget, text: str) -> None:
    assert isinstance(field, Field | Writing)
    field.setText(text) if isinstance(field, Field) else field.setPlainText(text)


def each_screen(
    library: Library, clock: SimulatedClock, qtbot: QtBot, made: list[QWidget]
) -> Iterator[QWidget]:
    """Every screen with fields, shown."""
    for stage in Stage:
        session = resumed_session(library, clock, library.circle("c"))
        session.state = replace(session.state, stage=stage)
        view = CircleView(THEME, session)
        qtbot.addWidget(view)
        view.show()
        screen = view.screen_of_stage()
        if isinstance(screen, OpenScreen):
            screen.turn()
        if isinstance(screen, StoriesScreen):
            screen.story.show_member("m")
        yield screen
        view.leave()
    organiser = OrganiserSession(library, clock)
    pack = PackPlace(THEME, organiser)
    pack.refresh()
    settings = SettingsScreen(THEME, library, clock, Chime(), None)
    board = BoardPlace(THEME, organiser)
    board.choose("a")
    board.naming.add()
    choosing = ChoiceRows(THEME, organiser)
    word = Found(1, "Al", "a name", "", (), None)
    session = resumed_session(library, clock, library.circle("c"))
    told = session.refused
    own = FoundRow(
        THEME, word, partial(session.consent.answer_name, "s"), at(library, "c", "m s own"), told
    )
    compare = ComparePlace(THEME, organiser)
    assert compare.show_next()
    for page in (pack, settings, board, choosing, own, compare):
        made.append(page)
        qtbot.addWidget(page)
        page.show()
        yield page


def test_every_field_keeps_what_was_refused_after_a_kill_too(
    library: Library,
    held: Circle,
    clock: SimulatedClock,
    qtbot: QtBot,
    made: list[QWidget],
) -> None:
    """On screen, on the disk, and in its field again when the screen is made anew."""
    typed: list[list[tuple[str, str]]] = []
    for screen in each_screen(library, clock, qtbot, made):
        texts = []
        for field in fields(screen):
            draft = next((d for d in field.children() if isinstance(d, Draft)), None)
            assert draft is not None, f"{type(screen).__name__}: a field without a draft"
            put(field, REFUSED)
            if draft.take():
                put(field, LONGER)
                draft.take()
            assert draft.refused, f"{type(screen).__name__}: {field.accessibleName()}"
            assert draft.why, f"{type(screen).__name__}: {field.accessibleName()}"
            assert not library.unsaved_texts
            flush_all(screen)
            assert set(field.text()) <= {"x", " "}
            texts.append((field.text(), draft.why))
        typed.append(texts)
    assert sum(map(len, typed)) > 20
    for screen, texts in zip(each_screen(library, clock, qtbot, made), typed, strict=True):
        drafts = [next(d for d in f.children() if isinstance(d, Draft)) for f in fields(screen)]
        again = [
            (field.text(), draft.why) for field, draft in zip(fields(screen), drafts, strict=True)
        ]
        assert again == texts
        assert len(refused_in(screen)) == len(texts)
    assert held.id in library.typed_owners()


def test_refused_text_goes_with_its_circle(library: Library, held: Circle) -> None:
    """It is erased with the circle, and with the story it was of."""
    library.keep_typed("c", "m 0 title", Typed("a secret"))
    library.keep_typed("c", "names", Typed("Al"))
    library.strike_story("s")
    library.erase_story("s")
    assert library.typed("c") == {"names": Typed("Al")}
    library.erase_circle(held.id)
    assert library.typed_owners() == []


def _struck(library: Library) -> None:
    library.strike_story("s")


def _notes(library: Library) -> None:
    stays = with_sharing(library.circle("c").stories[0], Sharing.STAYS)
    library.save_circle(replace(library.circle("c"), stories=(stays,)))
    library.strike_notes("c")


def _buried(library: Library) -> None:
    with change(library):
        gone = Record("story", "s", {}, {"x": 9}, removed=True)
        erasure.buried([gone]).strike(conn_of(library), library.device)


def _by_code(library: Library) -> None:
    """As where it was gathered: no id under which it leaves is known there."""
    with change(library):
        record = tables.read(conn_of(library), "story", "s")
        assert record is not None
        fields = {**record.fields, "left_as": "", "proof": "p"}
        tables.write(conn_of(library), replace(record, fields=fields))
        gone = Ended(Yes("s", "p"), by_code=True)
        erasure.by_code(gone).strike(conn_of(library), library.device)


@pytest.mark.parametrize("erase", [_struck, _notes, _buried, _by_code])
def test_refused_text_goes_with_every_kind_of_erasing(
    library: Library, held: Circle, erase: Callable[[Library], None]
) -> None:
    """That of its teller, and a third wording of it; what was typed of others stays."""
    _say_otherwise(library, "s", ("story", "title"), "Another")
    library.keep_typed(held.id, "m 0 title", Typed("a secret"))
    library.keep_typed(held.id, "n 0 title", Typed("of another"))
    library.keep_typed(COMPARE, "s title", Typed("a third"))
    library.keep_typed(COMPARE, "a text", Typed("an action"))
    erase(library)
    assert library.typed(held.id) == {"n 0 title": Typed("of another")}
    assert library.typed(COMPARE) == {"a text": Typed("an action")}
    library.erase_circle(held.id)
    assert library.typed_owners() == []


def test_a_third_wording_is_kept_until_it_is_used(
    library: Library, held: Circle, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """It stands in its field again, closing asks and goes to it; once used nothing is kept."""
    assert held.actions[0].text == "Walk"
    compare = ComparePlace(THEME, OrganiserSession(library, clock))
    qtbot.addWidget(compare)
    assert compare.show_next()
    assert compare.third is not None
    (field,) = compare.third.fields.values()
    put(field, "Walk or ride")
    flush_all(compare)
    assert library.typed(COMPARE) == {"a text": Typed("Walk or ride", str(Refused("third-unused")))}
    window = Window(THEME, library, clock)
    qtbot.addWidget(window)
    window.show()
    assert not window.close()
    card = window.letting_go.card
    assert card is not None
    assert card.message.accessibleName() == "A third wording in Compare is not used yet."
    card.answered.emit(LOOK)
    again = window.screens.organiser.findChild(ComparePlace)
    assert again is not None
    assert again.isVisible()
    assert again.third is not None
    (field,) = again.third.fields.values()
    assert field.text() == "Walk or ride"
    again.use_third()
    assert library.circle("c").actions[0].text == "Walk or ride"
    assert library.typed_owners() == []
    assert window.close()


def test_a_third_wording_that_is_as_it_began_is_nothing(
    library: Library, held: Circle, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """Put back by hand, or another one kept: nothing is asked about any more."""
    compare = ComparePlace(THEME, OrganiserSession(library, clock))
    qtbot.addWidget(compare)
    for word in (held.actions[0].text, "Run"):
        assert compare.show_next()
        assert compare.third is not None
        (field,) = compare.third.fields.values()
        put(field, "Ride")
        flush_all(compare)
        assert library.typed_owners() == [COMPARE]
        put(field, word)
        flush_all(compare)
        assert library.typed_owners() == ([COMPARE] if word == "Run" else [])
    compare.keep(1)
    assert library.typed_owners() == []


def test_of_a_pasted_programme_the_good_lines_are_kept(
    library: Library, example: Gathered, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """The bad one stays in the field with the others, and is named."""
    library.save_event(example.event)
    event = library.events()[0]
    pack = PackPlace(THEME, OrganiserSession(library, clock))
    qtbot.addWidget(pack)
    pack.refresh()
    row = pack.form.fields()["programme"]
    text = "9am Coffee\n12.30pm Lunch\nsoon Walk\n2.00\u20133.30pm Stories"
    put(row.field, text)
    row.draft.leave()
    kept = library.event(event.id)
    assert kept is not None
    times = [(slot.starts, slot.ends) for slot in kept.programme]
    assert times == [("09:00", None), ("12:30", None), ("14:00", "15:30")]
    assert row.field.text() == text
    assert "“soon Walk”" in row.hint.text()
    put(row.field, text.replace("soon", "13.15"))
    row.draft.leave()
    assert library.typed(event.id) == {}
    assert row.field.text().startswith("9.00 Coffee\n12.30 Lunch\n13.15 Walk")


def test_an_event_without_a_title_loses_nothing(
    library: Library, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """What is typed before the title is kept as typed, found again, and taken with the title."""
    for again in (False, True):
        pack = PackPlace(THEME, OrganiserSession(library, clock))
        qtbot.addWidget(pack)
        pack.refresh()
        venue = pack.form.fields()["venue"]
        if not again:
            put(venue.field, "The hall")
            venue.draft.leave()
        assert venue.field.text() == "The hall"
    title = pack.form.fields()["title"]
    put(title.field, "Our event")
    title.draft.leave()
    assert [(event.title, event.venue) for event in library.events()] == [("Our event", "The hall")]
    assert library.typed_owners() == []


def test_closing_asks_while_a_field_holds_what_was_refused(
    library: Library, held: Circle, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """Once more at each close; the answer lets go, and the text is there the next time."""
    library.keep_typed(held.id, "number", Typed("five"))
    window = Window(THEME, library, clock)
    qtbot.addWidget(window)
    window.show()
    assert not window.close()
    card = window.letting_go.card
    assert card is not None
    assert card.message.accessibleName() == "Something typed in circle 1 was not accepted."
    card.answered.emit(CLOSE)
    assert not window.isVisible()
    assert library.typed(held.id) == {"number": Typed("five")}


SIXTEEN = "\n".join(["Al", "Bo", *(f"Name {number}" for number in range(3, 17))])


def gather_of(library: Library, clock: SimulatedClock, qtbot: QtBot) -> GatherScreen:
    session = resumed_session(library, clock, library.circle("c"))
    session.state = replace(session.state, stage=Stage.GATHER)
    screen = GatherScreen(THEME, session)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def test_sixteen_names_are_fifteen_seats_and_not_saved_yet(
    library: Library, held: Circle, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """All sixteen stand in the field, before and after; *Saved* is said once it is mended."""
    screen = gather_of(library, clock, qtbot)
    screen.names.set_text(SIXTEEN)
    flush_all(screen)
    again = gather_of(library, clock, qtbot)
    for one in (screen, again):
        assert one.names.text() == SIXTEEN
        assert one.saved._state is SavedState.NOT_YET
        assert "Not in the circle yet: Name 16" in one.of_names.accessibleName()
    assert len(library.circle(held.id).members) == 15
    again.names.set_text(SIXTEEN.removesuffix("\nName 16"))
    flush_all(again)
    assert again.saved._state is SavedState.SAVED
    assert library.typed(held.id) == {}


def test_to_open_a_field_saves_nothing(
    library: Library, held: Circle, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """What was refused stands in it with its reason, even where it could be taken by now."""
    library.keep_typed(held.id, "number", Typed("7", "It was taken."))
    screen = gather_of(library, clock, qtbot)
    assert screen.number.text() == "7"
    assert library.circle(held.id).number == 1
    screen.number.setText("8")
    flush_all(screen)
    assert library.circle(held.id).number == 8
    assert library.typed(held.id) == {}


def no_room(*_: object) -> None:
    raise Refused("library-unsaved", why="there is no room left on this disk")


def test_on_a_full_disk_refused_text_is_asked_about_and_saved_elsewhere(
    library: Library, example: Gathered, clock: SimulatedClock, qtbot: QtBot, tmp_path: Path
) -> None:
    """It stands on screen alone then; no second wish gives it up, and with room it is kept."""
    library.save_event(example.event)
    window = Window(THEME, library, clock)
    beside = Unsaved(window)
    qtbot.addWidget(window)
    window.show()
    window.home.gatherRequested.emit()
    pack = PackPlace(THEME, OrganiserSession(library, clock), window)
    pack.refresh()
    pack.show()
    date, venue = (pack.form.fields()[name] for name in ("date", "venue"))
    with (
        patch.object(Library, "keep_typed", no_room),
        patch.object(Library, "save_event", no_room),
    ):
        put(date.field, "soon")
        put(venue.field, "The new hall")
        flush_all(pack)
        for _ in range(3):
            assert not window.close()
            card = window.letting_go.card
            assert card is not None
            assert card.message.accessibleName() == "What is on screen is not saved yet."
            card.answered.emit(AGAIN)
            assert window.isVisible()
    with patch.object(Library, "save_event", no_room):
        beside.save_to(tmp_path / "stick.library")
    with Library(tmp_path / "stick.library", clock) as other:
        kept = {typed.text for typed in other.typed(example.event.id).values()}
    assert kept == {"soon", "The new hall"}
    assert window.circle.save_typed()
    event = library.event(example.event.id)
    assert event == replace(example.event, venue="The new hall")
    assert [typed.text for typed in library.typed(example.event.id).values()] == ["soon"]


def test_on_a_full_disk_what_was_refused_outlives_another_theme(
    library: Library, example: Gathered, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """All screens are made anew; what stands on screen alone stands there again, and is kept."""
    library.save_event(example.event)
    library.save_circle(Circle("c", 1, event=example.event.id))
    window = Window(THEME, library, clock)
    qtbot.addWidget(window)
    window.show()
    window.carry_on("c")
    with (
        patch.object(Library, "keep_typed", no_room),
        patch.object(Library, "save_circle", no_room),
    ):
        (screen,) = window.findChildren(GatherScreen)
        screen.names.set_text(SIXTEEN)
        for theme in (Theme(DARK, still=True), THEME):
            window._refurnish(theme)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            (screen,) = window.findChildren(GatherScreen)
            assert screen.names.text().rstrip("\n") == SIXTEEN
            assert not window.close()
        assert [
            typed.text.rstrip("\n") for _, _, typed in window.circle.unsaved_texts() if typed
        ] == [SIXTEEN]
    assert window.circle.save_typed()
    assert library.typed("c")["names"].text.rstrip("\n") == SIXTEEN
    assert len(library.circle("c").members) == 15
    window.letting_go.let_go()


def test_no_way_round_seats_a_sixteenth_while_names_are_refused(
    library: Library, held: Circle, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """Al has told and is named no more: he sits beside fourteen until somebody says he left."""
    screen = gather_of(library, clock, qtbot)
    others = [f"Name {number}" for number in range(20, 36)]
    screen.names.set_text("\n".join(others))
    flush_all(screen)
    screen._settle()
    screen.go_on()
    assert len(refused_in(screen)) == 1
    assert len(library.circle(held.id).members) == 15
    assert "m" in {member.id for member in library.circle(held.id).members}
    screen.names.set_text("\n".join(others[:15]))
    screen._settle()
    assert len(refused_in(screen)) == 1
    assert "m" in {member.id for member in library.circle(held.id).members}
    screen.session.prompts.reply(Asked.LEFT, Reply.LEFT)
    screen.show_changes(frozenset(Part))  # as the circle's view does
    assert refused_in(screen) == []
    assert [member.name for member in library.circle(held.id).members] == others[:15]


KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from storycircle.core.clock import SystemClock
from storycircle.core.model import Circle
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import resumed_session
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.rounds.note_pane import RoundNotePane
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
app = QApplication([])
library = Library(Path(sys.argv[1]), SystemClock())
library.save_circle(Circle("c", 1))
session = resumed_session(library, library.clock, library.circle("c"))
screen = GatherScreen(Theme(LIGHT, still=True), session)
screen.names.set_text(sys.argv[2])
flush_all(screen)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="other systems have no SIGKILL")
def test_a_refused_text_survives_a_kill(tmp_path: Path, clock: SimulatedClock) -> None:
    """The whole text with its reason, and the names that could be taken."""
    path = tmp_path / "library"
    words = [sys.executable, "-c", KILLED, str(path), SIXTEEN]
    assert subprocess.run(words, check=False, capture_output=True).returncode == -signal.SIGKILL
    with Library(path, clock) as library:
        (typed,) = library.typed("c").values()
        assert typed.text == SIXTEEN
        assert "Name 16" in typed.why
        assert len(library.circle("c").members) == 15
