"""Events side by side in the window: figures, matched headings, cautions, the file."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.afterwards.chapters import Chapter
from storycircle.core.afterwards.matches import HeadingMatch
from storycircle.core.checkout.checkout import Checkout
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Event, Gathered, new_id
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.events.comparison_table import FigureBar, Table
from storycircle.ui.organiser.events.events_page import EventsPlace
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display.label import Text
from tests.journeys.keyboard import Keyboard
from tests.support.windows import shown

JANUARY = Event("jan", "A first event", "2007-01-25", headings=("Share what we each offer",))
Opened = tuple[OrganiserScreen, EventsPlace, Keyboard]


@pytest.fixture
def opened(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[Callable[[], Opened]]:
    screens: list[OrganiserScreen] = []

    def open_() -> Opened:
        june = replace(example.event, headings=("Share what each can offer", "Other"))
        library.save_event(june)
        library.save_event(JANUARY)
        for circle in example.circles:
            library.save_circle(replace(circle, event=june.id))
            if circle.number < 4:
                acts = tuple(replace(a, id=new_id()) for a in circle.actions)
                members = tuple(replace(m, id=new_id()) for m in circle.members)
                bare = replace(circle, id=new_id(), event="jan", members=members, stories=())
                library.save_circle(replace(bare, actions=acts))
        window = shown(qtbot, Window(theme, library, clock), 1440, 900)
        window.screens.show_organiser(june.id)
        keyboard = Keyboard(window)
        keyboard.press("Ctrl+7")
        screen = window.screens.organiser
        screens.append(screen)
        return screen, screen.places.events, keyboard

    yield open_
    for screen in screens:  # what is still being read is shown while there is a library
        screen.places.stop_and_wait()
    QApplication.processEvents()


def set_beside(place: EventsPlace, qtbot: QtBot) -> None:
    place.pick.chosen.emit("jan")
    qtbot.waitUntil(lambda: place.read is not None, timeout=20_000)
    qtbot.wait(20)  # it is laid out


def said(place: EventsPlace) -> list[str]:
    tables: list[Table] = place.findChildren(Table)
    return [text.text() for table in tables for text in table.findChildren(Text)]


def test_two_events_are_set_side_by_side_with_their_cautions(
    opened: Callable[[], Opened], qtbot: QtBot
) -> None:
    """Chosen from the list; no figure without its circles; three circles are called no change."""
    screen, place, _keyboard = opened()
    assert place.pick.hasFocus()
    assert "Choose an event" in place.remark.accessibleName()
    assert screen.rail.stages[6].accessibleName() == "Compare, one other event, now" or (
        screen.rail.stages[6].accessibleName() == "Compare, 1 other event, now"
    )
    set_beside(place, qtbot)
    words = said(place)
    assert "January 2007, three circles" in words
    assert "June 2007, six circles" in words
    assert words.count("too few to compare") >= 3
    assert "three circles, too few to call anything a change." in place.cautions.text()
    figure = next(
        text
        for table in place.findChildren(Table)
        for text in table.findChildren(Text)
        if text.accessibleName().startswith("People, June")
    )
    assert figure.accessibleName() == "People, June 2007, six circles: 36"
    away = next(x for x in place.findChildren(Link) if "A first event" in x.accessibleName())
    QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    assert place.read is None


@pytest.mark.slow
def test_a_bar_stands_beside_each_figure_of_a_heading(
    opened: Callable[[], Opened], qtbot: QtBot, theme: Theme
) -> None:
    """On one scale for both events: as long as the figure says of the largest one."""
    _screen, place, _keyboard = opened()
    set_beside(place, qtbot)
    (table,) = (one for one in place.findChildren(Table) if one.findChildren(FigureBar))
    figures, drawn = list[int](), list[float]()
    for bar in table.findChildren(FigureBar):
        texts = [one for one in table.findChildren(Text) if _is_before(one, bar)]
        said = max(texts, key=lambda one: one.geometry().right()).text()
        figures.append(0 if said == "–" else int(said))
        picture = bar.grab().toImage()
        row = [picture.pixelColor(x, picture.height() // 2) for x in range(picture.width())]
        drawn.append(row.count(QColor(theme.palette.teal)) / len(row))
    assert max(figures) > min(figures)
    assert drawn == pytest.approx([one / max(figures) for one in figures], abs=0.12)


def _is_before(text: Text, bar: FigureBar) -> bool:
    """Whether a text stands before a bar in its line."""
    line, other = bar.geometry(), text.geometry()
    return other.top() <= line.center().y() <= other.bottom() and other.right() < line.left()


@pytest.mark.slow
def test_headings_are_matched_by_a_person_and_that_is_undone(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """A likely pair is offered; Y joins it into one row; undo, or a press, parts it again."""
    _screen, place, keyboard = opened()
    set_beside(place, qtbot)
    (offered,) = place.matches.offered
    assert {offered.one, offered.other} == {
        "Share what we each offer",
        "Share what each can offer",
    }
    keyboard.press("y")
    june = place.session.state.shown or ""
    assert [match.pair for match in library.parts(june).matches] == [offered.pair]
    qtbot.waitUntil(lambda: bool(place.read and place.read.matches), timeout=20_000)
    assert place.matches.offered == []
    assert any("(in January 2007: Share what we each offer)" in words for words in said(place))
    keyboard.press("Ctrl+z")
    assert library.parts(june).matches == ()
    qtbot.waitUntil(lambda: bool(place.read and not place.read.matches), timeout=20_000)
    keyboard.press("Ctrl+y")
    qtbot.waitUntil(lambda: bool(place.read and place.read.matches), timeout=20_000)
    links: list[Link] = place.findChildren(Link)
    [link for link in links if link.accessibleName().startswith("They are two")][-1].click()
    assert library.parts(june).matches == ()


@pytest.mark.slow
def test_a_pair_that_is_two_is_not_asked_about_again(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """N, or its button; nothing is kept of it."""
    _screen, place, _keyboard = opened()
    set_beside(place, qtbot)
    qtbot.waitUntil(lambda: any(b.words == "Two" for b in place.findChildren(Button)))
    buttons: list[Button] = place.findChildren(Button)
    [button for button in buttons if button.words == "Two"][-1].click()
    assert place.matches.offered == []
    kept = library.headings_apart(place.session.state.shown or "")
    assert kept, "it is known when the app is opened again"
    assert "Share" not in kept
    links: list[Link] = place.findChildren(Link)
    [link for link in links if link.accessibleName().startswith("ask again")][-1].click()
    assert len(place.matches.offered) == 1
    _keyboard.press("n")
    assert place.matches.offered == []
    assert library.parts(place.session.state.shown or "").matches == ()


@pytest.mark.slow
def test_it_is_saved_as_a_workbook(
    opened: Callable[[], Opened], qtbot: QtBot, tmp_path: Path
) -> None:
    """In the format of the file's name; a name that is no format is refused in a sentence."""
    _screen, place, _keyboard = opened()
    set_beside(place, qtbot)
    path = tmp_path / "both.xlsx"
    place.save_to(path)
    qtbot.waitUntil(lambda: "both.xlsx" in place.remark.accessibleName(), timeout=30_000)
    assert path.read_bytes()[:2] == b"PK"
    why: list[str] = []
    place.session.refused.connect(why.append)
    place.save_to(tmp_path / "both.doc")
    qtbot.waitUntil(lambda: bool(why), timeout=20_000)
    assert not (tmp_path / "both.doc").exists()


