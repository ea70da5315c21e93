"""Says as JSON which letters have no glyph where the system has no fonts: a program of its own.

python tests/ui/theme/bare_desktop.py shown|typed: with a text shown at once, or once the window
has been there for a moment. FONTCONFIG_FILE names a configuration without fonts.
"""

import json
import sys
import tempfile
from pathlib import Path

from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SystemClock
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display import label
from tests.support.windows import breathe


def without_glyph(text: str, font: QFont) -> int:
    """How many glyphs of a text are the box that stands for a letter no face has."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return sum(run.glyphIndexes().count(0) for run in layout.glyphRuns())


def main(way: str, texts: dict[str, str]) -> None:
    """Show the texts in the way that is asked for, and count their boxes in each voice."""
    app = QApplication([])
    theme = Theme(LIGHT, still=True)
    apply_theme(app, theme)
    shown = []
    with tempfile.TemporaryDirectory() as folder:
        if way == "shown":
            shown = [label.words(theme, text, 17) for text in texts.values()]
        else:
            with Library(Path(folder) / "l", SystemClock()) as library:
                window = Window(theme, library, library.clock)
                window.show()
                breathe(500)
                window.close()
    voices = [
        *(theme.serif(17, weight) for weight in (400, 600)),
        *(theme.sans(17, weight) for weight in (400, 600)),
        theme.serif(17, italic=True),
    ]
    boxes = {name: sum(without_glyph(text, v) for v in voices) for name, text in texts.items()}
    print(json.dumps({"boxes": boxes, "labels": len(shown)}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.stdin.read()))
