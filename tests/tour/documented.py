"""The pictures that README and docs show: the tour takes them, so they are of today's screens."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from tests.tour.circle import Tour
from tests.tour.looks import TourLook

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
PICTURES = {
    "04-stories": "stories.png",
    "07-commit": "commit.png",
    "08-plenary": "plenary.png",
    "11-headings-board-16": "headings.png",
}
"""The file of a screen, by its name on the tour."""
LOOK = TourLook(size=(1280, 800))


def take_documented() -> None:
    """Write them where the documents look for them."""
    FOLDER.mkdir(exist_ok=True)

    def take(name: str, widget: QWidget) -> None:
        if name in PICTURES:
            widget.grab().save(str(FOLDER / PICTURES[name]))

    tour = Tour(LOOK.dress(QApplication([])), LOOK.size, take)
    tour.walk()
    tour.close()
