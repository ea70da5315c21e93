"""What a style sheet does best: scroll bars, menus, tooltips, fields and the window's ground."""

from string import Template

from storycircle.ui.theme.palette import Palette

_SHEET = Template("""
QMainWindow, QDialog { background: $paper; }
QWidget { color: $ink; }
QToolTip {
  background: $ink; color: $paper; border: 0; padding: ${p6}px ${p8}px;
  font-family: "Source Sans 3"; font-size: ${p14}px;
}
QLineEdit, QTextEdit, QPlainTextEdit {
  background: $paper; color: $ink; border: 1px solid $edge; border-radius: 6px;
  selection-background-color: $teal; selection-color: $on;
}
QLineEdit { padding: 0 10px; }
QTextEdit, QPlainTextEdit { padding: 3px 7px; }
QLineEdit:focus { border: 2px solid $teal; padding: 0 9px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $teal; padding: 2px 6px; }
QLineEdit:disabled, QTextEdit:disabled, QLineEdit:read-only {
  border: 1px dashed $edge; color: $ink_2;
}
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink_2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenuBar { background: $paper; color: $ink; border-bottom: 1px solid $line; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $sunk; }
QMenuBar::item:pressed { background: $teal; color: $on; }
QMenu { background: $surface; color: $ink; border: 1px solid $edge; padding: 6px; }
QMenu::item { padding: 6px 24px 6px 16px; border-radius: 4px; }
QMenu::item:selected { background: $teal; color: $on; }
QMenu::item:disabled { color: $ink_2; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QComboBox QAbstractItemView {
  background: $surface; color: $ink; border: 1px solid $edge; outline: 0; padding: 4px;
  selection-background-color: $teal; selection-color: $on;
}
QComboBox QAbstractItemView::item { min-height: ${p32}px; padding: 0 8px; }
QAbstractItemView { background: $paper; color: $ink; border: 1px solid $line; }
QHeaderView::section { background: $paper; color: $ink_2; border: 0; padding: 6px; }
""")


def stylesheet(palette: Palette, scale: float) -> str:
    """The application's style sheet; measures in px at 100 % times the scale."""
    colours = {name: value for name, value in vars(palette).items() if isinstance(value, str)}
    sizes = {f"p{px}": str(round(px * scale)) for px in (6, 8, 14, 32)}
    return _SHEET.substitute(colours, **sizes)
