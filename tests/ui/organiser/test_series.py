"""A series of circles held apart: where and when stands in the lists, and a part is reported."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered, Placement
from storycircle.paper.report.event_part import By, Only, offered, part_of
from storycircle.store.library import Library
from storycircle.ui.home.view_model import Search, on_this_laptop, read_list
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.report_page import ReportPlace
from storycircle.ui.organiser.view_model import Place, row_words
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.ui.organiser.test_template_and_letters import choose


@pytest.fixture
def screen(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[OrganiserScreen]:
    """The organiser's screen; of the circles here one was held in the North, another month."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    library.load(example)
    first = library.circles()[0]
    library.save_circle(replace(first, region="North", venue="Town Hall", date="2007-05-03"))
    library.save_placements([Placement(first.actions[0].id, "Health")])
    made = OrganiserScreen(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.mark.slow
def test_where_and_when_a_circle_was_held_stands_in_every_list_and_is_found(
    screen: OrganiserScreen, library: Library, clock: SimulatedClock
) -> None:
    """In Gather's, in Report's and in Home's; by its region, its venue and its day."""
    held = "North, Town Hall, 3 May 2007"
    gather, report = screen.main.table, screen.places.report.table
    screen.go(Place.REPORT)
    for table in (gather, report):
        assert [row_words(row).startswith(held) for row in table.rows()].count(True) == 1
        for text in ("north", "town", "3 may"):
            table.search(text)
            assert [row_words(row).startswith(held) for row in table.found] == [True]
        table.search("")
    listed = read_list(library, clock)
    assert (
        held in next(row for row in on_this_laptop(library, clock).rows if not row.is_event).about
    )
    (row,) = Search(library, listed, {}).found("north")
    assert not row.is_event


def test_a_part_of_the_report_is_chosen_and_saved(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, tmp_path: Path
) -> None:
    """By the keyboard; the file has that part alone, and the report itself is not called written.
    From elsewhere all of it is saved.
    """
    screen.go(Place.REPORT)
    page = screen.places.report
    keys = [page.part.itemData(at) for at in range(page.part.count())]
    assert "region=North" in keys
    assert "heading=Health" in keys
    assert _part(page) is None
    page.part.setFocus()
    for _step in range(keys.index("region=North")):
        QTest.keyClick(page.part, Qt.Key.Key_Down)
    assert _part(page) == Only(By.REGION, "North")
    page.buttons[".json"].click()
    choose(qtbot, screen, tmp_path / "part.json")
    assert len(json.loads((tmp_path / "part.json").read_text("utf-8"))["circles"]) == 1
    assert not screen.session.state.report_written
    screen.session.refresh()
    assert _part(page) == Only(By.REGION, "North"), "what was chosen stays"
    screen.go(Place.GATHER)
    screen.pane.save.click()
    choose(qtbot, screen, tmp_path / "all.json")
    whole = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert len(whole["circles"]) == len(library.circles()) > 1
    assert screen.session.state.report_written


def test_each_part_that_is_offered_has_something_in_it(
    screen: OrganiserScreen, library: Library
) -> None:
    """None is refused; and a region or month of which every circle is, is no part."""
    event = library.events()[0]
    gathered = library.gathered(event)
    parts = screen.session.parts()
    assert {part.by for part in parts} == set(By)
    assert all(part_of(gathered, part).circles for part in parts)
    everywhere = [replace(one, region="North", date="2007-05-03") for one in library.summaries()]
    assert offered(event, everywhere, []) == ()


def _part(page: ReportPlace) -> Only | None:
    """What of the report is chosen now."""
    return page.only
