"""The pictures that README and docs show: the tour takes them, so they are of today's screens."""

from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication, QWidget

from tests.tour.circle import Tour
from tests.tour.looks import TourLook

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
PICTURES = {
    "04-stories": "stories.png",
    "07-commit": "commit.png",
    "08-plenary": "plenary.png",
    "08-by-light": "by-light.png",
    "11-headings-board-16": "headings.png",
}
"""The file of a screen, by its name on the tour."""
LOOKS = {"": TourLook(size=(1280, 800)), "-dark": TourLook(size=(1280, 800), dark=True)}
"""What a file's name ends with, by how the screen looks: the guide inside the app has dark ones."""
FILES = {
    f"{Path(file).stem}{ending}.png": (name, ending)
    for name, file in PICTURES.items()
    for ending in LOOKS
}
"""Every file, with its stop on the tour and its look."""
_COLOURS = 256


def take_documented() -> None:
    """Write them where the documents look for them."""
    FOLDER.mkdir(exist_ok=True)
    app = QApplication([])
    for ending, look in LOOKS.items():

        def take(name: str, widget: QWidget, ending: str = ending) -> None:
            if name in PICTURES:
                path = FOLDER / f"{Path(PICTURES[name]).stem}{ending}.png"
                widget.grab().save(str(path))
                _make_small(path)

        tour = Tour(look.dress(app), look.size, take)
        tour.walk()
        tour.close()


def _make_small(path: Path) -> None:
    """Screens have few colours: with a table of them a picture is a third as large."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
