"""What every test may ask for: no screen, a repeatable search, a library, the example event."""

import gc
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import monotonic

import pyrage
import pytest
from hypothesis import settings

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.jobs.import_event import read_file
from storycircle.resources import example_event
from storycircle.store.library import Library
from tests.support.examples import HOW_FAR, PROFILE, USUAL, examples
from tests.support.fresh import fresh_library

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "en"  # whatever the developer's own system speaks
for profile in HOW_FAR:
    settings.register_profile(
        profile,
        deadline=None,
        database=None,
        derandomize=profile != "search",  # that one looks elsewhere each time
        max_examples=examples(USUAL),
    )
settings.load_profile(PROFILE)
gc.disable()  # as the app does: a window of an earlier test is not taken apart amid a layout
_MUCH = 50_000  # things made and not gone since the last look


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: while one waits for its window, others work."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: no collection looks through it."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Python takes apart at its end what it always would."""
    gc.unfreeze()


class Collecting:
    """Between two tests what nothing refers to any more goes, where there is much of it; a look
    through all that is kept takes longer the more that is, and has a twentieth of the time.
    """

    ended = took = 0.0

    @classmethod
    def if_due(cls) -> None:
        begun = monotonic()
        if gc.get_count()[0] > _MUCH and begun - cls.ended > 19 * cls.took:
            gc.collect()
            cls.ended = monotonic()
            cls.took = cls.ended - begun


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    Collecting.if_due()


@pytest.fixture
def clock() -> SimulatedClock:
    """The June 2007 event, four minutes before its circles are introduced."""
    return SimulatedClock(datetime(2007, 6, 14, 11, 16))  # noqa: DTZ001 (the room's own time)


@pytest.fixture
def library(tmp_path: Path, clock: SimulatedClock) -> Iterator[Library]:
    """An empty library of its own."""
    with fresh_library(tmp_path / "own" / "library", clock) as opened:
        yield opened
        close_windows()


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The application is the app's own."""
    from storycircle.ui.system.application import App

    return App


@pytest.fixture
def quick_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase seals at once, and nothing: where it takes a second of work, and is not what is
    tested.
    """
    monkeypatch.setattr("pyrage.passphrase.encrypt", lambda data, _passphrase: data)


@pytest.fixture
def weak_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase seals at once and hides nothing from anybody who tries: for tests of the ways
    that only a sealed file can go.
    """
    head = b"age-encryption.org/v1\n-> scrypt "

    def turned(data: bytes) -> bytes:
        return bytes(byte ^ 0x5A for byte in data)

    def encrypt(data: bytes, passphrase: str) -> bytes:
        return head + turned(passphrase.encode() + b"\n" + data)

    def decrypt(data: bytes, passphrase: str) -> bytes:
        known, _line, rest = turned(data.removeprefix(head)).partition(b"\n")
        if known.decode() != passphrase:
            raise pyrage.DecryptError(passphrase)
        return rest

    monkeypatch.setattr("pyrage.passphrase.encrypt", encrypt)
    monkeypatch.setattr("pyrage.passphrase.decrypt", decrypt)


def close_windows() -> None:
    """Close what a test showed, as a person does before the laptop's library is shut.

    What is asked at closing is answered: a window that stayed would go on saving to a library that
    is closed, in the midst of another test.
    """
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        for window in widgets.QApplication.topLevelWidgets():
            closed = window.close() or window.close()  # a reminder is given once
            asks = getattr(window, "letting_go", None)
            if not closed and asks is not None:
                asks.let_go()


@pytest.fixture
def example() -> Gathered:
    """The June 2007 event: six circles, 36 members, 16 actions."""
    return read_file(example_event())
