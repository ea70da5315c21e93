"""Each act does as much as it shows: counted, with few circles and with many times as many."""

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Action, Circle, Event, Gathered, Member, Story
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.afterwards.reviewing import due
from storycircle.jobs.documents import ALL_SLIPS, Paper, papers_of
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store import rows
from storycircle.store.consent import consent_state
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.organiser.places import places
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.session import view_models
from storycircle.ui.session.view_models import until_next_change
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.text_edit import Points
from storycircle.ui.widgets.display.bars import BarView, Piece, PieceState, StageBar
from storycircle.ui.widgets.ring import middle
from storycircle.ui.widgets.ring.ring import Ring
from storycircle.ui.widgets.ring.ring_model import RingView, SeatState, SeatView
from tests.journeys.keyboard import Keyboard
from tests.support.counting import Counts, counted
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of

FEW, MANY = 20, 130


def _event(count: int) -> Gathered:
    circles = []
    for number in range(1, count + 1):
        people = tuple(Member(f"{number}-{n}", f"Zed{number} Q{n}") for n in range(3))
        actions = (Action(f"{number}-a", f"Do {number}", (people[0].id,)),)
        circles.append(Circle(f"c{number}", number, "e", members=people, actions=actions))
    return Gathered(Event("e", "A year of circles", expected=count), tuple(circles))


_BOUNDS = {
    "first paint": Counts(0, 3, 60),
    "gather": Counts(3, 30, 75),
    "pack": Counts(0, 25, 110),
    "report": Counts(0, 5, 65),
    "became": Counts(0, 5, 45),
    "a circle is read": Counts(10, 35, 45),
    "the room's clock": Counts(10, 25, 70),
    "the next circle": Counts(0, 10, 25),
    "paper": Counts(0, 3, 40),
    "search": Counts(0, 3, 20),
    "a letter": Counts(0, 3, 25),
    "home": Counts(3, 30, 60),
}
"""What each act may come to at the most, however many circles there are: about a fifth more than it
does, so that another widget on a page needs no new figure, and a circle read for a row fails.
"""


def _acts(
    window: Window, library: Library, wait: Callable[[Callable[[], bool]], object]
) -> dict[str, Counts]:
    """What each act comes to in a window that was not shown yet."""
    found: dict[str, Counts] = {}

    def act(name: str, done: Callable[[], object]) -> None:
        found[name] = counted(library, done)

    act("first paint", window.show)
    act("gather", window.screens.show_organiser)
    organiser = window.screens.organiser
    places, keys = organiser.places, Keyboard(organiser)
    for place in (Place.PACK, Place.REPORT, Place.BECAME):
        act(place.name.lower(), lambda at=place: organiser.go(at))  # type: ignore[misc]
    organiser.go(Place.GATHER)
    act("a circle is read", lambda: places.read_circle("c7"))
    places.back()
    act("the room's clock", places.open_clock)
    act("the next circle", lambda: keys.press("Right"))
    places.back()
    act("paper", places.open_paper)
    places.back()
    act("search", lambda: keys.press("Ctrl+f"))
    wait(lambda: organiser.session.state.people is not None)
    act("a letter", lambda: keys.press("z"))
    act("home", window.go_home)
    return found


