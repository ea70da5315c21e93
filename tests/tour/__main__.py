"""A picture of every screen and sheet.

python -m tests.tour FOLDER [--size WxH] [--scale 100|150|200] [--dark] [--contrast]
    [--language long|rtl|cy]

With a language, it says too what is left in English.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.i18n.language import ENGLISH
from storycircle.ui.system.printer import pages
from tests.support.left_in_english import left_in_english
from tests.tour.circle import Tour
from tests.tour.looks import add_looks, look_of


def main() -> None:
    """Take the tour."""
    parser = argparse.ArgumentParser(prog="python -m tests.tour", description=__doc__)
    parser.add_argument("folder", type=Path)
    add_looks(parser)
    given = parser.parse_args()
    folder, look = given.folder, look_of(given)
    folder.mkdir(parents=True, exist_ok=True)
    english: dict[str, str] = {}  # what was said in English, and the picture it is on

    def take(name: str, widget: QWidget) -> None:
        widget.grab().save(str(folder / f"{name}.png"))
        for text in left_in_english(widget) if look.language is not ENGLISH else ():
            english.setdefault(text, name)

    def show(name: str, data: bytes) -> None:
        for number, page in enumerate(pages(data, 110), 1):
            page.save(str(folder / f"{name}-{number}.png"))

    tour = Tour(look.dress(QApplication([])), look.size, take)
    tour.walk()
    tour.paper(show)
    tour.close()
    for text, name in english.items():
        print(f"{name} in English: {text!r}")  # noqa: T201 (this is what the command says)
    for path in sorted(folder.glob("*.png")):
        print(path)  # noqa: T201 (as above)


if __name__ == "__main__":
    main()
