"""The tour's pictures of what an organiser adds to the report: recommendations. The headings are
those of 14 June 2007; the recommendations are in our own words, shorter than the report's.
"""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from storycircle.core.afterwards.chapters import ChapterKind
from storycircle.core.model import Action, Circle, Gathered, Member, Placement
from storycircle.jobs.afterwards import chapter_writing, recommending
from storycircle.jobs.afterwards.chapter_writing import StoryToTell
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.report_parts.kept_parts import Kind
from storycircle.ui.organiser.view_model import Place
from tests.tour.waiting import until

Take = Callable[[str, Window], None]
_ADVICE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Begin from what parents and children say they need.", ()),
    ("Ask about needs on every visit and at every staff meeting.", ()),
    ("Name someone to map the services there are.", ()),
    (
        "Offer many ways to meet: induction, lunches, open days.",
        ("A lunch each term, with no agenda", "Half a day beside someone, in every induction"),
    ),
    ("Let staff choose whom they visit, with their manager behind it.", ()),
    ("For everyone, in steps; not for new staff alone.", ()),
)
_CONCLUSIONS = """The two events moved the talk from whether to meet to how.

## What has shifted

People now speak of their own core business without apology.

- Induction is where most circles chose to begin.
- Time is asked for in hours, not in posts.

> All I did was pick up the phone."""


def walk_through_report_parts(screen: OrganiserScreen, window: Window, take: Take) -> None:
    """Recommendations, and one that is sent to another heading by its number."""
    screen.go(Place.RECOMMEND)
    place = screen.places.recommend
    until(lambda: bool(place.advice.actions))
    parts, actions = screen.session.report_parts, [*place.advice.actions]
    ids = []
    for number, (text, points) in enumerate(_ADVICE):
        every = parts.parts.recommendations
        heading = place.advice.headings[number // 2]
        new, changed = recommending.added(every, heading)
        one = recommending.pointed(recommending.worded(new, text), "\n".join(points))
        for action in actions[number : number + number % 4]:
            one = recommending.linked(one, action=action)
        parts.keep(Kind.ADVICE, [*(c for c in changed if c.id != new.id), one])
        ids.append(new.id)
    place.list.go_to(ids[3])
    place.fold(place.advice.headings[2])
    until(lambda: all(chip.isVisible() for chip in place.pane.chips))
    place.pane.chips[0].setFocus()
    take("36-recommend", window)
    place.list.setFocus()
    QTest.keyClick(place.list, Qt.Key.Key_M)
    take("36-recommend-where", window)
    place.back()
    _chapters(screen, window, take)


def _chapters(screen: OrganiserScreen, window: Window, take: Take) -> None:
    """Three chapters; a quotation that may be shared stands in the last."""
    parts = screen.session.report_parts
    for kind in (ChapterKind.FOREWORD, ChapterKind.SUMMARY, ChapterKind.CONCLUSIONS):
        every = parts.parts.chapters
        new, changed = chapter_writing.added(every, kind, kind.value.capitalize())
        text = _CONCLUSIONS if kind is ChapterKind.CONCLUSIONS else ""
        others = [one for one in changed if one.id != new.id]
        parts.keep(Kind.CHAPTERS, [*others, replace(new, text=text)])
    screen.places.open_chapters()
    page = screen.places.chapters
    until(lambda: "Being read" not in page.pane.about.text())
    page.list.go_to(new.id)
    until(lambda: page.printed.page.pages() > 0)
    take("38-chapters", window)
    page.list.setCurrentRow(2)
    take("38-chapters-app", window)
    page.list.go_to(new.id)
    assert page.around is not None
    story = StoryToTell("x", "All I did was pick up the phone.", "circle 5")
    parts.aroundRead.emit(replace(page.around, stories=(story,)))
    page.beside.chosen.emit("told")
    page.pane.tellRequested.emit("x")
    take("38-chapters-story", window)
    screen.places.back()
    screen.places.back()
    _events(screen, window, take)


def _events(screen: OrganiserScreen, window: Window, take: Take) -> None:
    """June beside an event of January, whose circles are made up."""
    library, june = window.library, screen.session.state.event
    assert june is not None
    headings = ("Share what we each offer", "Meet each other more", "Trust")
    january = replace(june, id="january", date="2007-01-25", headings=headings)
    circles, placements = [], {}
    for number in range(1, 7):
        members = tuple(Member(f"j{number}-{n}", f"Member {n}") for n in range(6))
        actions = tuple(Action(f"j{number}.{n}", "Meet.", (members[0].id,)) for n in range(2))
        circles.append(Circle(f"j{number}", number, "january", members=members, actions=actions))
        for n, action in enumerate(actions):
            heading = headings[(number + n) % 3 if number < 5 else 0]
            placements[action.id] = Placement(action.id, heading)
    library.load(Gathered(january, tuple(circles), placements))
    screen.session.refresh()
    screen.go(Place.EVENTS)
    place = screen.places.events
    place.pick.chosen.emit("january")
    until(lambda: place.read is not None)
    take("37-compare-events", window)
