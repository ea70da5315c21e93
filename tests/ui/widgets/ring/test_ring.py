"""The ring as a widget: it lives, it can be pointed at, and it can be read out."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette
from storycircle.ui.theme.theme import Theme, load_fonts
from storycircle.ui.widgets.ring.ring import Ring
from storycircle.ui.widgets.ring.ring_model import RingView, SeatState, SeatView, Step
from tests.reach.painted import pieces, unlayered
from tests.support import as_read
from tests.support.as_read import Role

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
NAMES = ("Brian R", "Dawn G", "Sandra S", "John R", "Simon R", "Andrew H")


def view(speaker: int = 3, **changes: object) -> RingView:
    seats = tuple(
        SeatView(name, name, SeatState.SPEAKING if i == speaker else SeatState.WAITING)
        for i, name in enumerate(NAMES)
    )
    plain = RingView(seats=seats, name=NAMES[speaker], time="1:48", spoken="1 minute 48 left")
    return replace(plain, **changes)


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def shown(qtbot: QtBot, theme: Theme) -> Ring:
    ring = Ring(theme)
    qtbot.addWidget(ring)
    ring.resize(700, 640)
    ring.show_view(view())
    ring.show()
    qtbot.waitExposed(ring)
    QApplication.processEvents()
    return ring


def test_each_seat_carries_its_number_where_a_digit_calls_it(qtbot: QtBot, theme: Theme) -> None:
    """Beside every seat, and nowhere else in the ring; in one too small for them there are none."""
    ring = shown(qtbot, theme)

    def pictures() -> tuple[QImage, QImage]:
        ring.show_view(view())
        plain = ring.grab().toImage()
        ring.show_view(view(numbered=True))
        return plain, ring.grab().toImage()

    plain, numbered = pictures()
    ratio = plain.devicePixelRatio()
    changed = [
        QPoint(x, y) / ratio
        for x in range(plain.width())
        for y in range(plain.height())
        if plain.pixel(x, y) != numbered.pixel(x, y)
    ]
    points = [ring.seatPoint(name).toPoint() for name in NAMES]
    near = [min(points, key=lambda at: (at - one).manhattanLength()) for one in changed]
    assert {(at.x(), at.y()) for at in near} == {(at.x(), at.y()) for at in points}
    assert all((at - one).manhattanLength() < 80 for at, one in zip(near, changed, strict=True))
    ring.resize(150, 150)
    QApplication.processEvents()
    plain, numbered = pictures()
    assert plain == numbered


@pytest.mark.slow
def test_five_thousand_repaints(qtbot: QtBot, theme: Theme) -> None:
    """Painting loses no reference: PySide6 6.12.0 aborted the process before 5,000 repaints."""
    ring = shown(qtbot, theme)
    ring.resize(240, 240)
    states = list(SeatState)
    image = ring.grab().toImage()
    for turn in range(5_000):
        step = turn // 20  # seats change less often than time: laying them out costs most
        seats = tuple(SeatView(n, n, states[(step + i) % 6]) for i, n in enumerate(NAMES))
        ring.show_view(view(seats=seats, used=turn % 100 / 100, beads=turn % 31))
        if turn % 100 == 0:
            image = ring.grab().toImage()
        else:
            ring.repaint()
    assert not image.isNull()


def test_the_same_view_is_not_painted_again(qtbot: QtBot, theme: Theme) -> None:
    """An equal view, or an arc that has not moved a pixel, costs nothing."""
    ring = shown(qtbot, theme)
    paints = Paints(ring)
    ring.show_view(view())
    ring.show_view(view(used=0.00001))
    QApplication.processEvents()
    assert paints.count == 0
    ring.show_view(view(used=0.1))
    QApplication.processEvents()
    assert paints.count > 0


def test_a_slow_arc_still_moves(qtbot: QtBot, theme: Theme) -> None:
    """Steps too small to see add up: the arc is painted once they make a pixel."""
    ring = shown(qtbot, theme)
    paints = Paints(ring)
    for step in range(1, 101):
        ring.show_view(view(used=step * 0.0001))
        QApplication.processEvents()
    assert 5 <= paints.count <= 20


def test_a_press_chooses_a_seat(qtbot: QtBot, theme: Theme) -> None:
    """A seat that is pressed is chosen, and takes the focus."""
    ring = shown(qtbot, theme)
    with qtbot.waitSignal(ring.seatChosen) as chosen:
        QTest.mouseClick(ring, LEFT, NONE, ring.seatPoint("Dawn G").toPoint())
    assert chosen.args == ["Dawn G"]
    assert ring.focusedSeat() == "Dawn G"


def test_a_drag_asks_to_move(qtbot: QtBot, theme: Theme) -> None:
    """A seat drawn to the place two further on asks to move by two."""
    ring = shown(qtbot, theme)
    start, end = (ring.seatPoint(name).toPoint() for name in ("Dawn G", "John R"))
    with qtbot.waitSignal(ring.seatMoveRequested) as moved:
        QTest.mousePress(ring, LEFT, NONE, start)
        for step in range(1, 11):
            QTest.mouseMove(ring, QPoint(start + (end - start) * step / 10))
        QTest.mouseRelease(ring, LEFT, NONE, end)
    assert moved.args == ["Dawn G", 2]


def test_one_more_can_be_asked_for(qtbot: QtBot, theme: Theme) -> None:
    """The dashed place is pressed, or reached with Tab and answered with Enter."""
    ring = shown(qtbot, theme)
    ring.show_view(view(adding=True))
    with qtbot.waitSignal(ring.addSeatRequested):
        QTest.mouseClick(ring, LEFT, NONE, ring.seatPoint("+").toPoint())
    with qtbot.waitSignal(ring.addSeatRequested):
        QTest.keyClick(ring, Qt.Key.Key_Return)


def test_tab_goes_round_and_out(qtbot: QtBot, theme: Theme) -> None:
    """Tab goes to each seat after the speaker and then leaves: nobody is caught in the ring."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    ring, after = Ring(theme), QWidget()
    after.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column.addWidget(ring)
    column.addWidget(after)
    ring.show_view(view())
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    ring.setFocus()
    qtbot.waitUntil(ring.hasFocus)
    seen = [ring.focusedSeat()]
    for _ in range(2):
        QTest.keyClick(ring, Qt.Key.Key_Tab)
        seen.append(ring.focusedSeat())
    assert seen == ["John R", "Simon R", "Andrew H"]
    QTest.keyClick(ring, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_the_focus_goes_on_with_the_turn(qtbot: QtBot, theme: Theme) -> None:
    """On the speaker it follows the turn; elsewhere it stays with its person."""
    ring = shown(qtbot, theme)
    ring.focusSeat("John R")
    ring.show_view(view(speaker=4))
    assert ring.focusedSeat() == "Simon R"
    ring.focusSeat("Dawn G")
    ring.show_view(view(speaker=5))
    assert ring.focusedSeat() == "Dawn G"


def _seats(ring: Ring) -> list[str]:
    return [as_read.name(seat) for seat in as_read.parts(as_read.read(ring), Role.ListItem)]


def test_the_ring_is_read_as_a_list_of_seats(qtbot: QtBot, theme: Theme) -> None:
    """Each person is an item, named by how it stands with them, where their seat is painted."""
    ring = shown(qtbot, theme)
    found = as_read.read(ring)
    assert (found.role(), as_read.name(found)) == (Role.List, "The ring")
    assert _seats(ring) == [
        "1, Brian R, waiting",
        "2, Dawn G, waiting",
        "3, Sandra S, waiting",
        "4, John R, speaking",
        "5, Simon R, waiting",
        "6, Andrew H, waiting",
    ]
    turns = [as_read.description(seat) for seat in as_read.parts(found, Role.ListItem)]
    assert turns == ["", "", "", "1 minute 48 left", "", ""]
    for name, seat in zip(NAMES, as_read.parts(found, Role.ListItem), strict=True):
        at = ring.mapToGlobal(ring.seatPoint(name).toPoint())
        assert seat.rect().contains(at), name
        # A reader says "not selected" with every seat that could be.
        assert not seat.state().selectable, name
    ring.show_view(view(adding=True))
    assert _seats(ring)[-1] == "Add a name"
    passed = SeatView("Brian R", "Brian R", SeatState.PASSED, again=True)
    ring.show_view(RingView(seats=(passed, SeatView("New", "New", SeatState.AWAY))))
    assert _seats(ring) == ["1, Brian R, passed, to be asked again", "2, New, away"]


def test_the_seat_that_has_the_keys_is_read_as_in_focus(qtbot: QtBot, theme: Theme) -> None:
    """The ring keeps Qt's focus; a reader is sent to the seat, and finds it there."""
    ring = shown(qtbot, theme)
    ring.activateWindow()
    ring.setFocus()
    qtbot.waitUntil(ring.hasFocus)
    for name in ("Dawn G", "John R"):
        ring.focusSeat(name)
        seat = as_read.in_focus(ring)
        assert f", {name}, " in as_read.name(seat)
        assert seat.state().focused
        assert not as_read.read(ring).state().focused, "a reader looks for one thing in focus"
        words = ", ".join(filter(None, (as_read.name(seat), as_read.description(seat))))
        assert as_read.description(as_read.read(ring)) == words
    ring.show_view(replace(view(), seats=view().seats[2:]))
    assert as_read.name(as_read.in_focus(ring)).startswith("2, John R"), "it stays with its person"


def test_what_is_asked_is_read_with_the_seat_that_has_the_keys(qtbot: QtBot, theme: Theme) -> None:
    """For a reader that hears no announcements; the turn comes first, and others say nothing."""
    ring = shown(qtbot, theme)
    ring.activateWindow()
    ring.setFocus()
    qtbot.waitUntil(ring.hasFocus)
    ring.focusSeat("Dawn G")
    ring.set_asked("Has Dawn G begun?")
    found = as_read.read(ring)
    asked = [as_read.description(seat) for seat in as_read.parts(found, Role.ListItem)]
    assert asked == ["", "Has Dawn G begun?", "", "1 minute 48 left", "", ""]
    ring.focusSeat("John R")
    asked = [as_read.description(seat) for seat in as_read.parts(found, Role.ListItem)]
    assert asked == ["", "", "", "1 minute 48 left. Has Dawn G begun?", "", ""]
    ring.set_asked("")
    assert as_read.description(as_read.in_focus(ring)) == "1 minute 48 left"


def test_a_reader_presses_a_seat_as_a_click_does(qtbot: QtBot, theme: Theme) -> None:
    """The seat is chosen, and the place for one more asks for a name."""
    ring = shown(qtbot, theme)
    ring.show_view(view(adding=True))
    *_seated, last, more = as_read.parts(as_read.read(ring), Role.ListItem)
    with qtbot.waitSignal(ring.seatChosen) as chosen:
        as_read.press(last)
    assert chosen.args == ["Andrew H"]
    assert ring.focusedSeat() == "Andrew H"
    with qtbot.waitSignal(ring.addSeatRequested):
        as_read.press(more)


def test_the_time_is_a_value_that_is_never_out_of_date(qtbot: QtBot, theme: Theme) -> None:
    """Whoever asks hears the seconds that are left, whose they are, and how many are over."""
    ring = shown(qtbot, theme)
    assert not as_read.parts(as_read.read(ring), Role.ProgressBar), "no turn is timed"
    for left, said in ((250, "four minutes ten seconds left"), (0, "no time left")):
        ring.show_view(view(left=left, whole=250, time=str(left)))
        (time,) = as_read.parts(as_read.read(ring), Role.ProgressBar)
        assert as_read.name(time) == "Time of John R"
        assert time.valueInterface().currentValue() == left
        assert time.valueInterface().maximumValue() == 250
        assert as_read.description(time) == said
    ring.show_view(view(left=-50, whole=250, time="+0:50"))
    assert time.valueInterface().currentValue() == -50
    assert as_read.description(time) == "fifty seconds over"


def test_what_is_read_takes_no_click(qtbot: QtBot, theme: Theme) -> None:
    """The seats that are read lie over those that are painted, and the pointer goes through."""
    ring = shown(qtbot, theme)
    for name in NAMES:
        assert ring.childAt(ring.seatPoint(name).toPoint()) is None


def test_the_screens_keys_pass_through(qtbot: QtBot, theme: Theme) -> None:
    """Space, arrows and letters are the screen's: the ring lets them by."""
    window = QWidget()
    qtbot.addWidget(window)
    ring = Ring(theme, parent=window)
    ring.show_view(view())
    window.show()
    heard: list[int] = []
    window.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_P):
        QTest.keyClick(ring, key)
    assert heard == [Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_P]


