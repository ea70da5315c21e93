"""Dialogue and Commit at the window: ideas and actions by key and by drag, and what is noted."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core import actions, stories
from storycircle.core.afterwards.stalls import StallPlan
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.name_review import sought_in
from storycircle.core.consent.shareable import leaving, what_leaves, what_stays
from storycircle.core.model import Event
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.action_card import OWN, ActionCard
from storycircle.ui.circle.commit_screen import CommitScreen
from storycircle.ui.circle.dialogue_screen import DialogueScreen
from storycircle.ui.circle.drag_and_drop import carried
from storycircle.ui.session.session import Session
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.keycap import KeyCap
from storycircle.ui.widgets.display.label import Text
from tests.support.windows import shown

EVENT = Event("e", "E", headings=("One", "Two"), stalls=("Play on Wheels", "Sure Start"))
IDEAS = ("Meet each month", "Swap desks", "Joint lunch", "A who’s who")
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A window with a circle of three in Commit, with four ideas."""
    library.save_event(EVENT)
    made = shown(qtbot, Window(theme, library, clock), 1280, 800, front=False)
    made.start_circle()
    session = _session(made)
    session.members.set_names("Brian R\nDawn G\nCy")
    for text in IDEAS:
        session.act_on(actions.with_idea(session.state.circle, text))
    session.time.go(Stage.COMMIT)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _session(window: Window) -> Session:
    assert window.session is not None
    return window.session


def _screen(window: Window) -> CommitScreen:
    screen = window.findChild(CommitScreen)
    assert screen is not None
    return screen


def _texts(window: Window) -> tuple[list[str], list[str]]:
    """The words of the actions, and of the ideas."""
    circle = _session(window).state.circle
    return [a.text for a in circle.actions], [i.text for i in circle.ideas]


def _press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)
    QApplication.processEvents()


def _commit(window: Window, count: int) -> None:
    for _ in range(count):
        _screen(window).commit(_session(window).state.circle.ideas[0].id)
    QApplication.processEvents()


def _drop(target: QWidget, kind: str, id_: str, y: float) -> None:
    """Let go of an idea or an action above a widget, so far from its top."""
    data = carried(kind, id_)
    none = Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    left, at = Qt.MouseButton.LeftButton, QPointF(20, y)
    enter = QDragEnterEvent(at.toPoint(), move, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(at, move, data, left, none))
    QApplication.processEvents()


def _column(window: Window) -> QWidget:
    inner = _screen(window)._area.widget()
    assert inner is not None
    return inner


def test_ideas_are_typed_fast_and_counted(window: Window) -> None:
    """Enter adds, a digit notes the hands, Delete takes away; nothing of it is printed."""
    session = _session(window)
    session.time.go(Stage.DIALOGUE)
    screen = window.findChild(DialogueScreen)
    assert screen is not None
    screen.ideas.field.setFocus()
    QTest.keyClicks(screen.ideas.field, "Walk over")
    _press(Qt.Key.Key_Return)
    QTest.keyClicks(screen.ideas.field, "Ring first")
    _press(Qt.Key.Key_Return)
    screen.ideas.rows[-1].setFocus()
    _press(Qt.Key.Key_5)
    assert [(i.text, i.hands) for i in session.state.circle.ideas][-2:] == [
        ("Walk over", 0),
        ("Ring first", 5),
    ]
    screen.ideas.rows[0].setFocus()
    _press(Qt.Key.Key_Delete)
    assert _texts(window)[1][0] == "Swap desks"
    assert leaving(session.state.circle).circle.ideas == ()


def test_an_idea_is_committed_and_comes_back_by_key(window: Window) -> None:
    """Ctrl Up and Ctrl Down; who, by when, heading and where it arose stay with it."""
    session = _session(window)
    _screen(window).entered()
    _press(Qt.Key.Key_Up, CTRL)
    assert _texts(window) == (["Meet each month"], list(IDEAS[1:]))
    action = session.state.circle.actions[0].id
    who = (session.state.circle.members[1].id,)
    changed = actions.with_action(
        session.state.circle, action, who=who, by="12 July", heading="Two"
    )
    session.act_on(actions.with_action(changed, action, arising=("Sure Start", "")))
    _screen(window).open_action(action)
    _press(Qt.Key.Key_Down, CTRL)
    back = session.state.circle.ideas[-1]
    assert (back.text, back.who, back.by, back.heading, back.stall) == (
        "Meet each month",
        who,
        "12 July",
        "Two",
        "Sure Start",
    )
    _screen(window).commit(back.id)
    again = session.state.circle.actions[0]
    assert (again.who, again.by, again.heading, again.stall) == (who, "12 July", "Two", back.stall)


