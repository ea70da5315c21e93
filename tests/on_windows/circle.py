"""Holds a whole circle in the window under Wine, by keys, from its names to the organiser's report.

What is in the library on Windows' disk says that a key was heard; pictures are for a person to look
at. In the second story the app is killed, and opened again.
"""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from pypdf import PdfReader

from storycircle.core.clock import SystemClock
from storycircle.core.model import Circle
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from tests.on_windows.screen import Screen, screen
from tests.on_windows.wine import Wine

NAMES = ("Amina K", "Bartek", "Chloe")
NOTE = "We rarely meet"
IDEAS = ("Meet for lunch once a term", "A list of us on one page", "Swap desks", "Write it down")
_SOON = 120  # seconds in which a key must have done what it does, on a machine with much to do
_TWO_MINUTES = 120


class DeafError(AssertionError):
    """A key did not do what it does."""


class App(Struct, frozen=True):
    """The app as it is started for the window, and for a command; the place where it keeps things.

    name: of its folder on Windows' disk, and of that of its pictures.
    """

    name: str
    window: tuple[str | Path, ...]
    command: tuple[str | Path, ...]


def hold(wine: Wine, app: App) -> list[str]:
    """What did not hold; empty where all did."""
    place = wine.disk / "held" / app.name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    pictures = wine.folder / "pictures" / app.name
    shutil.rmtree(pictures, ignore_errors=True)
    try:
        with screen() as shown:
            Holding(wine, app, place, shown, pictures).hold()
    except DeafError as deaf:
        return [f"{app.name}: {deaf}"]
    return []


