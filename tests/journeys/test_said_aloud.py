"""A circle as a screen reader tells it: what happens is said once, and nothing each second."""

from typing import NoReturn

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from storycircle.core.error_sentences import Refused
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.banners import Unsaved
from storycircle.ui.widgets.display import announcement
from storycircle.ui.widgets.ring.ring import Ring
from tests.journeys.venue import Venue
from tests.support import as_read

pytestmark = pytest.mark.slow

Polite = QAccessible.AnnouncementPoliteness.Polite


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced, in its order; "!" before what is urgent."""
    heard: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        urgent = event.politeness() is not Polite
        heard.append(("!" if urgent else "") + event.message())

    monkeypatch.setattr(announcement, "send", hear)
    return heard


def since(said: list[str]) -> list[str]:
    """What was said since the last look."""
    heard = said[:]
    said.clear()
    return heard


def seconds(venue: Venue, count: int) -> None:
    """Time goes by, and is looked at each second."""
    for _each in range(count):
        venue.clock.forward(1)
        venue.look()


def test_a_turn_is_told_from_its_start_to_a_minute_over(said: list[str], venue: Venue) -> None:
    """Once a moment: the start, the half minute, the end, and each minute after it."""
    since(said)
    venue.keyboard.press("Space")
    share = int(venue.round.next_share(venue.clock.reading()))
    assert since(said) == ["Brian R speaks, four minutes ten seconds left."]
    seconds(venue, share - 31)
    assert since(said) == []
    seconds(venue, 2)
    assert since(said) == ["Half a minute left."]
    seconds(venue, 30)
    assert since(said) == ["The time is over."]
    seconds(venue, 121)
    heard = since(said)
    assert [one for one in heard if "minute" in one and "over" in one] == [
        "One minute over.",
        "Two minutes over.",
    ]


def test_pause_next_and_a_pass_are_told(said: list[str], venue: Venue) -> None:
    """Whose turn it is, and of a pass what becomes of it and how it is undone."""
    venue.keyboard.press("Space")
    since(said)
    venue.clock.forward(20)
    venue.keyboard.press("Space")
    assert since(said) == ["Paused, three minutes fifty seconds left."]
    venue.keyboard.press("Space")
    assert since(said) == ["Brian R goes on, three minutes fifty seconds left."]
    venue.keyboard.press("Right")
    assert since(said) == ["Dawn G is next."]
    venue.keyboard.press("P")
    assert since(said) == [
        "Sandra S is next.",
        "Dawn G passed, and is asked again at the end. U undoes.",
    ]
    assert venue.view.notice.isVisible()
    venue.keyboard.press("U")
    assert "Dawn G is next." in since(said)
    assert not venue.view.notice.isVisible(), "it would say still that she passed"


def test_a_question_is_told_with_its_answers_and_a_page_by_its_name(
    said: list[str], venue: Venue
) -> None:
    """The window's title says circle and stage too."""
    since(said)
    venue.keyboard.press("Ctrl+4")
    assert since(said) == [
        (
            "Brian R, Dawn G, Sandra S and three others have not been heard. Nothing is lost: "
            "you can come back to the stories, and their time stands as it is. "
            "Answers: Stay with the stories and On to Dialogue."
        )
    ]
    venue.keyboard.press("Tab", "Enter")
    assert since(said) == ["Circle 1 – Dialogue"]
    assert venue.window.windowTitle() == "Circle 1 – Dialogue – Story Circle"
    venue.keyboard.press("F1")
    assert since(said) == ["Keys"]
    venue.keyboard.press("Esc")
    assert since(said) == ["Circle 1 – Dialogue"]
    venue.keyboard.press("Ctrl+Space")
    assert since(said) == ["The time runs, twenty minutes left."]


def test_undo_and_redo_of_ideas_and_actions_are_told(said: list[str], venue: Venue) -> None:
    """What is there again or gone, as of the ring; and whatever the act was, not nothing."""
    keyboard = venue.keyboard
    keyboard.press("Ctrl+5", "Tab", "Enter")
    keyboard.write("A tea room.\nA map of help\n")
    since(said)
    keyboard.press("Ctrl+z")
    assert since(said) == ["Taken away: A map of help."]
    keyboard.press("Ctrl+Shift+z")
    assert since(said) == ["An idea: A map of help."]
    keyboard.press("F6", "Ctrl+Up")
    assert "Action one: A tea room." in since(said)
    keyboard.press("Ctrl+z")
    assert since(said) == ["An idea: A tea room."]
    keyboard.press("Ctrl+Shift+z")
    assert since(said) == ["Action one: A tea room."]
    for act in ("3", "Delete", "Ctrl+Up", "Ctrl+Down"):
        keyboard.press(act)
    for key in ("Ctrl+z",) * 4 + ("Ctrl+Shift+z",) * 4:
        since(said)
        keyboard.press(key)
        assert [one for one in since(said) if one], f"{key} was silent"