@pytest.mark.slow
def test_one_event_is_no_comparison(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """That is said, with the way on; so is an event in which no circle is."""
    library.save_event(JANUARY)
    window = shown(qtbot, Window(theme, library, clock), 1440, 900)
    window.screens.show_organiser("jan")
    keyboard = Keyboard(window)
    keyboard.press("Ctrl+7")
    place = window.screens.organiser.places.events
    assert "One event is no comparison" in place.remark.accessibleName()
    library.save_event(replace(JANUARY, id="feb", title="Another", date="2007-02-25"))
    place.session.refresh()
    place.pick.chosen.emit("feb")
    qtbot.waitUntil(lambda: place.read is not None, timeout=20_000)
    assert place.cautions.text().count("no circle is here, so there is nothing to count") == 2


@pytest.mark.slow
def test_a_row_in_a_sentence_is_copied_and_put_into_a_chapter(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """With its circles, and what may not be concluded; undo takes it out of the chapter again."""
    _screen, place, keyboard = opened()
    event = place.session.state.shown or ""
    thanks = Chapter("own", "Conclusions", text="Words")
    library.save_parts(event, [thanks])
    place.session.refresh()
    set_beside(place, qtbot)
    pane = place.sentences
    pane.rows.setFocus()
    keyboard.press("Down")
    said = (
        "People: 18 in January 2007 (three circles) and 36 in June 2007 (six circles). "
        "Too few circles to call anything a change."
    )
    assert pane.sentence.text() == said
    keyboard.tab_to(pane.copy_it, 1)
    keyboard.press("Space")
    assert QApplication.clipboard().text() == said
    assert place.remark.accessibleName() == "Copied."
    keyboard.tab_to(pane.chapter, 1)
    keyboard.press("Down")
    keyboard.tab_to(pane.put, 1)
    keyboard.press("Space")
    assert library.parts(event).chapters == (replace(thanks, text=f"Words\n\n{said}"),)
    assert "Conclusions" in place.remark.accessibleName()
    keyboard.press("Ctrl+z")
    assert library.parts(event).chapters == (thanks,)
    keyboard.press("Ctrl+y")
    (now,) = library.parts(event).chapters
    library.save_parts(event, [replace(now, text=f"{now.text} And more.")])
    place.session.refresh()
    why: list[str] = []
    place.session.refused.connect(why.append)
    keyboard.press("Ctrl+z")
    assert library.parts(event).chapters[0].text.endswith(f"{said} And more.")
    assert why == ["“Conclusions” was written on since: its words stay as they are."]


def test_a_row_is_taken_in_hand_with_the_mouse(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """It stands out in its table, its sentence beside it; a new chapter takes it too."""
    _screen, place, _keyboard = opened()
    set_beside(place, qtbot)
    pane = place.sentences
    tables: list[Table] = place.findChildren(Table)
    heads = [text for text in tables[0].findChildren(Text) if text.text() == "Actions"]
    qtbot.waitUntil(lambda: heads[0].isVisible() and heads[0].height() > 8)
    QApplication.processEvents()  # the rows lie where they are drawn
    QTest.mouseClick(heads[0], Qt.MouseButton.LeftButton)
    assert pane.sentence.text().startswith("Actions: ")
    assert pane.rows.currentText() == "Actions"
    pane.chapter.set_value("")
    QTest.mouseClick(pane.put, Qt.MouseButton.LeftButton)
    (made,) = library.parts(place.session.state.shown or "").chapters
    assert made.title == "The events, side by side"
    assert made.text == pane.sentence.text()


@pytest.mark.slow
def test_a_comparison_goes_into_the_report(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """Ctrl Enter makes a chapter of it, once, and leads there; there it is undone."""
    screen, place, keyboard = opened()
    event = place.session.state.shown or ""
    assert not place.into_report()
    set_beside(place, qtbot)
    keyboard.press("Ctrl+Enter")
    page = screen.places.chapters
    assert screen.places.currentWidget() is page
    (made,) = library.parts(event).chapters
    assert page.list.current == made.id
    assert made.title == "The events, side by side"
    assert "As it was counted on 14 June 2007." in made.text
    assert "## Where the actions point" in made.text
    assert "\n- People: 18 in January 2007 (three circles)" in made.text
    assert "too few to call anything a change." in made.text
    keyboard.press("Ctrl+7")
    QTest.mouseClick(place.into, Qt.MouseButton.LeftButton)
    assert library.parts(event).chapters == (made,)
    keyboard.press("Ctrl+z")
    assert library.parts(event).chapters == ()


def test_check_outs_are_compared_with_their_people_and_circles(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """A bar for those who said yes, beside the answers; that they are too few is said."""
    _screen, place, _keyboard = opened()
    rows = ((5, 1, 0), (4, 1, 1), (6, 0, 0), (3, 2, 1))
    for listed in library.circles():
        library.save_circle(replace(library.circle(listed.id), checkout=Checkout(6, rows)))
    set_beside(place, qtbot)
    words = [text.text() for text in place.findChildren(Text)]
    assert "January 2007: eighteen people in three circles. Too few to compare." in words
    assert "June 2007: thirty-six people in six circles." in words
    at = next(n for n, (name, _said) in enumerate(place.sentences.shown) if name == "I was heard.")
    place.sentences.go_to(at)
    assert place.sentences.sentence.text() == (
        "I was heard: yes 15, partly 3, no 0 in January 2007 (three circles) and yes 30, partly 6, "
        "no 0 in June 2007 (six circles). Too few circles to call anything a change."
    )
    table = [one for one in place.findChildren(Table) if one.findChildren(FigureBar)][-1]
    assert len(table.findChildren(FigureBar)) == 8


def read_with(place: EventsPlace, matches: int) -> bool:
    """Whether a comparison is shown in which so many pairs are matched."""
    return place.read is not None and len(place.read.matches) == matches


def test_headings_matched_in_a_ring_are_said_and_parted(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """Three events, each pair matched: one row, and a sentence on how they are parted."""
    _screen, place, _keyboard = opened()
    event = place.session.state.shown or ""
    names = ("Share what each can offer", "Share what we each offer", "What we share")
    march = replace(JANUARY, id="mar", title="A third event", date="2007-03-25", headings=names[2:])
    library.save_event(march)
    pairs = [HeadingMatch(names[one], names[one - 1]) for one in range(3)]
    library.save_parts(event, pairs)
    place.session.refresh()
    place.pick.chosen.emit("jan")
    place.pick.chosen.emit("mar")
    qtbot.waitUntil(lambda: bool(place.read and len(place.read.events) == 3), timeout=20_000)

    def said_of_ring() -> list[str]:
        return [line for line in place.cautions.text().split("\n") if "matched in a ring" in line]

    (said,) = said_of_ring()
    assert said == (
        "These headings were matched in a ring, and stand in one row: “Share what each can offer”, "
        "“What we share” and “Share what we each offer”. To part one of them, take out every match "
        "of it."
    )
    for left in (2, 1):
        links: list[Link] = place.matches.findChildren(Link)
        links[-1].click()
        qtbot.waitUntil(partial(read_with, place, left), timeout=20_000)
    assert said_of_ring() == []
    assert len(library.parts(event).matches) == 1


def test_events_without_circles_are_compared_in_sentences_that_are_true(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """No figure is made of none, and nothing is called a change."""
    _screen, place, _keyboard = opened()
    library.save_event(replace(JANUARY, id="mar", title="A third event", date="2007-03-25"))
    place.session.refresh()
    place.pick.chosen.emit("mar")
    qtbot.waitUntil(lambda: place.read is not None, timeout=20_000)
    assert "March 2007: no circle is here, so there is nothing to count." in place.cautions.text()
    sentences = dict(place.sentences.shown)
    assert sentences["People"] == (
        "People: 36 in June 2007 (six circles). People: of March 2007 nothing is known."
    )
    assert not any("no change" in one or "a change" in one for one in sentences.values())
