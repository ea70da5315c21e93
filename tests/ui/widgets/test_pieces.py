"""The smaller widgets: what they say, take and refuse."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.commands import keys
from storycircle.core.commands.command import NO_CAP
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.chip import PressChip
from storycircle.ui.widgets.controls.choice import Choice, Pick
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.controls.text_edit import Lines, Points, Writing
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.message import Answer, Message, Notice, Saved, SavedState
from storycircle.ui.widgets.display.rail import Rail, RailStage, RailView, StageState
from storycircle.ui.widgets.display.tip import plain_tip
from tests.support.windows import shown
from tests.ui.widgets import gallery

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
MARKUP = "<b>Tom</b> & <img src='x'> Jerry"


def test_a_button_that_cannot_be_pressed_says_why(qtbot: QtBot, theme: Theme) -> None:
    """Not now: neither mouse nor keys press it; Tab finds it, and it has a reason."""
    button = Button(theme, "Let it leave", keys.LET_LEAVE.cap)
    qtbot.addWidget(button)
    pressed: list[bool] = []
    reasons: list[str] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.refused.connect(reasons.append)
    button.set_not_now("Ask first.")
    QTest.mouseClick(button, LEFT)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == []
    assert reasons == ["Ask first."] * 3
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.set_not_now("")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(button, key)
    QTest.mouseClick(button, LEFT)
    assert len(pressed) == 3


def test_the_focus_ring_is_not_cut_off(qtbot: QtBot, theme: Theme) -> None:
    """It lies on the nearest ancestor with room for it, follows its widget, and goes with focus."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    tight = QWidget(window)
    first, second = Button(theme, "One", parent=tight), Button(theme, "Two", parent=tight)
    second.move(0, 60)
    tight.setGeometry(50, 50, 200, 100)
    window.show()
    window.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    ring = first._ring._overlay
    assert ring is not None
    assert ring.parentWidget() is window
    assert ring.pos() == QPoint(46, 46)
    tight.move(70, 50)
    assert ring.pos() == QPoint(66, 46)
    second.setFocus()
    assert first._ring._overlay is None
    second.deleteLater()


def test_a_button_with_a_key_is_wider(qtbot: QtBot, theme: Theme) -> None:
    """The cap is part of the button, and goes when the key does."""
    button = Button(theme, "Pass", keys.PASS.cap, tall=True)
    qtbot.addWidget(button)
    wide = button.sizeHint().width()
    button.set_key(NO_CAP)
    assert button.sizeHint().width() < wide
    assert button.sizeHint().height() == 48
    assert Button(theme, "Pass").sizeHint().height() == 40


def test_ampersands_are_letters(qtbot: QtBot, theme: Theme) -> None:
    """A name with an ampersand is no access key, and is read out as typed."""
    for made in (Button(theme, MARKUP), PressChip(theme, MARKUP)):
        qtbot.addWidget(made)
        assert made.shortcut().isEmpty()
        assert made.accessibleName() == MARKUP


def test_what_people_typed_is_never_markup(qtbot: QtBot, theme: Theme) -> None:
    """Labels and fields show the letters, and tooltips escape them."""
    words = label.words(theme, MARKUP)
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.text() == MARKUP
    assert "<b>" not in plain_tip(MARKUP)
    writing = Writing(theme)
    qtbot.addWidget(writing)
    writing.set_text(MARKUP)
    assert writing.text() == MARKUP


def test_pasting_brings_words_only(qtbot: QtBot, theme: Theme) -> None:
    """Pictures, fonts and links stay outside; in a single line, so do line ends."""
    data = QMimeData()
    data.setHtml("<h1>One</h1><img src='http://example.org/x.png'>")
    data.setText("One\r\nTwo")
    points, single = Points(theme), Writing(theme, single=True)
    for widget, expected in ((points, "One\nTwo"), (single, "One Two")):
        qtbot.addWidget(widget)
        widget.insertFromMimeData(data)
        assert widget.text() == expected


