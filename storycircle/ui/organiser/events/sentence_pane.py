"""A row of the comparison in a sentence, to be copied or put into a chapter."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from storycircle.core.afterwards.chapters import Chapter
from storycircle.core.i18n import _
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.context_menu import copy_text
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.layouts import Flow


class SentencePane(QWidget):
    """moved: another row is in hand. putRequested: its sentence, and the id of the chapter it is to
    stand in; "" for a new one. copied: the sentence is on the clipboard.
    """

    moved = Signal()
    putRequested = Signal(str, str)
    copied = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.shown: tuple[tuple[str, str], ...] = ()  # each row and its sentence
        column = layouts.column(self, theme.px(8))
        column.addWidget(label.section(theme, _("In a sentence")))
        self.rows = Pick(theme)
        self.rows.setAccessibleName(_("Which row"))
        self.rows.chosen.connect(lambda _value: self._show())
        column.addWidget(self.rows)
        self.sentence = label.words(theme, "", 16)
        column.addWidget(self.sentence)
        self.copy_it = Button(theme, _("Copy it"), padding=8, act=self._copy)
        self.chapter = Pick(theme)
        self.chapter.setAccessibleName(_("Into which chapter"))
        self.put = Button(theme, _("Put it there"), padding=8, act=self._put)
        ways = Flow(theme.px(8), theme.px(4))
        ways.addWidget(self.copy_it)
        ways.add(self.chapter, 1)
        ways.addWidget(self.put)
        column.addLayout(ways)

    @property
    def at(self) -> int:
        """The place of the row in hand, from 0; -1 for none."""
        return int(self.rows.value() or -1) if self.shown else -1

    def show_rows(self, rows: Sequence[tuple[str, str]], chapters: Sequence[Chapter]) -> None:
        """Show these rows, each with its sentence; the one in hand stays where it is still there.

        chapters: into which it may be put.
        """
        before = self.shown[self.at][0] if self.at >= 0 else ""
        self.shown = tuple(rows)
        names = [name for name, _said in rows]
        self.rows.set_options([(str(at), name) for at, name in enumerate(names)])
        self.rows.set_value(str(names.index(before)) if before in names else "0" if names else "")
        kept = self.chapter.value()
        options = [("", _("a new chapter")), *((one.id, one.title) for one in chapters)]
        self.chapter.set_options(options)
        self.chapter.set_value(kept if kept in dict(options) else "")
        self.setVisible(bool(rows))
        self._show()

    def go_to(self, row: int) -> None:
        """Take a row in hand, by its place."""
        self.rows.set_value(str(row))
        self._show()

    def _show(self) -> None:
        self.sentence.setText(self._said)
        self.moved.emit()

    @property
    def _said(self) -> str:
        return self.shown[self.at][1] if self.at >= 0 else ""

    def _copy(self) -> None:
        copy_text(self._said)
        self.copied.emit()

    def _put(self) -> None:
        self.putRequested.emit(self._said, self.chapter.value())
