"""Where the window runs from right to left its parts change sides, and no text is turned round."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.commands.command import Cap
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, HintButton
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.chip import DONE, RowView, StateRow
from storycircle.ui.widgets.controls.keycap import HintLine, HintPart, KeyCap
from storycircle.ui.widgets.controls.text_edit import Points
from storycircle.ui.widgets.display.direction import mirror, runs
from storycircle.ui.widgets.display.label import words

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
APART = 7  # px without ink between two parts

Make = Callable[[Theme], QWidget]


@pytest.fixture(autouse=True)
def _as_found(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setLayoutDirection(LEFT)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("And then building bridges?", LEFT),
        ("ومن ثم بناء الجسور؟", RIGHT),
        ("+0:50", LEFT),
        ("11.20–11.25", LEFT),
        ("", LEFT),
    ],
)
def test_a_text_of_one_script_runs_its_own_way(
    text: str, way: Qt.LayoutDirection, mirrored: bool
) -> None:
    """Whatever the window does; a time has no script and is read from the left."""
    assert runs(text, mirrored=mirrored) == way


@pytest.mark.parametrize("text", ["Dawn G דילגה", "דילגה על Dawn G"])
def test_a_sentence_with_a_name_of_another_script_runs_as_the_window(text: str) -> None:
    """The app's sentences are in its language, whichever word comes first."""
    assert runs(text, mirrored=True) == RIGHT
    assert runs(text, mirrored=False) == LEFT


def test_mirroring_twice_changes_nothing() -> None:
    """And a part that was in the whole stays in it."""
    once = mirror(10, 30, 200, mirrored=True)
    assert once == 160
    assert mirror(once, 30, 200, mirrored=True) == 10
    assert mirror(10, 30, 200, mirrored=False) == 10


def picture(qtbot: QtBot, theme: Theme, make: Make, way: Qt.LayoutDirection) -> QImage:
    """A widget as it is drawn where the app runs one way."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(way)
    widget = make(theme)
    qtbot.addWidget(widget)
    widget.resize(max(260, widget.sizeHint().width()), widget.sizeHint().height())
    image = QImage(widget.size(), QImage.Format.Format_Grayscale8)
    image.fill(255)
    widget.render(image)
    return image


def inked(image: QImage) -> list[int]:
    """The columns in which something is darker than the ground."""
    ground = image.pixelColor(image.width() // 2, 0).lightness()
    return [
        x
        for x in range(image.width())
        if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for y in range(image.height()))
    ]


def parts(image: QImage) -> list[int]:
    """How wide each part of a picture is, from the left; some px without ink are between them."""
    found: list[list[int]] = []
    for x in inked(image):
        if found and x - found[-1][-1] < APART:
            found[-1].append(x)
        else:
            found.append([x])
    return [part[-1] - part[0] + 1 for part in found]


MIRRORED: dict[str, Make] = {
    "button": lambda theme: Button(theme, "Start", Cap("Space"), "quiet"),
    "hint button": lambda theme: HintButton(theme, "Change", Cap("F2")),
    "tick box": lambda theme: TickBox(theme, "Everyone"),
    "row": lambda theme: _row(theme, "Circle"),
}


def _row(theme: Theme, said: str) -> StateRow:
    row = StateRow(theme, pressable=False)
    row.show_view(RowView(DONE, said, after="asked"))
    return row


@pytest.mark.parametrize("name", MIRRORED)
def test_parts_stand_in_the_other_order(qtbot: QtBot, theme: Theme, name: str) -> None:
    """What is read first is at the right."""
    usual = parts(picture(qtbot, theme, MIRRORED[name], LEFT))
    turned = parts(picture(qtbot, theme, MIRRORED[name], RIGHT))
    assert len(usual) > 1
    assert turned == pytest.approx(usual[::-1], abs=2)


@pytest.mark.parametrize(("way", "at_right"), [(LEFT, True), (RIGHT, False)])
def test_the_words_of_a_hint_are_read_in_their_order(
    qtbot: QtBot, theme: Theme, way: Qt.LayoutDirection, at_right: bool
) -> None:
    """The cap that ends a sentence stands where the sentence ends."""
    parts_of_it: list[HintPart] = ["The key that does it is", ("key", Cap("F2"))]
    image = picture(qtbot, theme, lambda theme: HintLine(theme, parts_of_it), way)
    columns, edge = inked(image), []
    for x in columns:
        dark = sum(image.pixelColor(x, y).lightness() < 200 for y in range(image.height()))
        if dark > 15:  # the upright line of a cap is higher than any letter
            edge.append(x)
    assert edge
    middle = (columns[0] + columns[-1]) / 2
    assert (edge[0] > middle) == at_right


UNTURNED: dict[str, Make] = {
    "question": lambda theme: words(theme, "And then?"),
    "time over": lambda theme: words(theme, "+0:50"),
    "cap": lambda theme: KeyCap(theme, Cap("Ctrl ←")),
    "cap of two keys": lambda theme: KeyCap(theme, Cap("Shift F5")),
}


@pytest.mark.parametrize("name", UNTURNED)
def test_a_text_looks_the_same_both_ways(qtbot: QtBot, theme: Theme, name: str) -> None:
    """Its question mark stays behind it, its plus before it; a cap is as on the keyboard."""
    both = [picture(qtbot, theme, UNTURNED[name], way) for way in (LEFT, RIGHT)]
    cut = []
    for image in both:
        columns = inked(image)
        cut.append(image.copy(columns[0], 0, columns[-1] - columns[0] + 1, image.height()))
    usual, turned = cut
    assert turned.width() == pytest.approx(usual.width(), abs=1)
    dark = [
        [[image.pixelColor(x, y).lightness() < 150 for x in range(usual.width())] for image in cut]
        for y in range(usual.height())
    ]
    ink = sum(sum(row[0]) for row in dark)
    unlike = sum(a != b for row in dark for a, b in zip(*row, strict=True))
    assert unlike < ink / 2  # a part of a px further left or right is nothing


def test_the_dot_of_a_point_stands_where_it_is_read_from(qtbot: QtBot, theme: Theme) -> None:
    """In a window from right to left, at the right of an empty field and of Hebrew."""
    for way, text, right in [
        (LEFT, "", False),
        (RIGHT, "", True),
        (RIGHT, "One point", False),
        (RIGHT, "נקודה", True),
        (LEFT, "נקודה", False),
    ]:

        def made(theme: Theme, text: str = text) -> QWidget:
            field = Points(theme)
            field.setStyleSheet("border: 0")
            field.set_text(text)
            return field

        image = picture(qtbot, theme, made, way)
        columns = [x for x in inked(image) if 12 < x < image.width() - 12]
        if right:
            columns = [-x for x in reversed(columns)]
        dot = next((at for at in range(1, len(columns)) if columns[at] - columns[at - 1] > 5), 99)
        assert 5 <= min(dot, len(columns)) <= 8
