"""A click counts where a button was pressed, though the page is laid out anew under the pointer."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

import storycircle
from storycircle.core.commands.command import NO_CAP
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, HintButton, Link
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.chip import PressChip, StateRow
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.display.card import Card
from tests.support.syntax import nodes_of

LEFT = Qt.MouseButton.LeftButton
KINDS = ("button", "hint", "link", "tick", "chip", "row", "choice", "card")


def _made(kind: str, theme: Theme) -> QWidget:
    """A widget of a kind that can be pressed."""
    if kind == "choice":
        choice = Choice(theme, (("a", "One"), ("b", "Two")))
        return choice.findChildren(QAbstractButton)[1]
    made: dict[str, Callable[[], QWidget]] = {
        "button": lambda: Button(theme, "Next"),
        "hint": lambda: HintButton(theme, "Change the words", NO_CAP),
        "link": lambda: Link(theme, "Add another"),
        "tick": lambda: TickBox(theme, "Pause"),
        "chip": lambda: PressChip(theme, "Dawn"),
        "row": lambda: StateRow(theme, pressable=True),
        "card": lambda: Card(theme, pressable=True),
    }
    return made[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_clicked_though_it_moves_as_it_is_pressed(
    qtbot: QtBot, theme: Theme, kind: str
) -> None:
    """Let go in the place of the press: clicked once. Let go beside both places: not at all."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(700, 200)
    widget = _made(kind, theme)
    widget.setParent(page)
    with qtbot.waitExposed(page):
        page.show()
    widget.show()
    clicks: list[bool] = []
    (widget.pressed if isinstance(widget, Card) else widget.clicked).connect(  # type: ignore[attr-defined]
        lambda *_: clicks.append(True)
    )
    for off, wanted in ((QPoint(), 1), (QPoint(0, 90), 1), (QPoint(), 2)):
        widget.setGeometry(10, 10, 120, 40)
        at = page.mapToGlobal(QPoint(70, 30))
        QTest.mousePress(widget, LEFT, pos=widget.mapFromGlobal(at))
        widget.setGeometry(200, 10, 90, 40)
        QTest.mouseMove(widget, widget.mapFromGlobal(at + off + QPoint(1, 0)))
        QTest.mouseRelease(widget, LEFT, pos=widget.mapFromGlobal(at + off))
        assert len(clicks) == wanted, (kind, off)


def test_every_class_of_button_is_steady() -> None:
    """A new kind of button has the rule too."""
    root = Path(storycircle.__file__).parent
    qt = {"QAbstractButton", "QPushButton", "QToolButton", "QRadioButton", "QCheckBox"}
    bare = []
    texts = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    named = [path for path, text in texts.items() if any(one in text for one in qt)]
    assert len(named) > 5
    for path in named:
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef):
                bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
                if qt & set(bases) and bases[0] != "SteadyPress":
                    bare.append(node.name)
    assert bare == []