def test_points_go_in_and_come_out(qtbot: QtBot, theme: Theme) -> None:
    """A point a line, a tab for each step in; the same text does not move the cursor."""
    points = Points(theme)
    qtbot.addWidget(points)
    text = "One\n\tTwo\n\t\tThree\nFour"
    points.set_text(text)
    assert points.text() == text
    cursor = points.textCursor()
    cursor.setPosition(5)
    points.setTextCursor(cursor)
    points.set_text(text)
    assert points.textCursor().position() == 5
    assert not points.document().isUndoAvailable()


def test_points_are_typed(qtbot: QtBot, theme: Theme) -> None:
    """Enter makes the next point, Alt and an arrow set it in and out, and so does Backspace."""
    points = Points(theme)
    qtbot.addWidget(points)
    QTest.keyClicks(points, "One")
    QTest.keyClick(points, Qt.Key.Key_Return)
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(points, Qt.Key.Key_Right, alt)
    QTest.keyClicks(points, "Two")
    assert points.text() == "One\n\tTwo"
    QTest.keyClick(points, Qt.Key.Key_Left, alt)
    assert points.text() == "One\nTwo"
    QTest.keyClick(points, Qt.Key.Key_Right, alt)
    QTest.keyClick(points, Qt.Key.Key_Home)
    QTest.keyClick(points, Qt.Key.Key_Backspace)
    assert points.text() == "One\nTwo"


