"""Full screen in the plenary: a circle's report with its time, and the gallery."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered, NamesOnPaper
from storycircle.core.settings import Settings
from storycircle.core.turns.plenary import new_plenary
from storycircle.jobs.report import expected, reported
from storycircle.ui.room.presenter import SECONDS, Gallery, Presenter
from storycircle.ui.room.report_back import Reporting
from storycircle.ui.room.second_screen import Showing, is_shown
from storycircle.ui.room.slides import Item, Shown, Slide, layout
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme

pytestmark = pytest.mark.usefixtures("qapp")
STILL = Theme(LIGHT, still=True)
Show = Callable[..., Presenter]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows something full screen, as large as a projector."""

    def shown(what: Shown, theme: Theme = STILL) -> Presenter:
        presenter = Presenter(theme, what)
        qtbot.addWidget(presenter)
        presenter.resize(1280, 800)
        presenter.show()
        presenter.setFocus()
        return presenter

    return shown


def reporting(clock: SimulatedClock, example: Gathered, *numbers: int) -> Reporting:
    """These circles about to report back."""
    circles = [circle for circle in example.circles if circle.number in numbers]
    reports = {circle.id: reported(example.event, circle) for circle in circles}
    made = Reporting(clock)
    made.show_circles(reports, new_plenary(list(reports), 200))
    return made


def test_a_report_is_its_sheet_in_words(example: Gathered) -> None:
    """Names as the event says, actions with who and when, the question; nothing else."""
    circle = example.circles[4]
    ids = tuple(member.id for member in circle.members)
    actions = (replace(circle.actions[0], who=ids, by="12 July"), *circle.actions[1:])
    circle = replace(circle, actions=actions)
    report = reported(example.event, circle)
    assert report.title == "Circle 5"
    assert report.names == "Brian R, Dawn G, Sandra S, John R, Simon R, Andrew H"
    assert report.actions[0] == (circle.actions[0].text, "All six of us · by 12 July")
    assert report.actions[1] == (circle.actions[1].text, "")
    first = replace(example.event, names_on_paper=NamesOnPaper.FIRST_WORD)
    assert reported(first, circle).names == "Brian, Dawn, Sandra, John, Simon, Andrew"
    nobody = replace(example.event, names_on_paper=NamesOnPaper.NONE)
    assert reported(nobody, circle).names == ""


def test_the_time_counts_by_a_clock_that_only_goes_on(
    show: Show, clock: SimulatedClock, example: Gathered
) -> None:
    """It waits for its start, stands when paused, and goes on over the end."""
    report = reporting(clock, example, 5)
    presenter = show(report)
    assert (presenter.slide.time, presenter.slide.used) == ("3:20", 0.0)
    clock.forward(60)
    QTest.keyClick(presenter, Qt.Key.Key_Space)
    clock.forward(45)
    clock.set_wall(-3_600)  # somebody corrects the laptop's time of day
    presenter.refresh()
    assert (presenter.slide.time, presenter.slide.beside) == ("2:35", ("of 3:20",))
    QTest.keyClick(presenter, Qt.Key.Key_Space)
    clock.forward(100)
    presenter.refresh()
    assert (presenter.slide.time, presenter.slide.beside) == ("2:35", ("paused",))
    QTest.keyClick(presenter, Qt.Key.Key_Space)
    clock.forward(167)
    presenter.refresh()
    assert (presenter.slide.time, presenter.slide.used) == ("+0:12", 1.0)
    QTest.keyClick(presenter, Qt.Key.Key_R)
    assert presenter.slide.time == "3:20"
    QTest.keyClick(presenter, Qt.Key.Key_Plus)
    assert presenter.slide.time == "3:50"


def test_a_remote_goes_through_the_actions(
    show: Show, clock: SimulatedClock, example: Gathered
) -> None:
    """Page Down starts the time, then shows one after another, then all; Page Up goes back."""
    report = reporting(clock, example, 5)
    presenter = show(report)
    seen = []
    for key in (*(Qt.Key.Key_PageDown,) * 5, *(Qt.Key.Key_PageUp,) * 2):
        QTest.keyClick(presenter, key)
        seen.append("".join(item.numeral for item in presenter.slide.items))
    assert report.round.running
    assert seen == ["123", "1", "2", "3", "123", "123", "123"]
    report.go_through(1)
    report.go_through(1)
    QTest.keyClick(presenter, Qt.Key.Key_PageUp)
    assert [item.numeral for item in presenter.slide.items] == ["1"]


