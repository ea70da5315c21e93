"""What everyone can reach.

python -m tests.reach clipped [--only SCREEN] [--size WxH] [--scale 100|150|200] [--dark]
    [--contrast] [--language L]

prints what cannot be read or reached on the screens of the tour, a row a widget.
"""

import argparse
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from tests.reach.clipped import clipped
from tests.tour.circle import Tour
from tests.tour.looks import add_looks, look_of


def _clipped(given: argparse.Namespace) -> int:
    look, found = look_of(given), 0

    def measure(name: str, widget: QWidget) -> None:
        nonlocal found
        for row in clipped(widget) if given.only in name else ():
            found += 1
            wide, high = row.laid
            print(
                f"{name:27} {row.why:12} {row.widget:16} "
                f"{wide}x{high} in {row.visible[0]}x{row.visible[1]} {row.text[:90]!r}"
            )

    tour = Tour(look.dress(QApplication([])), look.size, measure)
    tour.walk()
    tour.close()
    print(f"{look}: {found} clipped (0)")
    return found


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.reach", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    kind = kinds.add_parser("clipped")
    add_looks(kind)
    kind.add_argument("--only", default="", help="screens with this in their name")
    sys.exit(bool(_clipped(parser.parse_args())))


if __name__ == "__main__":
    main()