def test_an_empty_ring_is_a_ring(qtbot: QtBot, theme: Theme) -> None:
    """Nobody yet, at any size: nothing breaks, and Tab does not stay."""
    ring = Ring(theme)
    qtbot.addWidget(ring)
    for size in (200, 400):
        ring.resize(size, size)
        for adding in (False, True):
            ring.show_view(RingView(adding=adding))
            assert not ring.grab().isNull()
    assert ring.focusedSeat() is None


def test_the_tip_in_the_middle_is_the_name_in_full(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name there may end early; outside of the arc, between two seats, there is no tip."""
    tips: list[str] = []
    monkeypatch.setattr(
        "storycircle.ui.widgets.ring.ring.show_tip", lambda _at, text, _on: tips.append(text)
    )
    ring = shown(qtbot, theme)
    ring.show_view(view(name="Bartholomew Featherstonehaugh-Cholmondeley"))
    middle = ring.seatPoint("nobody").toPoint()
    for at in (middle, QPoint(2, 2)):
        QApplication.sendEvent(ring, QHelpEvent(QEvent.Type.ToolTip, at, ring.mapToGlobal(at)))
    assert tips == ["Bartholomew Featherstonehaugh-Cholmondeley", ""]


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_in_the_least_room_name_and_time_are_whole_and_large(qtbot: QtBot, scale: float) -> None:
    """Whose turn it is, and the time, with eleven long names: both are whole, and what is painted
    of the time is no smaller than the name; the others have their initials.
    """
    load_fonts()  # on Windows there are no others without a screen
    theme = Theme(LIGHT, scale)
    ring = Ring(theme, timed=True)
    qtbot.addWidget(ring)
    ring.resize(628, theme.px(50) + 150)
    name = "Bartholomew Featherstonehaugh"
    long = (name, *(f"Alexandra Papadopoulou the {at}th" for at in range(10)))
    states = (SeatState.SPEAKING, *(SeatState.WAITING,) * 10)
    seats = tuple(SeatView(str(at), who, states[at]) for at, who in enumerate(long))
    for time in ("0:05", "1:48", "+10:42"):
        ring.show_view(RingView(seats, name=name, time=time, lines=("over 4:00",)))
        with unlayered():
            painted = {piece.text: piece.ink for piece in pieces(ring)}
        assert all(ring.rect().toRectF().contains(ink) for ink in painted.values())
        assert not painted[name].intersects(painted[time])
        # Figures are as high as capitals: seven tenths of a name that reaches below the line, and
        # just that where a system draws letters in whole pixels.
        assert painted[time].height() >= 0.7 * painted[name].height()
        assert "BF" in painted
        assert not any(who in text for who in long[1:] for text in painted)


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
def test_each_step_to_the_end_is_seen_without_colour(qtbot: QtBot, palette: Palette) -> None:
    """Half a minute before the end, and from the end on, the arc has another form in grey too."""
    ring = shown(qtbot, Theme(palette, still=True))
    pictures = []
    for step in Step:
        ring.show_view(view(used=0.9, step=step))
        QApplication.processEvents()
        pictures.append(ring.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    dark = [_unlike(pictures[0], picture) for picture in pictures]
    assert dark[0] == 0
    assert dark[1] > 2_000
    assert _unlike(pictures[1], pictures[2]) > 1_000


def _unlike(one: QImage, other: QImage) -> int:
    """Pixels that differ so much that it is seen."""
    shades = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return sum(abs(first - second) > 40 for first, second in shades)
