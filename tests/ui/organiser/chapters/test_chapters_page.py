"""The chapters of the report, by keys and by mouse: order, words, stories, two versions."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storycircle.core.afterwards.chapters import CHAPTER, Chapter, in_order
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_choice
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered, Sharing, Story
from storycircle.jobs.afterwards import chapter_writing
from storycircle.jobs.afterwards.report_around import ReportAround, chapter_pages
from storycircle.jobs.documents import Made
from storycircle.jobs.export import hand_on
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.chapters import printed_pane
from storycircle.ui.organiser.chapters.chapters_page import ChaptersPage
from storycircle.ui.organiser.compare_page import ComparePlace
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.report_page import ReportPlace
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from tests.journeys.keyboard import Keyboard
from tests.support.fresh import fresh_library
from tests.support.windows import shown

Opened = tuple[OrganiserScreen, ChaptersPage, Keyboard]
WORDS = "All I did was pick up the phone."


@pytest.fixture
def opened(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> Callable[[], Opened]:
    def open_() -> Opened:
        library.save_event(example.event)
        for circle in example.circles:
            kept = replace(circle, event=example.event.id)
            if circle.number == 5:
                told = Story("told", kept.members[0].id, quote=WORDS)
                kept = with_choice(
                    replace(kept, stories=(told,)),
                    "told",
                    Sharing.NAMED,
                    at=clock.now(),
                    event=example.event,
                )
            library.save_circle(kept)
        window = shown(qtbot, Window(theme, library, clock), 1440, 900)
        window.screens.show_organiser(example.event.id)
        keyboard = Keyboard(window)
        keyboard.press("Ctrl+Shift+w")
        screen = window.screens.organiser
        page = screen.places.chapters
        qtbot.waitUntil(lambda: page.pane.about.text() != "Being read …", timeout=20_000)
        return screen, page, keyboard

    return open_


def kept(library: Library) -> tuple[Chapter, ...]:
    return in_order(library.parts(library.events()[0].id).chapters)


def titles(library: Library) -> list[str]:
    return [one.title for one in kept(library)]


def write_two(page: ChaptersPage, keyboard: Keyboard) -> None:
    """Two chapters, one below the other."""
    for title in ("Foreword", "Conclusions"):
        page.list.setFocus()
        keyboard.press("n")
        keyboard.write(title)
    flush_all(page)


def test_chapters_are_written_and_ordered_by_keys(
    opened: Callable[[], Opened], library: Library
) -> None:
    """N, a title, a text with a heading and bullets; Alt and arrows; all moves are undone."""
    screen, page, keyboard = opened()
    assert page.list.hasFocus()
    write_two(page, keyboard)
    assert titles(library) == ["Foreword", "Conclusions"]
    page.list.setFocus()
    keyboard.press("Enter")
    assert page.field.hasFocus()
    keyboard.write("What has shifted")
    keyboard.press("Ctrl+h", "Enter")
    keyboard.write("Time")
    keyboard.press("Ctrl+Shift+l", "Enter")
    keyboard.write("Money")
    flush_all(page)
    text = "## What has shifted\n\n- Time\n- Money"
    assert kept(library)[1].text == text
    keyboard.press("Esc")
    assert page.list.hasFocus()
    keyboard.press("Alt+Up")
    assert titles(library) == ["Conclusions", "Foreword"]
    keyboard.press("Ctrl+z")
    assert titles(library) == ["Foreword", "Conclusions"]
    keyboard.press("Ctrl+y", "Delete")
    assert titles(library) == ["Foreword"]
    keyboard.press("Ctrl+z")
    assert titles(library) == ["Conclusions", "Foreword"]
    assert kept(library)[0].text == text
    keyboard.press("Esc")
    assert isinstance(screen.places.currentWidget(), ReportPlace)


@pytest.mark.slow
def test_a_story_is_put_into_a_chapter_and_under_a_heading(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """Its words stay the story's: its teller's no takes them away, and the author is told."""
    _screen, page, keyboard = opened()
    event = library.events()[0]
    write_two(page, keyboard)
    every: list[Button] = page.pane.findChildren(Button)
    put = [one for one in every if one.words == "Put it here"][-1]
    put.click()
    assert kept(library)[1].text == "[story](story:told)"
    assert WORDS in page.field.toPlainText()
    page.pane.placed.emit("told", event.headings[0])
    (place,) = library.parts(event.id).story_places
    assert (place.story, place.heading) == ("told", event.headings[0])
    page.list.setFocus()
    keyboard.press("Ctrl+z")
    assert not library.parts(event.id).story_places
    library.erase_story("told")
    page.session.refresh()
    page.enter()
    qtbot.waitUntil(lambda: "it is gone" in page.remark.accessibleName(), timeout=20_000)
    assert WORDS not in page.field.toPlainText()
    assert "a story that is gone" in page.field.toPlainText()
    assert WORDS not in printed(page)
    qtbot.waitUntil(lambda: page.printed.made is not None, timeout=20_000)
    assert WORDS not in printed(page)
    assert kept(library)[1].text == "[story](story:told)"


@pytest.mark.slow
def test_a_chapter_is_dragged_to_another_place(
    opened: Callable[[], Opened], library: Library
) -> None:
    """As it lies after the drop, so it stands in the library."""
    _screen, page, keyboard = opened()
    write_two(page, keyboard)
    model = page.list.model()
    last = page.list.count() - 1
    at = next(n for n in range(last) if "Conclusions" in page.list.item(n).text())
    page.list.setCurrentRow(at)
    nowhere = model.index(0, 0).parent()
    assert model.moveRow(nowhere, at, nowhere, 0)
    assert titles(library) == ["Conclusions", "Foreword"]


@pytest.mark.slow
def test_what_is_too_long_or_without_a_title_stays_in_its_field(
    opened: Callable[[], Opened], library: Library
) -> None:
    """With a sentence that says so, and nothing lost of what was there."""
    _screen, page, keyboard = opened()
    write_two(page, keyboard)
    page.field.setPlainText("x" * (CHAPTER + 1))
    flush_all(page)
    assert "A chapter is longer than 200,000 letters." in page.remark.accessibleName()
    assert kept(library)[1].text == ""
    page.field.setPlainText("Short")
    flush_all(page)
    assert page.remark.accessibleName() == ""
    assert kept(library)[1].text == "Short"
    page.title.setText("")
    flush_all(page)
    assert "A title" in page.remark.accessibleName()
    assert titles(library) == ["Foreword", "Conclusions"]


@pytest.mark.slow
def test_two_versions_written_apart_are_compared(
    opened: Callable[[], Opened], library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """Both are kept; the page says so, and leads to where one is chosen."""
    screen, page, keyboard = opened()
    write_two(page, keyboard)
    event = library.events()[0]
    first, second = tmp_path / "one.zip", tmp_path / "two.zip"
    hand_on(library, first)
    with fresh_library(tmp_path / "other" / "library", clock) as other:
        list(merge_files(other, [first]))
        theirs = in_order(other.parts(event.id).chapters)[1]
        other.save_parts(event.id, [replace(theirs, text="Theirs")])
        hand_on(other, second)
    library.save_parts(event.id, [replace(kept(library)[1], text="Mine")])
    list(merge_files(library, [second]))
    page.session.refresh()
    page.refresh()
    page.list.go_to(kept(library)[1].id)
    assert "Two organisers wrote this chapter apart." in page.remark.accessibleName()
    QTest.mouseClick(page.compare, Qt.MouseButton.LeftButton)
    assert isinstance(screen.places.currentWidget(), ComparePlace)


@pytest.mark.slow
def test_the_first_hundred_chapters_are_all_there_may_be() -> None:
    """One more is refused in a sentence."""
    every = [Chapter(str(n), "x", rank="i") for n in range(100)]
    with pytest.raises(Refused, match="at most 100 chapters"):
        chapter_writing.added(every, every[0].kind, "x")


def printed(page: ChaptersPage) -> str:
    """The words on the pages that are shown."""
    made = page.printed.made
    if made is None:
        return ""
    return " ".join(one.extract_text() for one in PdfReader(BytesIO(made.pdf)).pages)


def test_a_chapter_is_seen_as_it_prints(
    opened: Callable[[], Opened], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once its author pauses, and not at each key; what was withdrawn is on no page."""
    made: list[str] = []

    def counted(around: ReportAround, chapter: Chapter) -> Made:
        made.append(chapter.text)
        return chapter_pages(around, chapter)

    monkeypatch.setattr(printed_pane, "chapter_pages", counted)
    _screen, page, keyboard = opened()
    write_two(page, keyboard)
    page.list.setFocus()
    keyboard.press("Enter")
    qtbot.waitUntil(lambda: "Conclusions" in printed(page), timeout=20_000)
    made.clear()
    keyboard.write("We spoke of hours")
    assert not made
    qtbot.waitUntil(lambda: "We spoke of hours" in printed(page), timeout=20_000)
    assert made[-1] == "We spoke of hours"
    assert len(made) <= 2
    assert "page 1 of 1" in page.printed.page.accessibleName()
    page.list.go_to(page.list.ids[0])
    assert page.printed.page.pages() == 0, "no moment in which another chapter's pages stand there"
    assert "page 1" not in page.printed.page.accessibleName()
    qtbot.waitUntil(lambda: "Foreword" in printed(page), timeout=20_000)
    assert "We spoke" not in printed(page)


