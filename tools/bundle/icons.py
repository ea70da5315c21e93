"""Draws the app's icon from the ring of the home screen: python -m tools.bundle.icons FOLDER.

An SVG, PNGs from 16 to 512 px, an .ico for Windows and an .icns for macOS. They are kept in
packaging/icons, and a test draws them anew to see that they are still the ring.
"""

import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.widgets.ring.painter import paint_icon

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_WINDOWS = [(size, size) for size in (16, 24, 32, 48, 64, 128, 256)]
_NAME = "storycircle"


def draw_all(folder: Path) -> list[Path]:
    """Write every icon into a folder; which files."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        picture(size).save(folder / f"{_NAME}-{size}.png")
    largest = picture(1024)
    largest.save(folder / f"{_NAME}.icns")
    pictures = [picture(size) for size, _ in _WINDOWS]
    pictures[-1].save(folder / f"{_NAME}.ico", sizes=_WINDOWS, append_images=pictures[:-1])
    _write_svg(folder / f"{_NAME}.svg")
    return sorted(folder.iterdir())


def picture(size: int) -> Image.Image:
    """The icon, drawn at a size in px: a small one is no large one made small."""
    drawn = QImage(size, size, QImage.Format.Format_RGBA8888)
    drawn.fill(Qt.GlobalColor.transparent)
    _paint(drawn, size)
    return Image.frombytes("RGBA", (size, size), bytes(drawn.constBits()))


def _write_svg(path: Path) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    svg = QSvgGenerator()
    svg.setOutputDevice(buffer)
    svg.setSize(QSize(128, 128))
    svg.setViewBox(QRectF(0, 0, 128, 128))
    svg.setTitle("Story Circle")
    _paint(svg, 128)
    path.write_bytes(bytes(buffer.data().data()))


def _paint(device: QPaintDevice, size: int) -> None:
    with QPainter(device) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, LIGHT, size)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    for made in draw_all(Path(sys.argv[1])):
        print(made)