def test_circles_follow_one_another(show: Show, clock: SimulatedClock, example: Gathered) -> None:
    """Next, pass, come back; each with its whole time."""
    report = reporting(clock, example, 1, 2, 3)
    presenter = show(report)
    first = presenter.slide
    assert first.beside == ("3:20 each", "then Circle 2")
    for key in (Qt.Key.Key_P, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        QTest.keyClick(presenter, key)
    assert (presenter.slide.title, len(presenter.slide.items)) == ("Circle 2", 1)
    clock.forward(230)
    QTest.keyClick(presenter, Qt.Key.Key_Right)
    assert (presenter.slide.title, presenter.slide.time) == ("Circle 3", "3:20")
    assert presenter.slide.beside[-1] == "then Circle 1"
    QTest.keyClick(presenter, Qt.Key.Key_Left)
    assert (presenter.slide.title, presenter.slide.beside[0]) == ("Circle 2", "paused")
    for _ in range(3):
        QTest.keyClick(presenter, Qt.Key.Key_Space)
        QTest.keyClick(presenter, Qt.Key.Key_Right)
    assert presenter.slide.title == "Every circle has reported back"
    QTest.keyClick(presenter, Qt.Key.Key_Right)
    presenter.grab()


def test_a_circle_without_actions_says_so(
    show: Show, clock: SimulatedClock, example: Gathered
) -> None:
    """Or one whose file has not come: it is heard all the same."""
    report = Reporting(clock)
    report.show_circles({"9": expected(9, example.event)}, new_plenary(["9"], 200))
    presenter = show(report)
    assert presenter.slide.empty == "No action is written down here yet."
    QTest.keyClick(presenter, Qt.Key.Key_PageDown)
    QTest.keyClick(presenter, Qt.Key.Key_PageDown)
    assert presenter.slide.items == ()
    presenter.grab()


def test_the_gallery_turns_by_itself(show: Show, clock: SimulatedClock, example: Gathered) -> None:
    """Every twenty seconds the next circle, and after the last the first; Space lets it stand."""
    gallery = Gallery([reported(example.event, circle) for circle in example.circles], clock)
    presenter = show(gallery)
    seen = []
    for _ in range(7):
        seen.append(presenter.slide.title)
        clock.forward(SECONDS - 1)
        presenter._tick()
        assert presenter.slide.title == seen[-1]
        clock.forward(1)
        presenter._tick()
    assert seen == [*(f"Circle {n}" for n in range(1, 7)), "Circle 1"]
    QTest.keyClick(presenter, Qt.Key.Key_Space)
    clock.forward(100)
    presenter._tick()
    assert (gallery.paused, gallery.wait(), presenter.slide.title) == (True, None, "Circle 2")
    QTest.keyClick(presenter, Qt.Key.Key_PageUp)
    assert presenter.slide.title == "Circle 1"
    QTest.keyClick(presenter, Qt.Key.Key_Space)
    assert gallery.wait() == SECONDS
    assert not presenter.turning


@pytest.mark.slow
def test_a_slide_comes_slowly_only_where_things_may_move(
    qtbot: QtBot, show: Show, clock: SimulatedClock, example: Gathered
) -> None:
    """With movement one slide gives way to the next; the time alone changes at once."""
    reports = [reported(example.event, circle) for circle in example.circles]
    gentle = show(Gallery(reports, clock), Theme(LIGHT))
    QTest.keyClick(gentle, Qt.Key.Key_Right)
    assert gentle.turning
    gentle.grab()
    qtbot.waitUntil(lambda: not gentle.turning, timeout=5_000)
    still = show(Gallery(reports, clock))
    QTest.keyClick(still, Qt.Key.Key_Right)
    assert not still.turning
    report = reporting(clock, example, 5)
    counting = show(report, Theme(LIGHT))
    QTest.keyClick(counting, Qt.Key.Key_Space)
    clock.forward(3)
    counting.refresh()
    assert not counting.turning


def test_esc_puts_it_away_and_the_focus_is_where_it_was(
    qtbot: QtBot, clock: SimulatedClock, example: Gathered
) -> None:
    """From the full screen to the window; the next one opens in its place."""
    window = QWidget()
    button = QWidget(window)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    showing = Showing(STILL, window, Settings)
    gallery = Gallery([reported(example.event, example.circles[0])], clock)
    showing.open(gallery)
    presenter = showing.presenter
    assert presenter is not None
    assert presenter.isFullScreen()
    assert is_shown()
    qtbot.waitUntil(presenter.hasFocus)
    QTest.keyClick(presenter, Qt.Key.Key_Escape)
    assert showing.presenter is None
    assert not is_shown()
    qtbot.waitUntil(button.hasFocus)
    QApplication.processEvents()


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("letters", [20, 120, 600, 5_000])
@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (800, 600)])
def test_actions_stay_on_the_screen(count: int, letters: int, size: tuple[int, int]) -> None:
    """At every length nothing stands below the room; one alone is always whole."""
    text = ("Make time for each other " * 300)[:letters]
    items = tuple(Item(str(n + 1), text, "All six of us · by 12 July") for n in range(count))
    made = layout(Slide("Circle 1", items=items, foot="A question?"), *size)
    last = made.blocks[-1]
    high = len(last.lines) * made.font.pixelSize() * 1.25
    assert last.top + high <= made.room.bottom() + 2
    assert len(made.blocks) == count
    if count == 1 or letters <= 120:
        assert not made.cut
        assert [" ".join(line.text for line in block.lines).split() for block in made.blocks] == [
            text.split()
        ] * count


def test_actions_from_the_right_stand_at_the_right() -> None:
    """Arabic and Urdu begin where their readers look first."""
    arabic, english = Item("1", "نلتقي كل شهر"), Item("2", "We meet each month")
    made = layout(Slide("Circle 1", items=(arabic, english)), 1920, 1080)
    assert [block.from_right for block in made.blocks] == [True, False]


def test_what_is_presented_is_left_by_mouse_too(
    qtbot: QtBot, show: Show, clock: SimulatedClock, example: Gathered
) -> None:
    """It covers all that could be pressed: a right click offers the way out."""
    presenter = show(reporting(clock, example, 5))
    presenter.customContextMenuRequested.emit(QPoint(40, 40))
    assert presenter.menu.menu is not None
    (close,) = presenter.menu.menu.actions()
    with qtbot.waitSignal(presenter.closed):
        close.trigger()
