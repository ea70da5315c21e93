"""The guide and *About* are read inside the app: found by their headings, copied, left by Esc."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextFormat, QTextImageFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle import __version__, resources
from storycircle.core.clock import SimulatedClock
from storycircle.core.i18n.language import ENGLISH
from storycircle.jobs.documents import guide_pages
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.spoken_language import speak
from storycircle.ui.home.built_with import PACKAGES, built_with_lines, licence_of
from storycircle.ui.home.reading_screen import ReadingScreen, new_about, new_guide
from storycircle.ui.theme.palette import DARK, LIGHT
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.label import Text
from tests.reach.clipped import clipped
from tests.support.pseudo import LONG
from tools.bundle.licences import NAME, TEXTS, Bundled, write, write_texts

ROOT = Path(__file__).parents[3]


@pytest.fixture
def guide(qtbot: QtBot, theme: Theme) -> ReadingScreen:
    """The guide, wide enough for its list."""
    return shown(qtbot, new_guide(theme))


def shown(qtbot: QtBot, screen: ReadingScreen) -> ReadingScreen:
    qtbot.addWidget(screen)
    screen.resize(1280, 800)
    with qtbot.waitExposed(screen):
        screen.show()
    return screen


def test_the_whole_guide_is_there(guide: ReadingScreen) -> None:
    """Each of its headings is listed, and each of its words is in the text."""
    source = "\n\n".join(page.read_text(encoding="utf-8") for page in guide_pages())
    for heading in re.findall(r"^#+ (.+)$", source, re.MULTILINE):
        assert heading in guide.titles
    assert {"Gather", "Forgot to press Start?", "For the room"} <= set(guide.titles)
    assert not re.search(r"\*|`|^#", guide.text.toPlainText(), re.MULTILINE)
    text = re.sub(r"\W+", " ", guide.text.toPlainText())
    for words in re.findall(r"[A-Za-z]{4,}(?: [a-z]{4,}){3}", source):
        assert words in text
    assert not re.search(
        r"\]\(|\.md\b(?! in)", guide.text.toPlainText().replace("what-leaves.md", "")
    )


def test_its_pictures_are_as_wide_as_there_is_room(qtbot: QtBot, guide: ReadingScreen) -> None:
    """Each says in words what it shows; in a small window none makes the page scroll sideways. In
    the dark they are dark.
    """
    wide = set()
    for size in ((1280, 800), (500, 600), (1280, 800)):
        guide.resize(*size)
        qtbot.waitUntil(lambda: guide.text.viewport().width() < guide.width())
        pictures = pictures_of(guide)
        assert len(pictures) == 4
        assert all(shape.property(QTextFormat.Property.ImageAltText) for shape in pictures)
        assert guide.text.horizontalScrollBar().maximum() == 0
        wide.add(pictures[0].width())
        assert all(round(p.width() / p.height(), 2) == 1.6 for p in pictures)
    assert len(wide) == 2
    dark = shown(qtbot, new_guide(Theme(DARK, still=True)))
    darkness = [lightness_of(screen) for screen in (dark, guide)]
    assert darkness[0] < 100 < darkness[1]


def pictures_of(screen: ReadingScreen) -> list[QTextImageFormat]:
    document = screen.text.document()
    found, cursor = [], document.find("\ufffc")
    while not cursor.isNull():
        found.append(cursor.charFormat().toImageFormat())
        cursor = document.find("\ufffc", cursor)
    return found


def lightness_of(screen: ReadingScreen) -> int:
    """Of the first picture, where it shows ground."""
    kind, name = QTextDocument.ResourceType.ImageResource, pictures_of(screen)[0].name()
    image: QImage = screen.text.document().resource(kind.value, QUrl(name))
    return image.pixelColor(600, 20).lightness()


def test_a_heading_leads_to_its_place(guide: ReadingScreen) -> None:
    """By the keyboard alone, too."""
    guide.list.setFocus()
    row = guide.titles.index("For organisers")
    guide.list.setCurrentRow(row)
    assert guide.text.textCursor().block().text() == "For organisers"
    assert guide.text.verticalScrollBar().value() > 0
    QTest.keyClick(guide.list, Qt.Key.Key_Return)
    assert guide.text.hasFocus()


def test_words_are_found(guide: ReadingScreen) -> None:
    """The list has what they stand below, and Enter goes there, and marks them."""
    guide.field.setFocus()
    QTest.keyClicks(guide.field, "projector")
    assert guide.titles == ["For the room"]
    QTest.keyClick(guide.field, Qt.Key.Key_Return)
    assert guide.text.textCursor().selectedText() == "projector"
    guide.field.setText("zebra")
    assert guide.titles == []
    assert guide.field.accessibleDescription() == "Not on this page."
    guide.field.clear()
    assert len(guide.titles) > 20


def test_on_a_small_window_the_list_comes_when_words_are_looked_for(
    qtbot: QtBot, guide: ReadingScreen
) -> None:
    """Else the text would have no room."""
    guide.resize(800, 600)
    qtbot.waitUntil(lambda: not guide.list.isVisible())
    guide.field.setText("projector")
    assert guide.list.isVisible()


@pytest.mark.slow
def test_no_title_in_the_list_ends_early(guide: ReadingScreen) -> None:
    """However wide the page: a title takes the lines that it needs, and more where it grows
    narrower. Qt broke it for more room than it was drawn in.
    """
    guide.list.setFont(Theme(LIGHT, 1.5).sans(15))
    for wide in range(140, 320, 6):
        guide.list.setFixedWidth(wide)
        QApplication.processEvents()
        elided = [row for row in clipped(guide) if row.widget == "QListWidget"]
        assert elided == []


def test_text_is_read_and_copied_by_keys(guide: ReadingScreen) -> None:
    """It has a cursor, and cannot be written in."""
    guide.text.setFocus()
    assert guide.text.isReadOnly()
    QTest.keyClick(guide.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(guide.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "For organisers" in QApplication.clipboard().text()


def test_about_says_what_is_built_in(qtbot: QtBot, theme: Theme) -> None:
    """By name, version and licence; our own licence and those of the fonts in full."""
    about = shown(qtbot, new_about(theme))
    text = about.text.toPlainText()
    assert f"Story Circle {__version__}, under the MIT licence." in text
    for package in PACKAGES:
        assert f"{package} {metadata.version(package)}: {licence_of(package)}" in text
    fonts = list((resources.folder() / "fonts").glob("LICENSE-*.txt"))
    assert text.count("SIL OPEN FONT LICENSE Version 1.1") == len(fonts)
    assert "Permission is hereby granted, free of charge" in text


def test_about_names_every_package_that_is_needed() -> None:
    """As pyproject.toml has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[=<>]", one)[0] for one in project["dependencies"]}
    assert set(PACKAGES) == needed