def test_a_fourth_is_refused_kindly_by_key_and_by_drag(window: Window) -> None:
    """The swap is offered either way: 2 makes room, Esc keeps it with the ideas."""
    _commit(window, 3)
    screen = _screen(window)
    screen.entered()
    _press(Qt.Key.Key_Up, CTRL)
    assert screen.swap.isVisible()
    _press(Qt.Key.Key_Escape)
    assert _texts(window) == (list(IDEAS[:3]), [IDEAS[3]])
    _drop(_column(window), "idea", _session(window).state.circle.ideas[0].id, 5)
    assert screen.swap.isVisible()
    _press(Qt.Key.Key_2)
    assert _texts(window) == ([IDEAS[0], IDEAS[3], IDEAS[2]], [IDEAS[1]])


@pytest.mark.slow
def test_actions_are_reordered_by_key(window: Window) -> None:
    """Alt Up and Alt Down; the action keeps the keyboard, closed or open."""
    _commit(window, 3)
    screen = _screen(window)
    screen.cards[2].setFocus()
    _press(Qt.Key.Key_Up, ALT)
    assert _texts(window)[0] == [IDEAS[0], IDEAS[2], IDEAS[1]]
    assert screen.cards[1].hasFocus()
    _press(Qt.Key.Key_Down, ALT)
    assert _texts(window)[0] == list(IDEAS[:3])
    screen.open_action(_session(window).state.circle.actions[0].id)
    _press(Qt.Key.Key_Down, ALT)
    assert _texts(window)[0] == [IDEAS[1], IDEAS[0], IDEAS[2]]
    assert screen.cards[1].has_focus()


@pytest.mark.slow
def test_ideas_and_actions_are_dragged(window: Window) -> None:
    """An idea to a place among the actions, an action up and down, and back to the ideas."""
    _commit(window, 2)
    session, column = _session(window), _column(window)
    _drop(column, "idea", session.state.circle.ideas[0].id, 2)
    assert _texts(window)[0] == [IDEAS[2], IDEAS[0], IDEAS[1]]
    _drop(column, "action", session.state.circle.actions[0].id, column.height() - 2)
    assert _texts(window)[0] == [IDEAS[0], IDEAS[1], IDEAS[2]]
    _drop(column, "action", session.state.circle.actions[1].id, 1)
    assert _texts(window)[0] == [IDEAS[1], IDEAS[0], IDEAS[2]]
    _drop(_screen(window).ideas, "action", session.state.circle.actions[1].id, 40)
    assert _texts(window) == ([IDEAS[1], IDEAS[2]], [IDEAS[3], IDEAS[0]])
    before = _texts(window)
    _drop(column, "idea", "gone", 1)
    _drop(column, "action", "gone", 1)
    _drop(_screen(window).ideas, "action", "gone", 1)
    assert _texts(window) == before


