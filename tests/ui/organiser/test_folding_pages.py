"""The organiser's pages in a small window: what folds, what stands where, what is said whole."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.jobs.merge import FileOutcome, MergeResult
from storycircle.store.library import Library
from storycircle.ui.organiser.merge.file_row import ACTIONS, CHIP, FILE, WORDS
from storycircle.ui.organiser.merge.file_table import FileTable
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.tip import plain_tip
from tests.support.pseudo import BY_NAME
from tests.support.windows import breathe, shown
from tests.tour.looks import TourLook

pytestmark = pytest.mark.slow

SMALL = 1024, 700
SETTLED = 200  # ms
HEADING = "Share information about what services are available"
REFUSED = MergeResult(
    "holiday.circle", FileOutcome.REFUSED, "This file is not a circle file. Nothing was changed."
)


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[Theme]:
    """Text at 200 %."""
    yield TourLook(scale=200).dress(qapp)
    TourLook().dress(qapp)


@pytest.fixture
def screen(
    qtbot: QtBot, large_text: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[OrganiserScreen]:
    """The circles of 2007 in a small window."""
    library.load(replace(example, event=replace(example.event, expected=9)))
    made = shown(qtbot, OrganiserScreen(large_text, OrganiserSession(library, clock)), *SMALL)
    yield made
    made.close()


def top_of(widget: QWidget, page: QWidget) -> int:
    """Where a widget begins, px from the top of the page's window."""
    return widget.mapTo(page.window(), QPoint()).y()


def test_the_clocks_controls_stand_by_the_time_where_the_page_scrolls(
    screen: OrganiserScreen,
) -> None:
    """Whoever comes to the page sees the time and Start, not the foot of a long queue."""
    screen.places.open_clock()
    clock = screen.places.clock
    breathe(SETTLED)
    assert top_of(clock.left, clock) > 0
    assert top_of(clock.start, clock) + clock.start.height() <= screen.height()
    assert top_of(clock.start, clock) < top_of(clock.queue.rows[0], clock)
    screen.resize(2732, 1536)
    breathe(SETTLED)
    assert top_of(clock.start, clock) > top_of(clock.queue.rows[-1], clock)


def test_a_row_of_the_programme_is_as_high_as_its_words(screen: OrganiserScreen) -> None:
    screen.places.open_clock()
    breathe(SETTLED)
    heights = {
        row.height()
        for row in screen.places.clock.findChildren(type(screen.places.clock.queue.rows[0]))
    }
    assert min(heights) == 72
    assert max(heights) > 100


def test_the_board_says_its_headings_whole(screen: OrganiserScreen) -> None:
    """All heads are as high as the highest, so that the cards beside each other line up."""
    screen.go(Place.HEADINGS)
    breathe(2 * SETTLED)
    heads = [column.head for column in screen.places.board.ground.columns]
    assert any(head.heading == HEADING for head in heads)
    assert len({head.height() for head in heads}) == 1
    assert all(head.lines_needed() * 38 + 28 <= head.height() for head in heads)


def test_the_pane_stands_below_what_it_belongs_to(screen: OrganiserScreen) -> None:
    screen.go(Place.REPORT)
    report = screen.places.report
    breathe(SETTLED)
    first = next(iter(report.buttons.values()))
    assert top_of(first, report) > top_of(report.table, report) + report.table.height()
    screen.resize(2732, 1536)
    breathe(SETTLED)
    assert top_of(first, report) < top_of(report.table, report) + report.table.height()


def test_the_rail_leaves_out_words_that_it_has_no_room_for(screen: OrganiserScreen) -> None:
    """Each dot says its place in its tip then; a higher window has room for the words."""
    names = ("Pack", "Gather", "Headings", "Report", "Became", "Recommend", "Compare")
    tips = [button.toolTip() for button in screen.rail.stages]
    assert tips == [plain_tip(name) for name in names]
    screen.resize(SMALL[0], 1700)
    breathe(SETTLED)
    assert [button.toolTip() for button in screen.rail.stages] == [""] * len(names)


@pytest.mark.parametrize(("width", "stacked"), [(300, True), (380, True), (700, False)])
def test_chip_and_words_stand_below_a_files_name_in_a_narrow_table(
    qtbot: QtBot, theme: Theme, width: int, *, stacked: bool
) -> None:
    """A screen reader is told all three of the one cell that is left."""
    table = shown(qtbot, FileTable(theme), width, 300, front=False)
    table.show_rows([REFUSED])
    shown_columns = [column for column in (FILE, CHIP, WORDS) if not table.isColumnHidden(column)]
    assert shown_columns == ([FILE] if stacked else [FILE, CHIP, WORDS])
    model = table.model()
    said = model.data(model.index(0, FILE), Qt.ItemDataRole.AccessibleTextRole)
    whole = "holiday.circle, refused, This file is not a circle file. Nothing was changed."
    assert said == (whole if stacked else None)
    assert sum(table.columnWidth(at) for at in range(WORDS + 1)) <= table.viewport().width()


def test_a_column_is_as_wide_as_its_head(qtbot: QtBot, qapp: QApplication) -> None:
    """Welsh has a long word for actions."""
    theme = TourLook(language=BY_NAME["cy"]).dress(qapp)
    table = shown(qtbot, FileTable(theme), 900, 300, front=False)
    table.show_rows([REFUSED])
    head = table.model().headerData(ACTIONS, Qt.Orientation.Horizontal)
    assert table.columnWidth(ACTIONS) > table.horizontalHeader().fontMetrics().horizontalAdvance(
        head
    )
    TourLook().dress(qapp)


def test_rows_are_as_high_with_a_scroll_bar_as_without(qtbot: QtBot, theme: Theme) -> None:
    """Rows that were lower without it hid it, and then showed it, until the app fell."""
    table = shown(qtbot, FileTable(theme), 700, 300, front=False)
    table.show_rows([replace(REFUSED, name=f"{number}.circle") for number in range(12)])
    with_bar, without = set[int](), set[int]()
    for width in range(420, 760):
        heights = []
        for height in (900, 150):
            table.resize(width, height)
            bar = table.verticalScrollBar().isVisible()
            (with_bar if bar else without).add(width)
            heights.append([table.rowHeight(row) for row in range(12)])
        assert heights[0] == heights[1], width
    assert with_bar
    assert without