def test_another_language_says_that_the_guide_is_in_english(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    speak(qapp, LONG)
    try:
        screen = new_guide(theme)
        qtbot.addWidget(screen)
        said = [text.text() for text in screen.findChildren(Text)]
    finally:
        speak(qapp, ENGLISH)
    plain = new_guide(theme)
    qtbot.addWidget(plain)
    assert len(said) == len(plain.findChildren(Text)) + 1


def test_both_are_reached_from_the_page_on_the_method(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """And Esc leads back to it."""
    window = Window(theme, library, clock)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    with qtbot.waitActive(window):
        window.show()
    screens = window.screens
    for request, page in (("guideRequested", "guide"), ("builtRequested", "built")):
        screens.show_about()
        getattr(screens.about, request).emit()
        assert screens.currentWidget() is getattr(screens, page)
        reading = QApplication.focusWidget()
        assert reading is getattr(screens, page).text
        QTest.keyClick(reading, Qt.Key.Key_Escape)
        assert screens.currentWidget() is screens.about


@pytest.mark.slow
def test_the_guide_is_printed_and_saved(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """Ctrl P shows its pages, each by itself or all; what is saved is the PDF that is shown. Esc
    goes back to the guide, and then to where it was opened from.
    """
    window = Window(theme, library, clock)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    with qtbot.waitActive(window):
        window.show()
    screens = window.screens
    screens.show_guide()
    QTest.keyClick(screens.guide.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    page = screens.guide_paper
    assert screens.currentWidget() is page
    qtbot.waitUntil(lambda: page.paper.made is not None)
    page.out.save_to(tmp_path / "guide.pdf")
    assert len(PdfReader(tmp_path / "guide.pdf").pages) == 2
    assert page.paper.pick.count() == 5
    page.paper.pick.set_value("all")
    page.paper.draw()
    qtbot.waitUntil(lambda: page.paper.made is not None and page.paper.page.pages() > 8)
    for behind in (page, screens.guide, window.home):  # first what was said of the file goes
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Escape)
        assert behind.isVisible()


def test_what_a_bundle_carries_is_listed_with_its_licence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As tools/bundle/licences.py writes it; what is listed already is not listed twice, however
    its papers spell it, and the folder with the texts is named.
    """
    once = len(built_with_lines())
    twice = [Bundled(name, "8", "BSD-3-Clause") for name in ("click", "pi_heif", "RapidFuzz")]
    found = dict.fromkeys((Bundled("libxcb1", "1.15-1", "MIT"), *twice), "its text")
    write_texts(found, tmp_path / TEXTS)
    (tmp_path / "LICENSE").write_text("MIT", encoding="utf-8")
    write(found, tmp_path / NAME)
    monkeypatch.setattr(resources, "folder", lambda: tmp_path)
    lines = built_with_lines()
    assert len(lines) == once + 2
    assert lines[-1] == f"Each licence in full is in the folder {tmp_path / TEXTS}."
    assert "libxcb1 1.15-1: MIT" in lines