@pytest.mark.parametrize("kind", ["idea", "action"])
def test_a_drag_begins_under_the_mouse(
    window: Window, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Pressed and moved, the row or card is in hand; a mere click carries nothing."""
    _commit(window, 1)
    screen = _screen(window)
    widget: QWidget = screen.ideas.rows[0] if kind == "idea" else screen.cards[0]
    in_hand: list[str] = []

    def exec_(drag: QDrag, _action: Qt.DropAction) -> Qt.DropAction:
        in_hand.extend(drag.mimeData().formats())
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", exec_)
    button = Qt.MouseButton.LeftButton
    QTest.mouseClick(widget, button, pos=QPoint(10, 10))
    assert in_hand == []
    QTest.mousePress(widget, button, pos=QPoint(10, 10))
    QTest.mouseMove(widget, QPoint(12, 10))
    assert in_hand == []
    QTest.mouseMove(widget, QPoint(60, 30))
    QTest.mouseRelease(widget, button, pos=QPoint(60, 30))
    assert in_hand == [f"application/x-storycircle-{kind}"]


def test_the_key_beside_an_idea_is_pressed_by_mouse_too(window: Window) -> None:
    """It looks like a button: one click commits, a double click the one idea it was made on, and
    another button nothing.
    """
    button = Qt.MouseButton.LeftButton
    ideas = _screen(window).ideas
    assert _texts(window)[0] == []
    first = ideas.rows[0].findChildren(KeyCap)[0]
    QTest.mouseClick(first, button)
    one = [IDEAS[0]], list(IDEAS[1:])
    assert _texts(window) == one
    QApplication.processEvents()
    second = ideas.rows[0].findChildren(KeyCap)[0]  # under the pointer by now
    QTest.mouseDClick(second, button)
    QTest.mouseRelease(second, button)
    assert _texts(window) == one
    QTest.mouseClick(ideas.rows[-1].findChildren(KeyCap)[0], Qt.MouseButton.RightButton)
    assert _texts(window) == one
    QTest.mouseClick(second, button)
    assert _texts(window) == (list(IDEAS[:2]), list(IDEAS[2:]))


def test_an_idea_stands_off_the_frame_it_has_in_focus(window: Window) -> None:
    """Its words and its keys, on every side."""
    (row, *_others) = _screen(window).ideas.rows
    row.setFocus()
    QApplication.processEvents()
    inside = row.rect().adjusted(8, 8, -8, -8)
    parts: list[QWidget] = [*row.findChildren(Text), *row.findChildren(KeyCap)]
    assert len(parts) > 1
    for part in parts:
        assert inside.contains(QRect(part.mapTo(row, QPoint()), part.size()))


def test_who_and_by_when_are_noted(window: Window) -> None:
    """Everyone with one press, or some; by when as it is said."""
    _commit(window, 1)
    session, screen = _session(window), _screen(window)
    action = session.state.circle.actions[0].id
    screen.open_action(action)
    card = screen.cards[0]
    assert "names nobody and no time yet" in screen._sentence.text()
    card.everyone.click()
    assert session.state.circle.actions[0].who == tuple(m.id for m in session.state.circle.members)
    card.who[session.state.circle.members[0].id].click()
    assert len(session.state.circle.actions[0].who) == 2
    card.terms.by.setFocus()
    QTest.keyClicks(card.terms.by, "next review")
    _press(Qt.Key.Key_Tab)
    assert session.state.circle.actions[0].by == "next review"
    assert "names nobody" not in screen._sentence.text()


def test_somebody_outside_the_circle_is_named_and_travels(
    window: Window, library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Typed on the card; in the circle file, in the other laptop's library, and back."""
    session, screen = _session(window), _screen(window)
    screen.setFocus()
    session.act_on(actions.committed(session.state.circle, session.state.circle.ideas[0].id))
    card = screen.findChildren(ActionCard)[0]
    card.openRequested.emit()
    card.who[session.state.circle.members[0].id].click()
    card.outside.setFocus()
    QTest.keyClicks(card.outside, "Megan Pugh")
    session.save()
    flush_all(window)
    (action,) = session.state.circle.actions
    assert session.state.circle.named(action) == (["Brian R"], ["Megan Pugh"])
    card.set_open(on=False)
    assert "Brian R, Megan Pugh" in card.accessibleDescription()
    assert "Megan Pugh" in {sought.word for sought in sought_in(session.state.circle)}
    out = tmp_path / "one.circle"
    export_circle(library, session.state.circle, out)
    with Library(tmp_path / "other" / "library", clock) as other:
        list(merge_files(other, [out]))
        there = other.circle(session.state.circle.id)
        assert there.named(there.actions[0]) == (["Brian R"], ["Megan Pugh"])
        other.save_circle(actions.with_action(there, action.id, others="Megan Pugh, Gwyn Rees"))
        export_circle(other, other.circle(there.id), tmp_path / "back.circle")
    list(merge_files(library, [tmp_path / "back.circle"]))
    back = library.circle(session.state.circle.id)
    assert back.named(back.actions[0])[1] == ["Megan Pugh", "Gwyn Rees"]


def test_a_heading_is_the_events_or_ones_own(window: Window) -> None:
    """Chosen from the event's, or typed; no heading again takes it away."""
    _commit(window, 1)
    session, screen = _session(window), _screen(window)
    screen.open_action(session.state.circle.actions[0].id)
    terms = screen.cards[0].terms
    terms.heading.chosen.emit("Two")
    assert session.state.circle.actions[0].heading == "Two"
    assert not terms.own.isVisible()
    terms.heading.chosen.emit(OWN)
    QApplication.processEvents()
    assert terms.own.hasFocus()
    QTest.keyClicks(terms.own, "Ours")
    _press(Qt.Key.Key_Tab)
    assert session.state.circle.actions[0].heading == "Ours"
    assert terms.heading.value() == OWN
    terms.heading.chosen.emit("")
    assert session.state.circle.actions[0].heading == ""
    assert not terms.own.isVisible()


def test_where_an_event_has_no_headings_one_is_typed(window: Window, library: Library) -> None:
    """There is a field in place of an empty list; without stalls or stories nothing is asked."""
    library.save_event(replace(EVENT, headings=(), stalls=()))
    window.go_home()
    window.carry_on(library.circles()[0].id)
    screen = window.findChildren(CommitScreen)[-1]
    screen.commit(_session(window).state.circle.ideas[0].id)
    screen.open_action(_session(window).state.circle.actions[0].id)
    QApplication.processEvents()
    terms = screen.cards[0].terms
    assert (terms.own.isVisible(), terms.heading.isVisible()) == (True, False)
    assert not terms._from_row.isVisible()


def test_an_action_arises_from_a_stall_and_travels_with_it(
    window: Window, tmp_path: Path, clock: SimulatedClock
) -> None:
    """The stall leaves with the action, and is said to; the organiser has it."""
    _commit(window, 1)
    session, screen = _session(window), _screen(window)
    screen.open_action(session.state.circle.actions[0].id)
    terms = screen.cards[0].terms
    assert [terms.arising.itemText(n) for n in range(terms.arising.count())] == [
        "nothing noted",
        "A: Play on Wheels",
        "B: Sure Start",
    ]
    terms.arising.chosen.emit("stall Sure Start")
    assert session.state.circle.actions[0].stall == "Sure Start"
    assert terms.arising.currentText() == "B: Sure Start"
    assert "One action, with who, by when and from which stall" in what_leaves(session.state.circle)
    export_circle(session.library, session.state.circle, tmp_path / "x.circle")
    with Library(tmp_path / "org" / "library", clock) as organiser:
        (merged,) = merge_files(organiser, [tmp_path / "x.circle"])
        assert merged.outcome == "new"
        assert organiser.circles()[0].actions[0].stall == "Sure Start"


def test_an_action_arises_from_a_story_and_that_stays(
    window: Window, library: Library, tmp_path: Path
) -> None:
    """Which story it was is kept here and shown, and leaves with nothing."""
    session = _session(window)
    teller = session.state.circle.members[0].id
    session.write(stories.with_story(session.state.circle, teller, title="The visit"))
    _commit(window, 1)
    screen = _screen(window)
    screen.open_action(session.state.circle.actions[0].id)
    terms = screen.cards[0].terms
    told = session.state.circle.stories[0].id
    assert terms.arising.itemText(terms.arising.count() - 1) == "Brian R: The visit"
    terms.arising.chosen.emit(f"story {told}")
    assert library.circle(session.state.circle.id).actions[0].story == told
    assert leaving(session.state.circle).circle.actions[0].story == ""
    assert "from which story an action arose" in " ".join(what_stays(session.state.circle))
    export_circle(library, session.state.circle, tmp_path / "x.circle")
    held = (tmp_path / "x.circle").read_bytes()
    assert told.encode() not in held
    session.write(stories.without_story(session.state.circle, told))
    assert terms.arising.value() == ""


def test_an_action_says_by_its_letter_from_which_stall_it_arose(
    qtbot: QtBot, theme: Theme, circle: Session
) -> None:
    """Two stalls of the pack, one lettered by its plan: Commit offers both by their letters."""
    event = circle.state.event
    assert event is not None
    plan = StallPlan("Trees", "T")
    changed = replace(event, stalls=("Bees", "Trees"), stall_plans=(plan,))
    circle.apply(replace(circle.state, event=changed), undoable=False)
    circle.time.go(Stage.COMMIT)
    circle.act_on(actions.with_idea(circle.state.circle, "Dig"))
    idea = circle.state.circle.ideas[0].id
    circle.act_on(actions.committed(circle.state.circle, idea))
    screen = shown(qtbot, CommitScreen(theme, circle))
    card = screen.findChildren(ActionCard)[0]
    pick = card.terms.arising
    assert [pick.itemText(at) for at in (1, 2)] == ["A: Bees", "T: Trees"]
    pick.chosen.emit("stall Trees")
    assert circle.state.circle.actions[0].stall == "Trees"
    screen.refresh()
    assert "from T: Trees" in card.accessibleDescription()
