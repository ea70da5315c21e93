"""A merged circle is read, and nothing of it is changed by that."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.reading.page import CirclePage
from storycircle.ui.organiser.reading.view_model import as_text
from storycircle.ui.theme.theme import Theme


@pytest.fixture
def files(tmp_path: Path, clock: SimulatedClock, example: Gathered) -> list[Path]:
    """The circle files of the example's circles, from a laptop of their own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with Library(folder / "library", clock) as other:
        other.load(example)
        paths = []
        for circle in other.circles(example.event.id):
            path = folder / f"Circle {circle.number}.circle"
            export_circle(other, circle, path)
            paths.append(path)
    return paths


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, files: list[Path]
) -> Iterator[Window]:
    list(merge_files(library, files))
    made = Window(theme, library, clock)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def _page(window: Window) -> CirclePage:
    page = window.screens.organiser.places.currentWidget()
    assert isinstance(page, CirclePage)
    return page


def _bytes(library: Library) -> dict[str, bytes]:
    """Every file of the library, the log of its changes too."""
    beside = library.path.parent.glob(f"{library.path.name}*")
    files = (path for path in beside if path.is_file() and not path.name.endswith("-shm"))
    return {path.name: path.read_bytes() for path in files}


def test_reading_changes_nothing(window: Window, library: Library) -> None:
    """From Home, all through the list and back: the library's bytes are what they were."""
    circles = library.summaries()
    before, moment = _bytes(library), library.moment()
    window.home.circleRequested.emit(circles[0].id)
    page = _page(window)
    for _circle in circles:
        QTest.keyClick(page.text, Qt.Key.Key_Right)
    assert page.read is not None
    assert page.read.circle.number == circles[-1].number
    QTest.keyClick(page.text, Qt.Key.Key_Left)
    QTest.keyClick(page.text, Qt.Key.Key_Escape)
    assert window.screens.organiser.main.table.hasFocus()
    assert window.session is None
    assert _bytes(library) == before
    assert library.moment() == moment
    assert not any(library.is_held(circle.id) for circle in circles)


def test_what_is_in_it_and_where_it_came_from(
    window: Window, library: Library, example: Gathered
) -> None:
    """People, actions whole, the file and when; Ctrl C copies all of it as text."""
    window.screens.show_organiser()
    table = window.screens.organiser.main.table
    table.setCurrentIndex(table.model().index(4, 2))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    page = _page(window)
    assert page.read is not None
    circle = example.circles[4]
    assert page.read.circle.number == circle.number
    assert [one.name for one in page.read.came] == [f"Circle {circle.number}.circle"]
    said = page.text.toPlainText()
    for action in circle.actions:
        assert action.text in said
    for name in circle.shown_names().values():
        assert name in said
    QTest.keyClick(page.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == as_text(page.read)
    page.text.selectAll()
    page.text.copy()
    marked = page.text.createMimeDataFromSelection()
    for data in (QGuiApplication.clipboard().mimeData(), marked):  # it stays on this laptop
        assert "CanUploadToCloudClipboard" in " ".join(data.formats())
    assert library.moment() == page.session.state.read


@pytest.mark.slow
def test_a_copy_that_is_held_is_another_circle(window: Window, library: Library) -> None:
    """The one that came stays as it came; the new one has its people, and none of its stories."""
    came = library.summaries()[0]
    whole = library.circle(came.id)
    window.open_circle(came.id)
    _page(window).hold.click()
    assert window.session is not None
    held = window.session.state.circle
    assert held.id != came.id
    assert [member.name for member in held.members] == [member.name for member in whole.members]
    assert [action.text for action in held.actions] == [action.text for action in whole.actions]
    assert not {a.id for a in held.actions} & {a.id for a in whole.actions}
    assert held.stories == ()
    assert library.circle(came.id) == whole
    assert not library.is_held(came.id)


@pytest.mark.slow
def test_how_a_circle_came_goes_with_it(library: Library, files: list[Path]) -> None:
    """Erased, or its merge taken back: no name of a file is left in the library."""
    list(merge_files(library, files[:2]))
    first, second = library.summaries()
    assert library.how_it_came(first.id)
    library.erase_circle(first.id)
    assert library.how_it_came(first.id) == []
    assert library.how_it_came(second.id)
    list(merge_files(library, files[2:3]))
    third = next(one for one in library.summaries() if one.id not in (first.id, second.id))
    assert library.how_it_came(third.id)
    library.take_back()
    assert library.how_it_came(third.id) == []
    assert b"Circle 3.circle" not in library.path.read_bytes()
    assert library.how_it_came(second.id)


@pytest.mark.slow
def test_its_sheet_is_printed_from_there(window: Window, library: Library) -> None:
    """Ctrl P shows the paper of this circle alone, and Esc goes back to reading it; elsewhere it
    is the paper of all.
    """
    circle = library.summaries()[2]
    window.home.circleRequested.emit(circle.id)
    places = window.screens.organiser.places
    page = _page(window)
    QTest.keyClick(page.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    paper = places.paper
    assert places.currentWidget() is paper
    assert paper.paper.paper is not None
    assert (paper.paper.paper.what, paper.paper.pick.count()) == ("its sheet", 2)
    assert paper.letters.isHidden()
    made = paper.paper.paper.ready("a4").make()
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(made.pdf)).pages)
    assert f"Circle {circle.number}" in text
    window.screens.organiser.session.refresh()
    QTest.keyClick(paper, Qt.Key.Key_Escape)
    assert page.read is not None
    assert _page(window) is page
    assert page.read.circle.id == circle.id
    page.sheet.click()
    assert places.currentWidget() is paper
    QTest.keyClick(paper, Qt.Key.Key_Escape)
    QTest.keyClick(page.text, Qt.Key.Key_Escape)
    places.open_paper()
    assert paper.paper.paper.what == "all six sheets"
    assert not paper.letters.isHidden()


@pytest.mark.slow
def test_what_needs_a_look_is_a_link_to_both_sides(
    window: Window, library: Library, tmp_path: Path, clock: SimulatedClock, files: list[Path]
) -> None:
    """Compare is at that very record, whatever else waits; Esc, and having chosen, go back to the
    circle, which then has no link.
    """
    circles = library.summaries()
    for name, words in (("one", "Walk."), ("two", "Run.")):
        with Library(tmp_path / name / "library", clock) as laptop:
            list(merge_files(laptop, files))
            for at in (0, 3):
                held = laptop.circle(circles[at].id)
                action = replace(held.actions[0], text=f"{words} {at}")
                laptop.save_circle(replace(held, actions=(action, *held.actions[1:])))
                export_circle(laptop, laptop.circle(held.id), tmp_path / f"{name}{at}.circle")
    list(merge_files(library, sorted(tmp_path.glob("*.circle"))))
    window.screens.organiser.session.refresh()
    window.home.circleRequested.emit(circles[3].id)
    page = _page(window)
    (link,) = page.links
    link.click()
    places = window.screens.organiser.places
    assert places.currentWidget() is places.compare
    assert places.compare.about.text().startswith(f"Circle {circles[3].number}, action 1")
    QTest.keyClick(places.compare, Qt.Key.Key_Escape)
    assert _page(window).read is not None
    _page(window).links[0].click()
    QTest.keyClick(places.compare, Qt.Key.Key_1)
    assert places.compare.about.text().startswith(f"Circle {circles[0].number}, action 1")
    QTest.keyClick(places.compare, Qt.Key.Key_Escape)
    page = _page(window)
    assert page.read is not None
    assert (page.read.circle.id, page.links) == (circles[3].id, [])