@pytest.mark.slow
def test_a_chapter_is_seen_among_what_the_app_writes(opened: Callable[[], Opened]) -> None:
    """In the report's order; there is nothing to write, and Enter leads to where that is made."""
    screen, page, keyboard = opened()
    write_two(page, keyboard)
    page.kind.set_value("foreword")
    page.list.setFocus()
    keyboard.press("n")
    keyboard.write("Before all")
    flush_all(page)
    items = [page.list.item(at) for at in range(page.list.count())]
    spoken = [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items]
    assert [words for words in spoken if "yours" in words] == [
        *("Foreword, yours, empty", "Conclusions, yours, empty"),
        "Before all, yours, Foreword, empty",
    ]
    assert spoken[3] == "The circles, from six circles"
    page.list.setFocus()
    page.list.setCurrentRow(3)
    assert not page.field.isVisible()
    assert not page.away.isVisible()
    assert "It is not written here" in page.remark.accessibleName()
    assert page.from_there.words == "Go to where it is made: Gather"
    keyboard.press("Down")
    assert page.from_there.words == "Go to where it is made: Headings"
    keyboard.press("Delete", "Alt+Up")
    assert len(page.chapters) == 3
    keyboard.press("Enter")
    assert screen.places.at_board
    keyboard.press("Ctrl+Shift+w")
    assert screen.places.currentWidget() is page
    assert page.list.hasFocus()
    row = page.list.visualItemRect(page.list.item(3)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    QTest.mouseClick(page.from_there, Qt.MouseButton.LeftButton)
    assert screen.places.currentWidget() is screen.places.gather


def test_what_stands_beside_a_chapter_is_chosen(opened: Callable[[], Opened]) -> None:
    """Its pages, or the stories that may be put into it; the part on stories leads there."""
    _screen, page, keyboard = opened()
    write_two(page, keyboard)
    assert page.printed.isVisible()
    assert not page.pane.isVisible()
    at = next(n for n in range(page.list.count()) if "that may be" in page.list.item(n).text())
    page.list.setFocus()
    page.list.setCurrentRow(at)
    keyboard.press("Enter")
    assert page.pane.isVisible()
    assert not page.printed.isVisible()
    assert page.pane.isAncestorOf(page.window().focusWidget())


@pytest.mark.slow
def test_a_chapter_goes_past_what_the_app_writes(
    opened: Callable[[], Opened], library: Library
) -> None:
    """By keys it goes past the other chapters, and the app's own parts stay where they belong."""
    _screen, page, keyboard = opened()
    write_two(page, keyboard)
    page.kind.set_value("foreword")
    page.list.setFocus()
    keyboard.press("n")
    keyboard.write("Before all")
    flush_all(page)
    page.list.setFocus()
    keyboard.press("Alt+Up", "Alt+Up")
    assert titles(library) == ["Before all", "Foreword", "Conclusions"]
    spoken = [page.list.item(at).text().split("  ")[-1] for at in range(4)]
    assert spoken[0].startswith("Before all")
    assert spoken[1].startswith("The circles")


@pytest.mark.slow
def test_a_chapter_of_200_000_letters_is_pasted(
    opened: Callable[[], Opened], library: Library, qtbot: QtBot
) -> None:
    """It is taken whole, kept and printed; one letter more is refused, and stays in its field."""
    _screen, page, keyboard = opened()
    write_two(page, keyboard)
    page.list.setFocus()
    keyboard.press("Enter")
    line = "Words, words and words. " * 40
    text = "\n\n".join([line.strip()] * 300)[:CHAPTER].strip()
    text += "x" * (CHAPTER - len(text))
    keyboard.paste(text)
    flush_all(page)
    assert kept(library)[1].text == text
    assert page.remark.accessibleName() == ""
    qtbot.waitUntil(lambda: page.printed.page.pages() > 30, timeout=60_000)
    keyboard.write("y")
    flush_all(page)
    assert "A chapter is longer than 200,000 letters." in page.remark.accessibleName()
    assert "It stays in its field until it is mended." in page.remark.accessibleName()
    assert kept(library)[1].text == text
    QTest.keyClick(page.field, Qt.Key.Key_Backspace)
    flush_all(page)
    assert page.remark.accessibleName() == ""
