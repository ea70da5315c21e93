"""The tour goes by all there is: a widget that no picture shows would be looked at by nobody."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.widgets.display.label import RemarkLine, Text
from tests.support.windows import shown
from tests.tour.circle import Tour
from tests.tour.classes import seen_now, widget_classes
from tests.tour.documented import FILES, FOLDER, PICTURES
from tests.tour.looks import TourLook


@pytest.mark.slow
def test_every_class_of_widget_is_on_a_picture(qapp: QApplication) -> None:
    """Each stop has a name of its own, too: a second picture would take the place of the first."""
    names: list[str] = []
    seen: set[type[QWidget]] = set()

    def look(name: str, _widget: QWidget) -> None:
        names.append(name)
        seen.update(seen_now())

    tour = Tour(TourLook().dress(qapp), (1440, 900), look)
    tour.walk()
    tour.close()
    assert sorted(kind.__qualname__ for kind in widget_classes() - seen) == []
    assert len(names) == len(set(names))
    assert set(PICTURES) <= set(names)


def test_the_pictures_of_the_documents_are_those_of_the_tour() -> None:
    """Each is shown somewhere, and none that `python -m tests.tour --docs` does not take."""
    top = FOLDER.parent.parent
    shown_in_docs = {
        link
        for page in (top / "README.md", *top.glob("docs/*.md"), *top.glob("docs/guide/*.md"))
        for link in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    of_benchmarks = {"performance.svg"}  # the one picture that is drawn from figures
    assert {Path(link).name for link in shown_in_docs} - of_benchmarks == set(PICTURES.values())
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)


def test_only_what_is_on_screen_counts_as_seen(qapp: QApplication, qtbot: QtBot) -> None:
    theme = TourLook().dress(qapp)
    line = shown(qtbot, RemarkLine(theme), front=False)
    line.hide()
    assert RemarkLine in widget_classes()
    assert RemarkLine not in seen_now()
    line.show_remark("Two people are called Dawn G.")
    assert {RemarkLine, Text} <= seen_now()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("contrast", [False, True])
def test_a_tour_looks_as_the_system_would_ask(*, dark: bool, contrast: bool) -> None:
    theme = TourLook(dark=dark, contrast=contrast, scale=150).theme
    assert (theme.dark, theme.palette.high_contrast, theme.scale) == (dark, contrast, 1.5)