class Holding:
    """One circle."""

    def __init__(self, wine: Wine, app: App, place: Path, shown: Screen, pictures: Path) -> None:
        self._wine, self._app, self._place = wine, app, place
        self._screen, self._pictures = shown, pictures
        self._log = wine.folder / "logs" / f"circle-{app.name}.log"
        self._taken = 0

    def hold(self) -> None:
        """From an empty library to the merged report."""
        with self._open() as window:
            self._gather()
            self._first_story()
            self._second_story_begins()
            os.killpg(window.pid, signal.SIGKILL)
            window.wait()
        self._wine.end()
        with self._open() as window:
            self._carry_on()
            self._talk_and_commit()
            self._plenary()
            self._screen.press("Ctrl q")
            try:
                status = window.wait(_TWO_MINUTES)
            except subprocess.TimeoutExpired:
                self._picture("not-closed")
                raise DeafError("the window did not close") from None
            if status:
                raise DeafError(f"the app ended with {status}")
        self._merge()

    def _open(self) -> AbstractContextManager[subprocess.Popen[bytes]]:
        library = self._place / "library"
        words = (*self._app.window, "--library", self._there(library))
        return self._wine.started(*words, log=self._log)

    def _gather(self) -> None:
        self._until("the window opens", (self._place / "library").exists)
        self._until("the window is drawn", self._screen.shows_something)
        self._picture("home", most=20)
        self._screen.press("Ctrl n")
        self._screen.write("\n".join(NAMES))
        self._until_kept("names", lambda one: tuple(m.name for m in one.members) == NAMES)
        self._picture("gather")
        self._screen.press("Ctrl Enter")
        self._until_stage(Stage.OPEN)
        self._picture("open")
        self._screen.press("Ctrl Enter")
        self._until_stage(Stage.STORIES)

    def _first_story(self) -> None:
        self._tell(NAMES[0])
        self._picture("story")
        self._screen.press("Ctrl Enter", "Esc")

    def _second_story_begins(self) -> None:
        self._tell(NAMES[1])

    def _tell(self, name: str) -> None:
        self._screen.press("Ctrl Space", "F6")
        self._screen.write(f"The story of {name}")
        self._screen.press("Tab")
        self._screen.write("What I saw\nWhat came of it")
        self._until_kept(f"the story of {name}", lambda one: _is_told(one, name))

    def _carry_on(self) -> None:
        self._until("the window is drawn again", self._screen.shows_something)
        self._picture("home-again", most=20)
        home = self._screen.look()
        self._screen.press("Enter")
        self._until("the circle is carried on", lambda: self._screen.look() != home)
        self._picture("carried-on")
        self._screen.press("Enter", "→")  # the time it was closed is nobody's; the next person
        self._tell(NAMES[2])
        self._screen.press("Ctrl Enter", "Esc")
        self._picture("all-told")

    def _talk_and_commit(self) -> None:
        self._screen.press("Ctrl 4")  # the stage by its number, as Windows tells digits otherwise
        self._until_stage(Stage.DIALOGUE)
        self._screen.write(NOTE)
        self._screen.press("F6")
        for idea in IDEAS:
            self._screen.write(f"{idea}\n")
        self._until_kept("the ideas", lambda one: tuple(i.text for i in one.ideas) == IDEAS)
        self._picture("dialogue")
        self._screen.press("Ctrl Enter")
        self._until_stage(Stage.COMMIT)
        self._screen.press("Ctrl ↑", "Ctrl ↑", "Ctrl ↑")
        self._until_kept("actions", lambda one: tuple(a.text for a in one.actions) == IDEAS[:3])
        self._screen.press("F6", "Enter", "Tab", "Space")
        self._until_kept("who does it", lambda one: len(one.actions[0].who) == len(NAMES))
        self._picture("commit")

    def _plenary(self) -> None:
        self._screen.press("Ctrl Enter")
        self._until_stage(Stage.PLENARY)
        drawn = self._screen.look()
        self._until("the sheet is shown", lambda: self._screen.look() != drawn)
        self._picture("plenary", most=20)
        self._screen.press("Ctrl p")
        self._picture("print")
        self._screen.press("Esc")
        self._save("Ctrl Shift s", "sheet.pdf")
        self._screen.press("Esc")
        self._save("Ctrl e", "circle.circle")
        self._picture("exported")
        text = " ".join(PdfReader(self._place / "sheet.pdf").pages[0].extract_text().split())
        if IDEAS[0] not in text:
            raise DeafError("the sheet does not say the first action")

    def _save(self, key: str, name: str) -> None:
        path = self._place / name
        self._screen.press(key)
        self._picture(f"save-{path.suffix[1:]}")
        self._screen.press("Ctrl a")
        self._screen.write(self._there(path))
        asked = self._screen.look()
        self._screen.press("Enter")
        self._until(f"{name} is written", lambda: path.exists() and path.stat().st_size > 0)
        self._until("the dialog is closed", lambda: self._screen.look() != asked)

    def _merge(self) -> None:
        """The organiser's side, by commands."""
        library = "--library", self._there(self._place / "organiser")
        self._command(*library, "merge", self._there(self._place / "circle.circle"))
        report = self._place / "report.json"
        self._command(*library, "report", "-o", self._there(report))
        (circle,) = json.loads(report.read_text(encoding="utf-8"))["circles"]
        if [one["text"] for one in circle["actions"]] != list(IDEAS[:3]):
            raise DeafError("the report has other actions")
        if circle["stories"] or circle["dialogue"]:
            raise DeafError("the report has what was not to leave")

    def _command(self, *words: str) -> None:
        program, *first = self._app.command
        if self._wine.run(program, *first, *words, log=self._log, seconds=_TWO_MINUTES):
            raise DeafError(f"{' '.join(words)} was refused: see {self._log}")

    # What is kept, and how it is waited for.

    def _until_stage(self, stage: Stage) -> None:
        self._until(stage.name, lambda: self._kept()[1] is stage)

    def _until_kept(self, what: str, holds: Callable[[Circle], bool]) -> None:
        def there() -> bool:
            circle, _stage = self._kept()
            return circle is not None and holds(circle)

        self._until(f"{what} kept", there)

    def _kept(self) -> tuple[Circle | None, Stage | None]:
        """The circle as it is on Windows' disk, and its stage: read from a copy."""
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "library"
            for ending in ("", "-wal"):
                one = self._place / f"library{ending}"
                if one.exists():
                    shutil.copyfile(one, f"{copy}{ending}")
            with Library(copy, SystemClock()) as library:
                circles = library.circles()
                saved = library.saved_state(circles[0].id) if circles else None
        return (circles[0] if circles else None), (saved.stage if saved else None)

    def _until(self, what: str, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + _SOON
        while not holds():
            if time.monotonic() > until:
                self._picture("not-so")
                raise DeafError(f"after {_SOON} s not so: {what}")
            time.sleep(1)

    def _picture(self, name: str, most: float = 5) -> None:
        self._taken += 1
        self._screen.picture(self._pictures / f"{self._taken:02}-{name}.png", most)

    def _there(self, path: Path) -> str:
        r"""A path of Windows' disk as Windows writes it, from C:\ on."""
        return "C:\\" + "\\".join(path.relative_to(self._wine.disk).parts)


def _is_told(circle: Circle, name: str) -> bool:
    return any(story.title == f"The story of {name}" and story.points for story in circle.stories)
