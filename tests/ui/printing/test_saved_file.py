"""A file that was saved can be opened and its folder shown; what cannot be done is said."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.ui.printing import saved_file
from storycircle.ui.printing.saved_file import FOLDER, OPEN, SavedFile


class Desktop:
    """Stands for the desktop. opens: whether it has a program for what it is given."""

    def __init__(self, *, opens: bool = True) -> None:
        self.opens = opens
        self.shown: list[Path] = []

    def openUrl(self, url: QUrl) -> bool:
        self.shown.append(Path(url.toLocalFile()))
        return self.opens


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Desktop:
    """No bus, so that no file manager of this machine opens."""
    assert qapp
    made = Desktop()
    monkeypatch.setattr(QDesktopServices, "openUrl", made.openUrl)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    return made


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "Circle 5.pdf"
    path.write_bytes(b"%PDF")
    return path


def saved(path: Path, system: str = "linux") -> tuple[SavedFile, list[str]]:
    """A file just saved, and what is said of it."""
    said: list[str] = []
    app = QApplication.instance()
    assert app is not None
    file = SavedFile(app, system)
    file.refused.connect(said.append)
    file.answers(path)
    return file, said


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx", ".csv", ".md", ".txt", ".PDF"])
@pytest.mark.usefixtures("desktop")
def test_papers_and_tables_can_be_opened(ending: str, tmp_path: Path) -> None:
    file, _said = saved(tmp_path / f"a{ending}")
    values = [one.value for one in file.answers(tmp_path / f"a{ending}")]
    assert values == [OPEN, FOLDER]


@pytest.mark.parametrize("ending", [".circle", ".zip", ".library", ".json", ".exe", ""])
def test_what_is_no_paper_is_never_opened(ending: str, tmp_path: Path, desktop: Desktop) -> None:
    """Its folder can be shown; a circle file that is opened here would be merged."""
    path = tmp_path / f"a{ending}"
    path.write_text("x")
    file, said = saved(path)
    assert [one.value for one in file.answers(path)] == [FOLDER]
    file.answer(OPEN)
    assert desktop.shown == []
    assert len(said) == 1


def test_opened_in_the_systems_program(sheet: Path, desktop: Desktop) -> None:
    file, said = saved(sheet)
    assert file.answer(OPEN)
    assert (desktop.shown, said) == ([sheet], [])
    desktop.opens = False
    file.answer(OPEN)
    assert said == ["No program here opens Circle 5.pdf. It lies where you saved it."]


def test_the_folder_is_opened_where_no_file_manager_answers(
    qtbot: QtBot, sheet: Path, desktop: Desktop
) -> None:
    file, said = saved(sheet)
    assert file.answer(FOLDER)
    qtbot.waitUntil(lambda: desktop.shown == [sheet.parent], timeout=4_000)
    desktop.opens = False
    file.answer(FOLDER)
    qtbot.waitUntil(lambda: bool(said), timeout=4_000)
    assert said == [f"No program here shows folders. It is {sheet.parent}."]


@pytest.mark.parametrize(
    ("system", "started"),
    [
        ("win32", ["explorer.exe", '/select,"']),
        ("darwin", ["open", "-R"]),
    ],
)
def test_windows_and_macs_mark_the_file(
    system: str,
    started: list[str],
    sheet: Path,
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where their program does not start, the folder is opened."""
    begun: list[str] = []
    starts = [True, False]

    class Process:
        """Stands for a program that is started."""

        def setProgram(self, name: str) -> None:
            begun.append(name)

        def setNativeArguments(self, text: str) -> None:
            begun.append(text)

        @staticmethod
        def startDetached(*given: str | list[str]) -> tuple[bool, int]:
            for part in given:
                begun.extend([part] if isinstance(part, str) else part)
            return starts.pop(0), 1

    monkeypatch.setattr(saved_file, "QProcess", Process)
    file, said = saved(sheet, system)
    file.answer(FOLDER)
    assert (begun[0], desktop.shown) == (started[0], [])
    assert begun[1].startswith(started[1])
    assert "Circle 5.pdf" in begun[-1]
    file.answer(FOLDER)
    assert (desktop.shown, said) == ([sheet.parent], [])


@pytest.mark.parametrize("value", [OPEN, FOLDER])
def test_a_stick_that_was_pulled_out_is_said(value: str, tmp_path: Path, desktop: Desktop) -> None:
    file, said = saved(tmp_path / "STICK" / "a.pdf")
    file.answer(value)
    assert said == ["a.pdf is not there any more: was the stick pulled out?"]
    assert desktop.shown == []


@pytest.mark.usefixtures("desktop")
def test_other_answers_are_somebody_elses(sheet: Path) -> None:
    file, said = saved(sheet)
    assert not file.answer("close")
    assert said == []