def test_trouble_with_the_disk_is_urgent_and_its_end_is_told(
    said: list[str], venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That nothing can be saved does not wait for what is being read."""

    def full(*_: object, **__: object) -> NoReturn:
        raise Refused("library-unsaved", why="there is no room left on this disk")

    bar = Unsaved(venue.window)
    with monkeypatch.context() as patched:
        patched.setattr(Library, "save_circle", full)
        venue.keyboard.press("Space")
    heard = since(said)
    sentence = bar.bar.accessibleName()
    assert [one for one in heard if one.startswith("!")] == [f"!{sentence}"]
    assert [one for one in heard if sentence in one] == [f"!{sentence}"], "once"
    venue.keyboard.press("Space")
    assert "All of it is saved again." in since(said)


def test_the_seat_in_focus_says_how_it_is_with_the_turn(venue: Venue) -> None:
    """For readers that hear no announcements: by its description, which is no other each second."""
    ring = venue.view.screen_of_stage().findChild(Ring)
    assert ring is not None
    ring.setFocus()
    names = []
    for act in ("Space", "time", "Space", "Space", "time", "time"):
        if act == "time":
            venue.pass_time(225)
        else:
            venue.keyboard.press(act)
        seat = as_read.in_focus(ring)
        names.append(", ".join(filter(None, (as_read.name(seat), as_read.description(seat)))))
    assert names == [
        "1, Brian R, speaking",
        "1, Brian R, speaking, half a minute left",
        "1, Brian R, speaking, paused",
        "1, Brian R, speaking, half a minute left",
        "1, Brian R, speaking, over time",
        "1, Brian R, speaking, over time",
    ]


def _told(window: QWidget) -> dict[int, tuple[object, ...]]:
    """Of every widget, that of which Qt tells a reader when it changes."""
    told: dict[int, tuple[object, ...]] = {}
    for widget in window.findChildren(QWidget):
        words = widget.text() if isinstance(widget, QLabel) and not widget.accessibleName() else ""
        shown = widget.isVisibleTo(window)
        told[id(widget)] = (widget.accessibleName(), widget.accessibleDescription(), words, shown)
    return told


def test_nothing_is_told_as_the_seconds_go_by(venue: Venue) -> None:
    """In a turn, over its time, in a long breath and while a question stands: who wants to know
    asks, and hears the time as it is.
    """
    venue.keyboard.press("Space")
    venue.pass_time(7)
    ring = venue.view.screen_of_stage().findChild(Ring)
    assert ring is not None
    (time,) = as_read.parts(as_read.read(ring), as_read.Role.ProgressBar)
    moments = (("a turn", ()), ("over", 260), ("a breath", ("Right",)), ("short", 900))
    for what, comes in moments:
        if isinstance(comes, int):
            venue.pass_time(comes)
        else:
            venue.keyboard.press(*comes)
        venue.pass_time(27 if what == "a breath" else 1)
        assert venue.view.edge.isVisible() == (what == "a breath"), what
        assert venue.asked().startswith("Time is short") == (what == "short"), what
        for _second in range(5):
            before = _told(venue.window)
            left = time.valueInterface().currentValue()
            venue.pass_time(1)
            after = _told(venue.window)
            changed = [(before[one], after[one]) for one in after if before.get(one) != after[one]]
            assert not changed, (what, changed)
            if what in ("a turn", "over"):
                assert time.valueInterface().currentValue() == left - 1


def test_the_focus_goes_from_page_to_page_past_the_rail(venue: Venue) -> None:
    """Qt looks for another place for it as a page, a card or a row is hidden: a reader would say
    "Gather, done" before each page.
    """
    seen: list[QWidget] = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    def moved(_old: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            seen.append(now)

    app.focusChanged.connect(moved)
    venue.keyboard.press("Ctrl+4", "Enter", "Ctrl+4", "Tab", "Enter", "F6")
    venue.keyboard.write("One\nTwo\n")
    venue.keyboard.press("Ctrl+5", "Ctrl+Up", "Ctrl+6", "Ctrl+2", "Ctrl+1", "Ctrl+3")
    app.focusChanged.disconnect(moved)
    assert len(seen) > 10
    assert not [widget for widget in seen if venue.view.rail.isAncestorOf(widget)]


def test_the_stages_time_is_told_after_a_round_too(said: list[str], venue: Venue) -> None:
    """A round that is over stands still then, which hid that the time of Dialogue began."""
    for _each in range(6):
        venue.keyboard.press("Space", "Right")
    venue.keyboard.press("Ctrl+Enter")
    since(said)
    venue.keyboard.press("Ctrl+Space")
    assert [one for one in since(said) if one.startswith("The time runs")]


def test_going_home_names_no_other_page(said: list[str], venue: Venue) -> None:
    """The keys were looked at before: Qt turns to their page for a moment as the circle goes."""
    venue.keyboard.press("F1", "Esc")
    since(said)
    venue.keyboard.press("Esc")
    assert since(said) == ["Story Circle"]


def test_a_time_that_is_set_is_told_once(said: list[str], venue: Venue) -> None:
    """Minutes each with the end they lead to, a stage's new length, a minute more for everybody."""
    venue.keyboard.press("Ctrl+1")
    since(said)
    venue.session.time.set_each("3")
    assert since(said) == ["Three minutes for each person. Stories 10.05\N{EN DASH}10.23."]
    venue.session.time.set_length(Stage.DIALOGUE, "30 min")
    assert since(said) == ["Dialogue 10.23\N{EN DASH}10.53."]
    venue.keyboard.press("Ctrl+3", "Space")
    since(said)
    venue.keyboard.press("m")
    heard = " ".join(since(said))
    assert "Now four minutes left." in heard
    assert "A minute more for everybody to come: the stories end at 10.29." in heard