def test_what_is_done_is_bounded_by_what_is_shown(
    qtbot: QtBot, theme: Theme, library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """However many circles there are: each bound is less than one record, statement or painting for
    each of them.
    """
    found: list[dict[str, Counts]] = []
    with fresh_library(tmp_path / "many" / "library", clock) as many:
        for opened, count in ((library, FEW), (many, MANY)):
            opened.load(_event(count))
            window = Window(theme, opened, clock)
            qtbot.addWidget(window)
            window.resize(1440, 900)
            found.append(_acts(window, opened, qtbot.waitUntil))
            window.close()
    for acts in found:
        assert acts.keys() == _BOUNDS.keys()
        for name, most in _BOUNDS.items():
            assert acts[name].records <= most.records, (name, acts[name])
            assert acts[name].statements <= most.statements, (name, acts[name])
            assert acts[name].paintings <= most.paintings, (name, acts[name])


@pytest.mark.usefixtures("qapp")
def test_a_merged_file_asks_as_much_as_the_one_before(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Whatever was merged already: the twelfth file costs what the third did."""
    with fresh_library(tmp_path / "of others" / "library", clock) as other:
        other.load(_event(12))
        for number in range(1, 13):
            export_circle(other, other.circle(f"c{number}"), tmp_path / f"{number:02}.circle")
    files = merge_files(library, sorted(tmp_path.glob("*.circle")))
    asked = [counted(library, lambda: next(files)) for _file in range(12)]
    assert asked[2].records == asked[11].records
    assert asked[11].statements <= asked[2].statements
    assert asked[11].statements <= _A_FILE


@pytest.mark.usefixtures("qapp")
def test_paper_of_one_circle_reads_no_other_until_it_is_made(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """The choice of papers counts the circles of the event; what prints of all reads them then, on
    whichever thread.
    """
    found = []
    with fresh_library(tmp_path / "many" / "library", clock) as many:
        for opened, count in ((library, FEW), (many, MANY)):
            opened.load(_event(count))
            event, circle = opened.events()[0], opened.circle("c7")
            papers: list[Paper] = []

            def choices(
                opened: Library = opened,
                event: Event = event,
                circle: Circle = circle,
                papers: list[Paper] = papers,
            ) -> None:
                papers += papers_of(opened, event, circle)

            found.append(counted(opened, choices))
            (every,) = [one for one in papers if one.key == ALL_SLIPS]
            assert len(PdfReader(BytesIO(every.ready("a4").make().pdf)).pages) > count / 8
    assert [one.records for one in found] == [0, 0]
    assert found[1].statements <= found[0].statements <= 4


@pytest.mark.usefixtures("qapp")
def test_what_is_due_reads_no_circle(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Of however many there are: their actions are asked for at once."""
    found = []
    with fresh_library(tmp_path / "many" / "library", clock) as many:
        for opened, count in ((library, FEW), (many, MANY)):
            opened.load(_event(count))
            every: list[int] = []

            def asked(opened: Library = opened, every: list[int] = every) -> None:
                every.append(due(opened).every)

            found.append(counted(opened, asked))
            assert every == [count]
    assert found[0] == found[1]
    assert found[0].records <= 1, "the event"


@pytest.mark.parametrize("people", [3, 12])
def test_a_saved_change_asks_each_thing_once(
    library: Library, clock: SimulatedClock, people: int
) -> None:
    """Typing changes one story: nothing is asked twice for it, and of no other story anything."""
    event = _event(1)
    members = tuple(Member(f"m{n}", f"Zed Q{n}") for n in range(people))
    stories = tuple(Story(f"s{n}", one.id, "A story", "words") for n, one in enumerate(members))
    circle = replace(event.circles[0], members=members, stories=stories, actions=())
    library.load(replace(event, circles=(circle,)))
    round_ = new_round(tuple(one.id for one in members), 1_500.0)
    saved = SavedState(Stage.STORIES, round_, plan_for(event.event, clock.now()), clock.now())
    library.save_circle(circle, saved)
    told = replace(stories[0], points="other words")
    asked: list[str] = []
    conn_of(library).set_trace_callback(asked.append)
    with (
        patch.object(consent_state, "to_story") as made,
        patch.object(json, "loads", wraps=json.loads) as decoded,
        patch.object(rows, "_head", wraps=rows._head) as head,
    ):
        library.save_circle(replace(circle, stories=(told, *stories[1:])), saved)
    conn_of(library).set_trace_callback(None)
    assert not made.called, "a yes hangs on no words of a story"
    assert not head.called, "the circle itself is as it was"
    assert not [call for call in decoded.call_args_list if "machines" in str(call.args[0])]
    changed = [sql for sql in asked if "data_version" not in sql]
    assert len(changed) == len(set(changed))
    assert len(asked) <= _A_SAVE
    assert not [sql for sql in asked if "'s1'" in sql]


_A_SAVE = 14  # 15 where a secret was made that was there, 16 where a story was read twice
_A_FILE = 24  # 22; 31 where what is new was asked about as what was here, and an event twice
_HEAVY = (
    "docx lxml PIL pi_heif pypdfium2 rapidfuzz reportlab sqlite_utils uharfbuzz xlsxwriter zxingcpp"
)
_LATER = (
    *("storycircle.jobs.merge", "storycircle.jobs.workers", "storycircle.jobs.similar_actions"),
    *("storycircle.ui.circle", "storycircle.ui.printing", "storycircle.ui.organiser.organiser"),
    *(
        "storycircle.ui.organiser.board",
        "storycircle.ui.home.settings",
        "storycircle.ui.home.about",
    ),
    *("storycircle.ui.session", "storycircle.ui.room.", "storycircle.core.consent.name_"),
    *("storycircle.core.formats", "storycircle.jobs.export", "PySide6.QtNetwork"),
    *("storycircle.ui.widgets.controls.text_edit", "storycircle.ui.widgets.display.bars"),
    "storycircle.ui.widgets.ring.read_aloud",
)
"""Modules of screens and jobs that nobody has gone to yet, by how their names begin."""
_MODULES = 187  # 186; 275 with all that a circle runs by, 374 with the organiser's pages
_BEFORE_QT = "storycircle.store.library storycircle.store.circles storycircle.core.model"
"""PySide6 looks at the source of each module that is loaded after it: of these it has not to."""
_START = """
import sys
from storycircle.ui.app import startup
from pathlib import Path
from storycircle.core.clock import SystemClock
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.system.application import App
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
app = App(sys.argv)
theme = Theme(LIGHT, still=True)
apply_theme(app, theme)
window = Window(theme, Library(Path(sys.argv[1]), SystemClock()), SystemClock())
window.show()
app.processEvents()
print(*sys.modules)
import os
sys.stdout.flush()
os._exit(0)
"""


def _run(program: str, library: Library) -> subprocess.CompletedProcess[str]:
    """What a program says of a library in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", program, str(library.path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )


def test_the_first_paint_loads_nothing_that_writes_or_reads_other_peoples_files(
    library: Library,
) -> None:
    """Word, Excel, PDF, pictures and likeness are loaded when they are first used; and of our own
    modules only what Home and its window need.
    """
    done = _run(_START, library)
    loaded = set(done.stdout.split())
    assert "storycircle.ui.home.home_screen" in loaded
    assert not set(_HEAVY.split()) & {name.partition(".")[0] for name in loaded}
    assert not [name for name in loaded if name.startswith(_LATER)]
    ours = [name for name in loaded if name.partition(".")[0] == "storycircle"]
    assert len(ours) <= _MODULES
    order = done.stdout.split()
    assert max(map(order.index, _BEFORE_QT.split())) < order.index("PySide6.QtCore")


def test_the_first_paint_makes_no_class_of_qt_that_it_does_not_show(library: Library) -> None:
    """PySide makes the classes of Qt as they are first named, and all that are built on one as Qt
    hands out a thing of it that is not known: a viewport, a style.
    """
    library.load(_event(2))
    done = _run(_START.replace("print(*sys.modules)", _MADE), library)
    made = set(done.stdout.split())
    assert {"HomeScreen", "QFrame"} <= made
    assert not {"QStyle", "QMdiSubWindow", "QCalendarWidget", "QLinearGradient"} & made


def test_the_first_paint_compiles_no_pattern_that_no_text_has_asked_for(library: Library) -> None:
    """A pattern that stands at the head of a module is a text: each one compiled there would let
    every start wait for what a person may type, or a file may hold, once.
    """
    done = _run(f"{_COMPILED}{_START}", library)
    told = done.stderr.split()
    assert "json.scanner" in told, "what compiles is told"
    assert not [name for name in told if name.startswith("storycircle")]


_COMPILED = """
import re, sys
compiled = re.compile
def told(pattern, flags=0):
    print(sys._getframe(1).f_globals["__name__"], file=sys.stderr)
    return compiled(pattern, flags)
re.compile = told
"""


def test_neither_a_circle_nor_gather_makes_all_classes_of_qt(library: Library) -> None:
    """Fields and tables have a viewport that PySide knows: a megabyte, and a place's first wait."""
    library.load(_event(2))
    gone_to = "\nwindow.start_circle()\napp.processEvents()\n"
    gone_to += "window.screens.show_organiser()\napp.processEvents()\n"
    program = _START.replace("print(*sys.modules)", gone_to + _MADE)
    done = _run(program, library)
    made = set(done.stdout.split())
    assert {"Points", "FileTable"} <= made
    assert not {"QMdiSubWindow", "QCalendarWidget", "QWizard"} & made


_MADE = """from PySide6.QtCore import QObject
made = [QObject.__base__]
for each in made:
    made.extend(each.__subclasses__())
print(*(each.__name__ for each in made))"""


def test_a_circle_that_is_held_loads_nothing_that_prints(library: Library) -> None:
    """Nor what writes files of reports: whoever opens a circle would wait for it, and each circle
    would hold it in memory.
    """
    done = _run(_START.replace("print(", _HOLD, 1), library)
    loaded = set(done.stdout.split())
    assert "storycircle.ui.circle.stories_screen" in loaded
    assert not set(_HEAVY.split()) & {name.partition(".")[0] for name in loaded}
    assert not [name for name in loaded if name.startswith("storycircle.paper.typesetting")]
    assert not [name for name in loaded if name.startswith(_AFTER_STORIES)]
    assert "html.entities" not in loaded


_AFTER_STORIES = (
    *("storycircle.ui.circle.plenary", "storycircle.ui.circle.review.", "storycircle.ui.rounds.p"),
    *("storycircle.ui.printing", "storycircle.ui.light", "storycircle.jobs.report"),
    "storycircle.jobs.documents",
)
"""Of a circle: what it comes to late, or never."""


_HOLD = """window.start_circle()
window.session.members.set_names("Al\\nBo\\nCy")
app.processEvents()
print("""


def test_plenary_is_loaded_while_a_circle_commits(library: Library) -> None:
    """A piece at a time, once Commit is painted: whoever goes on waits for none of it."""
    done = _run(_START.replace("print(*", _COMMIT, 1), library)
    before, after = (set(line.split()) for line in done.stdout.splitlines())
    assert set(_AFTER_STORIES[3:]) <= before
    assert not {name for name in after - before if name.startswith("storycircle.ui")}


_COMMIT = """import time
from storycircle.core.turns.schedule import Stage
window.start_circle()
window.session.members.set_names("Al\\nBo\\nCy")
window.session.time.go(Stage.COMMIT)
until = time.monotonic() + 10
while "storycircle.ui.circle.plenary_screen" not in sys.modules and time.monotonic() < until:
    app.processEvents()
print(*sys.modules)
window.session.time.go(Stage.PLENARY)
app.processEvents()
print(*"""


@pytest.mark.parametrize("circles", [1, 2])
def test_gather_is_loaded_once_home_stands_where_there_is_something_to_gather(
    library: Library, circles: int
) -> None:
    """So its first picture waits for no module. Who holds one circle has none of it in memory."""
    library.load(_event(circles))
    done = _run(_START.replace("print(*", _AHEAD, 1), library)
    home, ahead, gather = (
        {name for name in line.split() if name.startswith("storycircle.")}
        for line in done.stdout.splitlines()
    )
    assert bool(ahead - home) is (circles > 1)
    assert bool(gather - ahead) is (circles == 1), gather - ahead


_AHEAD = """for name in startup.AFTER_HOME:
    startup.importlib.import_module("storycircle." + name)
print(*sys.modules)
for load in startup.organiser_ahead(window.library):
    load()
print(*sys.modules)
window.screens.show_organiser()
print(*"""


def test_gather_loads_no_page_beside_it(library: Library) -> None:
    """Until it is shown: the other places, what writes and what finds names come after it."""
    done = _run(_START.replace("print(", _GATHER, 1), library)
    loaded = set(done.stdout.split())
    assert "storycircle.ui.organiser.merge.page" in loaded
    assert not [name for name in loaded if name.startswith(_BESIDE_GATHER)]
    ours = [name for name in loaded if name.partition(".")[0] == "storycircle"]
    assert len(ours) <= _MODULES_OF_GATHER


_GATHER = """window.screens.show_organiser()
print("""
_BESIDE_GATHER = (
    *("storycircle.paper.afterwards", "storycircle.paper.report.content"),
    *("storycircle.core.names", "storycircle.core.consent.name_"),
    *("storycircle.jobs.documents", "storycircle.jobs.report", "storycircle.jobs.export"),
    *(f"storycircle.ui.organiser.{page}" for page in ("pack", "report_page", "compare", "print")),
    *(f"storycircle.ui.organiser.{page}" for page in ("became", "recommend", "events", "chapters")),
    *("storycircle.ui.organiser.room", "storycircle.ui.organiser.sorting", "storycircle.ui.room."),
)
_MODULES_OF_GATHER = 270  # 262; 371 with the pages beside it


def test_the_pages_beside_gather_are_loaded_once_it_stands(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """A piece at a time, so that whoever goes on finds them."""
    window = Window(theme, library, clock)
    qtbot.addWidget(window)
    with patch.object(places, "import_module") as loaded:
        window.show()
        window.screens.show_organiser()
        qtbot.waitUntil(lambda: loaded.call_count == len(places.LATER))
    known = {importlib.import_module(*call.args).__name__ for call in loaded.call_args_list}
    assert "storycircle.ui.organiser.chapters.chapters_page" in known


@pytest.mark.parametrize(("gliding", "looks"), [(False, 30), (True, 60)])
def test_a_turn_is_looked_at_once_a_second(
    qtbot: QtBot,
    theme: Theme,
    library: Library,
    clock: SimulatedClock,
    *,
    gliding: bool,
    looks: int,
) -> None:
    """Twice where the arc glides; and the bar, which moves by less than a pixel at most looks, is
    painted when its words or its pixels change.
    """
    window = Window(theme, library, clock)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.start_circle()
    session = window.session
    assert session is not None
    session.members.set_names("Al\nBo\nCy\nDi\nEd")
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    begun, taken = clock.reading(), 0
    while clock.reading() < begun + 30 - 1e-6:
        wait = until_next_change(session, gliding=gliding)
        assert 0 < wait <= 1
        clock.forward(wait)
        taken += 1
    assert taken == looks


def test_a_story_of_many_points_paints_those_that_are_seen(qtbot: QtBot, theme: Theme) -> None:
    """At its beginning, in its middle and at its end, and where a part alone is painted."""
    field = Points(theme)
    qtbot.addWidget(field)
    field.resize(400, 300)
    field.show()
    field.set_text("\n".join(f"Point {number:03}" for number in range(700)))
    bar = field.verticalScrollBar()
    for at in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(at)
        QApplication.processEvents()
        with patch.object(Points, "_draw_dot") as drawn:
            field.viewport().repaint()
        assert 5 < drawn.call_count < 16, at
        assert all(_is_seen(field, call.args[1]) for call in drawn.call_args_list[1:-1])
        with patch.object(Points, "_draw_dot") as drawn:
            field.viewport().repaint(0, 100, 400, 20)
        assert 0 < drawn.call_count < 5, at


def _is_seen(field: Points, block: QTextBlock) -> bool:
    box = field.document().documentLayout().blockBoundingRect(block)
    top = box.top() - field.verticalScrollBar().value()
    return -box.height() < top < field.viewport().height()


def test_a_bar_is_painted_by_its_pixels(qtbot: QtBot, theme: Theme, library: Library) -> None:
    """What has grown by less than one is seen by nobody."""
    bar = StageBar(theme)
    qtbot.addWidget(bar)
    bar.resize(100, 40)
    bar.show()

    def painted(used: float) -> int:
        view = BarView((Piece(PieceState.RUNNING, used),), "Al")
        return counted(library, lambda: bar.show_view(view)).paintings

    painted(0.2)
    assert painted(0.2001) == 0
    assert painted(0.21) == 1
    assert painted(0.2101) == 0


def test_of_a_bar_the_part_that_grows_is_painted(qtbot: QtBot, theme: Theme) -> None:
    """Once a second for as long as somebody speaks: what stands is left as it is."""
    bar = StageBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, 40)
    bar.show()
    waiting = (Piece(PieceState.TO_COME),) * 5

    def painted(used: float, left: str) -> int:
        with patch.object(StageBar, "_piece", autospec=True) as piece:
            bar.show_view(BarView((*waiting, Piece(PieceState.RUNNING, used)), left))
            QApplication.processEvents()
        return piece.call_count

    assert painted(0.2, "Al 3:00") == 6
    assert painted(0.3, "Al 3:00") == 1
    assert painted(0.3, "Al 2:59") == 0
    assert painted(0.4, "Al 2:58") == 1


def test_an_arc_that_glides_sets_no_word_anew(qtbot: QtBot, theme: Theme) -> None:
    """Twice a second: only each other time the words in its middle differ."""
    seats = tuple(
        SeatView(name, name, SeatState.SPEAKING if name == "Al" else SeatState.WAITING)
        for name in ("Al", "Bo", "Cy", "Di")
    )
    view = RingView(seats, "Al", "3:00", lines=("of 4:00",), used=0.25)
    ring = Ring(theme)
    qtbot.addWidget(ring)
    ring.resize(700, 700)
    ring.show_view(view)
    ring.show()
    qtbot.waitUntil(lambda: not ring.isHidden())
    QApplication.processEvents()

    def words(**changes: object) -> int:
        with patch.object(middle, "draw_words") as drawn:
            ring.show_view(replace(view, **changes))
            QApplication.processEvents()
        return drawn.call_count

    words(used=0.251)  # whatever the window had still to paint
    assert words(used=0.252) == 0
    assert words(used=0.254, time="2:59", left=179) == 1
    assert words(used=0.256, time="2:59", left=179) == 0
    assert words(used=0.256, time="2:59", left=179, name="Bo") == 3


def test_a_second_of_a_turn_paints_its_ring_and_its_bar(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """And nothing that lies below them; half a second before, when the arc alone has moved, the
    ring alone. Nothing is laid out for a word that stands as it stood.
    """
    window = Window(replace(theme, still=False), library, clock)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.start_circle()
    session, view = window.session, window.findChild(CircleView)
    assert session is not None
    assert view is not None
    session.members.set_names("Al\nBo\nCy\nDi\nEd")
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    clock.forward(40)
    counted(library, view.tick)
    for _second in range(3):
        clock.forward(0.5)
        with (
            patch.object(middle, "draw_words") as drawn,
            patch.object(view_models, "stories_ring") as made,
        ):
            assert counted(library, view.tick) == Counts(0, 0, 1)
        assert not drawn.called
        assert not made.called
        clock.forward(0.5)
        with patch.object(middle, "draw_words") as drawn:
            assert counted(library, view.tick) == Counts(0, 0, 2)
        assert drawn.call_count == 1


def test_what_is_saved_is_asked_of_the_fields_that_wait(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """At each key, and each second of a turn: the others are not looked for."""
    window = Window(theme, library, clock)
    qtbot.addWidget(window)
    window.show()
    window.start_circle()
    session = window.session
    assert session is not None
    session.members.set_names("Al\nBo\nCy")
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    with patch.object(QObject, "findChildren") as searched:
        session.save_time()
    assert not searched.called