def test_points_keep_their_form_on_empty_lines(qtbot: QtBot, theme: Theme) -> None:
    """Enter on an empty point brings it out by a step, then makes another; each dot stands where
    its depth says, and each line is as high as the first.
    """
    points = Points(theme)
    qtbot.addWidget(points)
    QTest.keyClicks(points, "One")
    QTest.keyClick(points, Qt.Key.Key_Return)
    QTest.keyClick(points, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(points, Qt.Key.Key_Return)
    assert points.text() == "One\n"
    QTest.keyClick(points, Qt.Key.Key_Return)
    QTest.keyClicks(points, "Two")
    assert points.text() == "One\n\nTwo"
    block, forms = points.document().begin(), set()
    while block.isValid():
        form = block.blockFormat()
        forms.add((form.indent(), form.leftMargin(), form.lineHeight(), form.bottomMargin()))
        block = block.next()
    assert forms == {(0, theme.px(24), 26.0, theme.px(8))}


def test_nobody_is_caught_in_points(qtbot: QtBot, theme: Theme) -> None:
    """Tab and Shift+Tab leave them as they leave any field, and change nothing."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, points, after = Field(theme), Points(theme), Field(theme)
    for field in (before, points, after):
        column.addWidget(field)
    points.set_text("One\n\tTwo")
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    for key, to in ((Qt.Key.Key_Tab, after), (Qt.Key.Key_Backtab, before)):
        points.setFocus()
        qtbot.waitUntil(points.hasFocus)
        QTest.keyClick(points, key)
        assert to.hasFocus()
    assert points.text() == "One\n\tTwo"
    assert "Alt" in points.accessibleDescription()


def test_lines_keep_even_heights_as_they_are_typed(qtbot: QtBot, theme: Theme) -> None:
    """A new line is set like the first, also after everything was deleted."""
    lines = Lines(theme)
    qtbot.addWidget(lines)
    QTest.keyClicks(lines, "Brian R")
    lines.selectAll()
    QTest.keyClick(lines, Qt.Key.Key_Delete)
    QTest.keyClicks(lines, "Dawn G, health visiting")
    QTest.keyClick(lines, Qt.Key.Key_Return)
    QTest.keyClicks(lines, "Sandra S")
    assert lines.text() == "Dawn G, health visiting\nSandra S"
    block = lines.document().begin()
    while block.isValid():
        assert block.blockFormat().lineHeight() == 32
        block = block.next()


def test_a_field_grows_with_its_text(qtbot: QtBot, theme: Theme) -> None:
    """An action takes the lines it needs, and Enter ends it."""
    action = shown(qtbot, Writing(theme, grows=True, single=True), 300, 40, front=False)
    low = action.sizeHint().height()
    action.set_text("a long action " * 20)
    assert action.sizeHint().height() > low + 100
    with qtbot.waitSignal(action.enterPressed):
        QTest.keyClick(action, Qt.Key.Key_Return)


def test_a_field_that_grows_is_as_high_as_its_hint(qtbot: QtBot, theme: Theme) -> None:
    """In a narrow window a hint of several lines was cut at the first."""
    action = Writing(theme, "write as you listen, or not at all, in a few words", grows=True)
    qtbot.addWidget(action)
    assert action.heightForWidth(180) > action.heightForWidth(900) + 30
    assert action.heightForWidth(900) == Writing(theme, grows=True).heightForWidth(900)


def test_a_field_that_is_measured_leaves_no_copy_of_its_text(qtbot: QtBot, theme: Theme) -> None:
    """A page measures it at each letter: each copy would stay in memory until the app ends."""
    action = Writing(theme, grows=True)
    qtbot.addWidget(action)
    action.set_text("a story that nobody else should find " * 20 + "\n\nand another line")
    copy = action.document().clone(action)  # Qt's own, which is the measure of ours
    highs = []
    for width in (120, 300, 601):
        copy.setTextWidth(width)
        highs.append(round(copy.size().height()))
    edges = {action.heightForWidth(w + 16) - h for w, h in zip((120, 300, 601), highs, strict=True)}
    assert edges == {8}, "as high as Qt sets it, with the edge above and below"
    before = _resident()
    for width in range(300, 700):
        action.heightForWidth(width)
    assert _resident() - before < 8_000_000, "400 copies of it are more than 20 MB"


def _resident() -> int:
    """The bytes of memory that the process has; 0 where the system does not say so in a file."""
    said = Path("/proc/self/statm")
    return int(said.read_text().split()[1]) * 4096 if said.exists() else 0


def test_a_choice_is_of_one(qtbot: QtBot, theme: Theme) -> None:
    """Arrow keys and the pointer choose; setting it from outside is no choosing."""
    choice = shown(
        qtbot, Choice(theme, [("a", "One"), ("b", "Two"), ("c", "Three")]), 300, 40, front=False
    )
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    choice.set_value("a")
    assert (choice.value(), chosen) == ("a", [])
    choice.activateWindow()
    choice.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Right)
    assert (choice.value(), chosen) == ("b", ["b"])
    last = choice.childAt(QPoint(280, 20))
    assert last is not None
    QTest.mouseClick(last, LEFT)
    assert chosen == ["b", "c"]
    choice.set_value("")
    assert choice.value() == ""


def test_a_message_is_answered_with_enter_and_closed_with_esc(qtbot: QtBot, theme: Theme) -> None:
    """Enter is the first answer wherever the focus is, Esc goes back."""
    message = Message(theme, "Time is short.", "", [Answer("a", "Shorter"), Answer("b", "Later")])
    qtbot.addWidget(message)
    answers: list[str] = []
    message.answered.connect(answers.append)
    QTest.keyClick(message, Qt.Key.Key_Return)
    assert answers == ["a"]
    with qtbot.waitSignal(message.closed):
        QTest.keyClick(message, Qt.Key.Key_Escape)


def test_a_notice_takes_no_focus(qtbot: QtBot, theme: Theme) -> None:
    """It lies at the foot of its parent, leaves the keyboard alone, and can be undone."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    field = Field(theme, parent=window)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    notice = Notice(theme, window)
    notice.say("Sandra S passed.", undo=True)
    assert field.hasFocus()
    assert window.rect().contains(notice.geometry())
    with qtbot.waitSignal(notice.undoRequested):
        QTest.mouseClick(notice._undo, LEFT)
    assert notice.isHidden()


def test_a_notice_goes_by_what_can_be_pressed(qtbot: QtBot, theme: Theme) -> None:
    """Also by a button that comes up under it; by one that cannot be pressed it does not."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    button = Button(theme, "Print the sheet", parent=window)
    window.show()
    notice = Notice(theme, window)
    notice.say("Sandra S passed.", undo=True)
    place = notice.geometry()
    button.move(place.topLeft() + QPoint(30, 10))
    qtbot.waitUntil(lambda: not notice.geometry().intersects(button.geometry()))
    notice.hide()
    button.setEnabled(False)
    notice.say("Sandra S passed.", undo=True)
    assert notice.geometry() == place


def test_on_a_page_that_is_full_a_notice_lies_above_what_is_kept_free(
    qtbot: QtBot, theme: Theme
) -> None:
    """The page stays as it is, and the notice says that it had no place."""
    window = QWidget()
    qtbot.addWidget(window)
    field = Writing(theme)
    layouts.column(window, 0).addWidget(field)
    window.resize(500, 300)
    window.show()
    qtbot.waitUntil(lambda: field.height() == 300)
    notice = Notice(theme, window)
    notice.keep_free(0, lambda: 90)
    notice.say("Sandra S passed.")
    assert notice.crowded
    assert window.rect().adjusted(0, 0, 0, -90).contains(notice.geometry())
    assert field.height() == 300
    field.setEnabled(False)  # nothing of it can be pressed
    notice.say("Sandra S passed.")
    assert not notice.crowded


def test_saving_is_said_only_after_a_while(qtbot: QtBot, theme: Theme) -> None:
    """A save of a moment never flickers."""
    saved = Saved(theme)
    qtbot.addWidget(saved)
    saved.set_state(SavedState.SAVING)
    assert saved.accessibleName() == "Saved"
    saved.set_state(SavedState.SAVED)
    qtbot.wait(350)
    assert saved.accessibleName() == "Saved"
    saved.set_state(SavedState.SAVING)
    qtbot.waitUntil(lambda: saved.accessibleName().startswith("Saving"), timeout=1000)


def test_a_stage_can_be_asked_for(qtbot: QtBot, theme: Theme) -> None:
    """Each stage is a control with a name, folded or not."""
    rail = Rail(theme)
    qtbot.addWidget(rail)
    stages = tuple(RailStage(name, "until 11.20", StageState.NOW) for name in ("Gather", "Open"))
    rail.show_view(RailView("Circle 5", "", stages, "11.36", "on time", "Ends at 11.50"))
    rail.resize(216, 700)
    rail.show()
    asked: list[int] = []
    rail.stageRequested.connect(asked.append)
    for folded, width in ((False, 216), (True, 72)):
        rail.setFolded(folded)
        assert rail.width() == width
        QTest.mouseClick(rail.stages[1], LEFT)
    assert asked == [1, 1]
    assert rail.stages[1].accessibleName() == "Open, until 11.20, now"


def test_a_flow_goes_onto_the_next_row(qtbot: QtBot, theme: Theme) -> None:
    """Chips that do not fit beside each other stand below; nothing is cut."""
    box = QWidget()
    qtbot.addWidget(box)
    flow = Flow(8, 8, box)
    for name in ("Brian R", "Dawn G", "Sandra S", "John R"):
        flow.addWidget(PressChip(theme, name))
    assert flow.heightForWidth(1000) == 32
    assert flow.heightForWidth(200) == 72


def test_lines_break_at_words(theme: Theme) -> None:
    """A sentence is broken between words; a word of 500 letters is broken all the same."""
    lines = break_lines("how are we discovering", theme.sans(16), 90)
    assert " ".join(line.text for line in lines) == "how are we discovering"
    assert len(lines) > 1
    assert all(line.width <= 90 for line in break_lines("x" * 500, theme.sans(16), 90))


def test_a_pick_has_values(qtbot: QtBot, theme: Theme) -> None:
    """Options carry a value beside their words."""
    pick = Pick(theme, [("a", "First"), ("b", "Second")])
    qtbot.addWidget(pick)
    assert pick.value() == "a"
    pick.set_value("b")
    assert (pick.value(), pick.currentText()) == ("b", "Second")


def test_a_label_names_its_field(qtbot: QtBot, theme: Theme) -> None:
    """A screen reader hears the label of the field it is in."""
    field = Field(theme)
    box = labelled(theme, "Title", field)
    qtbot.addWidget(box)
    assert field.accessibleName() == "Title"


@pytest.mark.slow
def test_everything_paints_in_every_theme(qtbot: QtBot, theme: Theme) -> None:
    """Each widget draws itself in light, dark, both high contrasts, and at 200 %."""
    for palette in gallery.PALETTES.values():
        for scale in (1.0, 2.0):
            sheet = gallery.gallery(Theme(palette, scale, still=True))
            qtbot.addWidget(sheet)
            assert not sheet.grab().isNull()
    assert theme.scale == 1
