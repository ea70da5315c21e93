"""Comparing: both versions of a record, field by field; one, the other or a third settles it."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from storycircle.core.afterwards.chapters import Chapter, StoryPlace
from storycircle.core.afterwards.recommendations import Recommendation
from storycircle.core.afterwards.stalls import Run
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Action, Circle, Event, Invited, Member, Placement, Sharing, Story
from storycircle.jobs.export import export_circle, export_pack, hand_on
from storycircle.jobs.merge import merge_files
from storycircle.store import tables
from storycircle.store.afterwards.report_parts import Part
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.rows import comparable, invited_record
from storycircle.ui.organiser.compare_page import ComparePlace, CopyCard
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.view_model import moment_in_words
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.text_marks import MarkedText
from tests.journeys.keyboard import Keyboard
from tests.support.inside import conn_of

EVENT = Event("e", "The event", headings=("A", "B"))
CIRCLE = Circle(
    "c",
    5,
    "e",
    facilitator="Dawn G",
    members=(Member("m", "Ann"), Member("n", "Bob")),
    stories=(Story("s", "m", "A tale", sharing=Sharing.NAMED, left_as="left"),),
    actions=(Action("a", "Map our influence.", ("m", "n"), "12 July", "A"),),
)
Change = Callable[[Library, str], None]
WRITTEN = datetime(2007, 6, 14, 12, 18)  # noqa: DTZ001 (the wall clock of the room)
"""When each file was written, by its own disk."""


def _circle(**changes: object) -> Change:
    """A change of the circle; a text in it becomes that of each laptop."""

    def change(library: Library, words: str) -> None:
        made = {key: make(words) for key, make in changes.items() if callable(make)}
        library.save_circle(replace(library.circle("c"), **made))

    return change


ACTION = _circle(actions=lambda text: (replace(CIRCLE.actions[0], text=text),))
KINDS: dict[str, Change] = {
    "action": ACTION,
    "member": _circle(members=lambda text: (Member("m", text), CIRCLE.members[1])),
    "story": _circle(stories=lambda text: (replace(CIRCLE.stories[0], title=text),)),
    "circle": _circle(theme=lambda text: text),
    "event": lambda library, text: library.save_event(replace(EVENT, venue=text)),
    "placement": lambda library, text: library.save_placements([Placement("a", "B", text)]),
    "invited": lambda library, text: library.save_invited("e", [Invited("e", 5, (text,))]),
}


@pytest.fixture
def apart(
    tmp_path: Path, clock: SimulatedClock, library: Library
) -> Iterator[Callable[[Change], None]]:
    """Makes two laptops change one thing apart, and gathers both into the library."""
    with Library(tmp_path / "one", clock) as one, Library(tmp_path / "two", clock) as two:

        def hand_over(source: Library, target: Library) -> None:
            name = f"{source.path.name}.circle"
            export_circle(source, source.circle("c"), tmp_path / name)
            export_pack(source, source.event("e") or EVENT, tmp_path / f"pack of {name}")
            paths = [tmp_path / name, tmp_path / f"pack of {name}"]
            for path in paths:
                os.utime(path, times=(WRITTEN.timestamp(),) * 2)
            list(merge_files(target, paths))

        one.save_event(EVENT)
        one.save_circle(CIRCLE)
        hand_over(one, two)

        def make(change: Change) -> None:
            change(one, "First words")
            change(two, "Second words")
            hand_over(one, library)
            hand_over(two, library)

        yield make


@pytest.fixture
def place(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock
) -> ComparePlace:
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    made = ComparePlace(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.resize(1224, 900)
    return made


def _open(qtbot: QtBot, place: ComparePlace) -> Keyboard:
    place.session.refresh()
    assert place.show_next()
    place.show()
    qtbot.waitUntil(place.isActiveWindow)
    place.enter()
    qtbot.waitUntil(place.cards[0].keep.hasFocus)
    return Keyboard(place)


def _shown(place: ComparePlace, card: int) -> list[str]:
    return [text.accessibleName() for text in place.cards[card].texts]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_is_compared_and_settled(
    qtbot: QtBot,
    place: ComparePlace,
    apart: Callable[[Change], None],
    library: Library,
    kind: str,
) -> None:
    """Both wordings are shown, and 2 keeps the second; nothing waits after."""
    apart(KINDS[kind])
    assert [found.kind for found in library.conflicts()] == [kind]
    keys = _open(qtbot, place)
    texts = [_shown(place, card) for card in (0, 1)]
    assert {"First words", "Second words"} <= {*texts[0], *texts[1]}
    kept = library.conflicts()[0].copies[1].fields
    with qtbot.waitSignals([place.session.changed, place.finished]):
        keys.press("2")
    assert library.conflicts() == []
    found = {"placement": "a/placement", "action": "a", "member": "m", "story": "s"}
    found["invited"] = invited_record(Invited("e", 5)).id
    record = tables.read(conn_of(library), kind, found.get(kind, "e" if kind == "event" else "c"))
    assert record is not None
    assert comparable(record).fields == kept


PARTS: dict[str, Callable[[str], Part]] = {
    "chapter": lambda text: Chapter("p", "Foreword", text=text),
    "recommendation": lambda text: Recommendation("p", "A", text),
    "run": lambda text: Run("p", "Trees", discussed=text),
    "story_place": lambda text: StoryPlace("p", text),
}


@pytest.mark.parametrize("kind", PARTS)
def test_what_two_organisers_wrote_apart_is_compared_and_settled(
    qtbot: QtBot, place: ComparePlace, library: Library, tmp_path: Path, kind: str
) -> None:
    """A chapter, a recommendation, a run of a stall and the heading above a story."""
    library.save_event(EVENT)
    library.save_parts("e", [PARTS[kind]("Before")])
    hand_on(library, tmp_path / "one.zip")
    with Library(tmp_path / "two", library.clock) as two:
        list(merge_files(two, [tmp_path / "one.zip"]))
        two.save_parts("e", [PARTS[kind]("Second words")])
        hand_on(two, tmp_path / "two.zip")
    library.save_parts("e", [PARTS[kind]("First words")])
    list(merge_files(library, [tmp_path / "two.zip"]))
    assert [found.kind for found in library.conflicts()] == [kind]
    keys = _open(qtbot, place)
    shown = [_shown(place, card) for card in (0, 1)]
    assert {"First words", "Second words"} <= {*shown[0], *shown[1]}
    kept = next(text for text in ("First words", "Second words") if text in shown[1])
    with qtbot.waitSignals([place.session.changed, place.finished]):
        keys.press("2")
    assert library.conflicts() == []
    parts = library.parts("e")
    every = (*parts.chapters, *parts.recommendations, *parts.runs, *parts.story_places)
    assert PARTS[kind](kept) in every


@pytest.mark.parametrize("kind", KINDS)
def test_each_copy_says_whose_it_is_and_of_when(
    qtbot: QtBot,
    place: ComparePlace,
    apart: Callable[[Change], None],
    clock: SimulatedClock,
    kind: str,
) -> None:
    """Of two laptops' copies: file, facilitator where it is a circle's, when the file was written
    and when it came; after a change here, that it is this laptop's, and when that was.
    """
    apart(KINDS[kind])
    _open(qtbot, place)
    words = {text: _said(place, text) for text in ("First words", "Second words")}
    for name, text in (("one", "First words"), ("two", "Second words")):
        assert f"{name}.circle\n" in words[text], words
        assert f"The file was written {moment_in_words(WRITTEN.isoformat())}\n" in words[text]
        assert f"It was gathered {moment_in_words(clock.now().isoformat())}\n" in words[text]
        of_circle = kind not in ("event", "placement", "invited")
        assert ("From Dawn G’s circle\n" in words[text]) is of_circle


@pytest.mark.parametrize("kind", ["event", "placement", "invited"])
def test_what_was_changed_here_says_so_and_when(  # noqa: PLR0917 (two laptops and a page)
    qtbot: QtBot,
    place: ComparePlace,
    apart: Callable[[Change], None],
    library: Library,
    kind: str,
    clock: SimulatedClock,
) -> None:
    """An organiser's own edit, against what comes later from another laptop that did not know it:
    the one is this laptop's, the other the file's.
    """
    apart(lambda _laptop, _words: None)
    clock.forward(3600)
    KINDS[kind](library, "Third words")
    here = f"Changed here {moment_in_words(clock.now().isoformat())}\n"
    clock.forward(3600)
    apart(KINDS[kind])
    _open(qtbot, place)
    own = next(text for text in map(_head, place.cards) if "This laptop’s" in text)
    assert here in own
    assert "circle\n" not in own
    assert sum("This laptop’s" in _head(card) for card in place.cards) == 1


def _head(card: CopyCard) -> str:
    return "".join(f"{one.text()}\n" for one in card.findChildren(QLabel))


def _said(place: ComparePlace, words: str) -> str:
    """What the card says whose copy has these words."""
    texts = [[text.accessibleName() for text in card.texts] for card in place.cards]
    return _head(place.cards[next(at for at, found in enumerate(texts) if words in found)])


def test_the_differences_are_marked(
    qtbot: QtBot, place: ComparePlace, apart: Callable[[Change], None]
) -> None:
    """Only what differs; who and by when, which are the same, are not."""
    apart(ACTION)
    _open(qtbot, place)
    assert place.title.text() == "Two wordings of one action"
    assert place.about.text().startswith("Circle 5, action 1, was changed on two laptops")
    action, who, by, _heading = place.cards[0].texts
    assert action.accessibleDescription().startswith("Differs: ")
    assert who.accessibleName() == "Ann, Bob"
    assert who.accessibleDescription() == by.accessibleDescription() == ""
    assert not place.grab().isNull()
    assert all(isinstance(text, MarkedText) for text in place.cards[1].texts)


def test_a_third_wording_is_typed(
    qtbot: QtBot, place: ComparePlace, apart: Callable[[Change], None], library: Library
) -> None:
    """It begins as the first; digits are letters in it; empty, it is refused."""
    apart(ACTION)
    keys = _open(qtbot, place)
    assert place.third is not None
    field = next(iter(place.third.fields.values()))
    field.setFocus()
    field.selectAll()
    keys.press("Delete")
    place.third.use.click()
    assert "cannot be left empty" in place.notice.accessibleName()
    assert len(library.conflicts()) == 1
    keys.write("Map 1, 2 and 3.")
    with qtbot.waitSignal(place.finished):
        place.third.use.click()
    assert library.circle("c").actions[0].text == "Map 1, 2 and 3."


def test_one_after_the_other(
    qtbot: QtBot, place: ComparePlace, apart: Callable[[Change], None], library: Library
) -> None:
    """What is settled makes room for the next; the one wanted comes first."""
    apart(ACTION)
    _open(qtbot, place)
    first = library.conflicts()[0]
    assert place.show_next("a")
    place.cards[0].keep.click()
    assert library.conflicts() == []
    assert not place.show_next()
    assert first.id == "a"


def test_a_change_that_came_meanwhile_is_shown_before_anything_is_settled(
    qtbot: QtBot, place: ComparePlace, apart: Callable[[Change], None], library: Library
) -> None:
    """Choosing between words that are no longer all there are asks again."""
    apart(ACTION)
    _open(qtbot, place)
    library.save_circle(
        replace(library.circle("c"), actions=(replace(CIRCLE.actions[0], text="Third words"),))
    )
    place.cards[0].keep.click()
    assert "changed in the meantime" in place.notice.accessibleName()
    assert library.circle("c").actions[0].text == "Third words"


def test_a_pack_edited_on_two_laptops_is_compared(
    qtbot: QtBot, place: ComparePlace, library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Lists are shown one a line, and a third is typed so."""
    library.save_event(EVENT)
    export_pack(library, EVENT, tmp_path / "p.circle")
    with Library(tmp_path / "other", clock) as other:
        other.merge(circle_file.read(tmp_path / "p.circle"))
        other.save_event(replace(EVENT, headings=("A", "C")))
        export_pack(other, replace(EVENT, headings=("A", "C")), tmp_path / "p.circle")
    library.save_event(replace(EVENT, headings=("A", "D"), expected=6))
    library.merge(circle_file.read(tmp_path / "p.circle"))
    _open(qtbot, place)
    assert {"A\nC", "A\nD"} <= {*_shown(place, 0), *_shown(place, 1)}
    assert place.third is not None
    fields = {row.key: field for row, field in place.third.fields.items()}
    fields["expected"].setText("7")
    place.third.use.click()
    kept = library.event("e")
    assert kept is not None
    assert kept.expected == 7
