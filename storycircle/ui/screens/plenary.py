"""Plenary: the sheet as it prints; print, save, export; what leaves this laptop, in words."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from storycircle.core import words
from storycircle.core.choosing import few_tellers, to_ask
from storycircle.core.errors import Refused
from storycircle.core.model import Circle
from storycircle.core.sharing import what_leaves, what_stays, what_waits
from storycircle.core.teller_slip import teller_slips
from storycircle.jobs.export import file_name
from storycircle.jobs.printing import Size, sheet_pdf, write_sheet, write_slips, write_teller_slips
from storycircle.ui.files import ask_to_save
from storycircle.ui.printing import no_printer, print_pdf
from storycircle.ui.screens import finishing
from storycircle.ui.screens.hand_over import HandOver
from storycircle.ui.screens.home_ground import scrolling
from storycircle.ui.screens.leaving_card import LeavingCard
from storycircle.ui.screens.stage import StageScreen
from storycircle.ui.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.button import Button
from storycircle.ui.widgets.choice import Choice
from storycircle.ui.widgets.label import app, hint, page_title, section
from storycircle.ui.widgets.link import Link
from storycircle.ui.widgets.message import Answer, Message
from storycircle.ui.widgets.page_view import PageView
from storycircle.ui.work import Work

_PDF = "PDF (*.pdf)"
_RING = 4  # px round a button for its focus ring


class PlenaryScreen(StageScreen):
    """Take it to the plenary, give it to the organiser.

    removeRequested: the circle is to go. lookRequested: what is behind a line of the list.
    """

    removeRequested = Signal()
    lookRequested = Signal(str)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._pdf = b""
        self._work: Work | None = None
        self.message: Message | None = None
        self._build_main()
        self._build_pane()
        session.erased.connect(self._erased)
        self.keys(("Ctrl+P",), self._print)
        self.keys(("Ctrl+Shift+S",), self._save)
        self.keys(("Ctrl+E",), self.hand_over.export)
        self.keys(("Ctrl+L",), self._ask_tellers)

    def _build_main(self) -> None:
        theme = self.theme
        row = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(page_title(theme, "The feedback sheet"))
        said = "One page for the wall and the plenary. This is exactly what prints."
        titles.addWidget(app(theme, said, second=True))
        row.addLayout(titles, 1)
        self.size_ = Choice(theme, [("a4", "A4"), ("a3", "A3")], ticked=False)
        self.size_.set_value("a4")
        self.size_.setFixedWidth(theme.px(140))
        self.size_.chosen.connect(self._draw)
        row.addWidget(self.size_, 0, Qt.AlignmentFlag.AlignTop)
        self.main.addLayout(row)
        self.main.addSpacing(16)
        self.page = PageView(theme)
        self.main.addWidget(self.page, 1)

    def _build_pane(self) -> None:
        theme = self.theme
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(_RING, _RING, _RING, _RING)
        self._column.setSpacing(0)
        self._area = scrolling(inside)
        self.pane.addWidget(self._area)
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self._column.addWidget(section(theme, "Take it to the plenary"))
        self._column.addSpacing(8)
        self.print_ = self._button("Print the sheet", "Ctrl P", "main", self._print)
        self._button("Save as PDF", "Ctrl Shift S", "second", self._save)
        self._button("Save a slip for each person", "", "second", self._save_slips)
        self.tellers = self._button("Save the tellers’ slips", "", "second", self._save_tellers)
        self._column.addSpacing(12)
        self.hand_over = HandOver(theme, self.session)
        self.hand_over.exported.connect(self._exported)
        self.hand_over.refused.connect(self._not_saved)
        self._column.addWidget(self.hand_over)
        self._column.addSpacing(8)
        self._column.addStretch(1)
        self._leaving = LeavingCard(theme)
        self._leaving.seeRequested.connect(self._see_to_it)
        self._leaving.lookRequested.connect(self.lookRequested)
        self._column.addWidget(self._leaving)
        self._column.addSpacing(8)
        self._handed = hint(theme, "")
        self._column.addWidget(self._handed)
        self.finish = Link(theme, "Finish this circle", 14)
        self.finish.clicked.connect(self._finish)
        self._column.addWidget(self.finish)

    def _button(self, text: str, key: str, kind: str, act: object) -> Button:
        button = Button(self.theme, text, key, kind, wide=True)
        button.clicked.connect(act)
        self._column.addWidget(button)
        self._column.addSpacing(8)
        return button

    def set_room(self, width: int) -> None:
        """The pane's column has the focus rings of its buttons inside."""
        super().set_room(width)
        pane = self.pane.contentsMargins()
        side = pane.left() - _RING, pane.right() - _RING
        self.pane.setContentsMargins(side[0], 24 - _RING, side[1], 24 - _RING)

    def entered(self) -> None:
        self._draw()
        self.print_.setFocus()

    def refresh(self) -> None:
        circle = self.session.circle
        waits = self.waiting()
        stays = [line for line in what_stays(circle) if f"{line}." not in waits]
        leaves = what_leaves(circle)
        self._leaving.show_lists(leaves, stays, waits, few_tellers(circle), looks=leaves)
        self.hand_over.refresh()
        self.tellers.setVisible(bool(teller_slips(circle, self.session.at_event)))
        self.finish.setVisible(not self.session.erasing.going)
        handing = self.session.library.handing(circle)
        said = handing.said(self.session.clock.now())
        self._handed.setText(f"{said}, as “{handing.name}”." if handing.name else f"{said}.")

    def waiting(self) -> tuple[str, ...]:
        """In words, what may leave and does not yet."""
        return what_waits(self.session.circle)

    def wait_for_sheet(self) -> None:
        """Until the sheet that is being made is there."""
        if self._work is not None:
            self._work.wait()

    def hideEvent(self, event: QHideEvent) -> None:
        """No work outlives the screen."""
        self.wait_for_sheet()
        self.hand_over.wait()
        super().hideEvent(event)

    # The sheet.

    def _size(self) -> Size:
        return "a3" if self.size_.value() == "a3" else "a4"

    def _draw(self) -> None:
        """Make the sheet off the thread that draws, then show it."""
        self.refresh()
        event, circle, size = self.session.at_event, self.session.circle, self._size()
        self.wait_for_sheet()
        self._work = Work(lambda _work: sheet_pdf(event, [circle], size), self)
        self._work.done.connect(self._drawn)
        self._work.refused.connect(self.session.refused)
        self._work.start()

    def _drawn(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.page.show_pdf(pdf)

    def _print(self) -> None:
        if no_printer():
            answers = (Answer("save", "Save as PDF", "main", "Enter"), Answer("", "Close", "quiet"))
            said = "The sheet can be saved as a PDF: any printer will take it."
            self._say("No printer was found.", said, answers, "look")
        elif self._pdf:
            print_pdf(self, self._pdf, self._size())

    def _save(self) -> None:
        name = file_name(self.session.circle, ".pdf")
        ask_to_save(self, "Save the sheet", name, _PDF, lambda paths: self._saved(paths[0]))

    def _save_slips(self) -> None:
        name = file_name(self.session.circle, " slips.pdf")
        ask_to_save(self, "Save the slips", name, _PDF, lambda paths: self._slips(paths[0]))

    def _save_tellers(self) -> None:
        name = file_name(self.session.circle, " tellers.pdf")
        title = "Save the tellers’ slips"
        ask_to_save(self, title, name, _PDF, lambda paths: self._tellers_saved(paths[0]))

    def _saved(self, path: Path) -> None:
        circle, event = self.session.circle, self.session.at_event
        self._do(lambda: write_sheet(path, event, [circle], self._size()), path)

    def _slips(self, path: Path) -> None:
        circle, event = self.session.circle, self.session.at_event
        self._do(lambda: write_slips(path, event, [circle]), path)

    def _tellers_saved(self, path: Path) -> None:
        circle, event = self.session.circle, self.session.at_event
        self._do(lambda: write_teller_slips(path, event, [circle]), path)

    def _exported(self, path: Path, circle: Circle) -> None:
        """Say what is in the circle file, and offer to finish the circle."""
        self.refresh()
        held = words.listed([line.lower() for line in what_leaves(circle)])
        more, answers = finishing.offer(self.session)
        said = f"{_lies(path)}: {held}. {more}".rstrip()
        self._say("Exported, and read back.", said, answers, "done")

    def _do(self, act: Callable[[], str], path: Path) -> None:
        not_set = self._done(act)
        if not_set is not None:
            answers = (Answer("", "Close", "quiet", "Esc"),)
            self._say("Saved.", f"{_lies(path)}. {not_set}".rstrip(), answers, "done")

    def _done(self, act: Callable[[], str | None]) -> str | None:
        """Do something; what is to be said of it beside, or None where it was refused."""
        try:
            said = act()
        except Refused as refused:
            self._not_saved(str(refused))
            return None
        self.refresh()
        return said or ""

    def _not_saved(self, why: str) -> None:
        self._say("Not saved.", why, (Answer("", "Close", "second", "Esc"),), "look")

    # Tellers, and the end.

    def _ask_tellers(self) -> None:
        stories = tuple(story.id for story in to_ask(self.session.circle))
        if stories:
            self.askRequested.emit(stories, None)

    def _see_to_it(self) -> None:
        self.settleRequested.emit(tuple(story.id for story in self.session.circle.stories))

    def _finish(self) -> None:
        said, answers = finishing.offer(self.session)
        self._say("Is this circle finished?", said, answers, "")

    def _say(self, title: str, text: str, answers: tuple[Answer, ...], sign: str) -> None:
        """A message in its place, at the top of the pane; the next one takes its place."""
        if self.message is not None:
            self.message.hide()
            self.message.deleteLater()
        self.message = Message(self.theme, title, text, answers, sign=sign)
        self.message.answered.connect(self._answered)
        self.message.closed.connect(self._close)
        self._place.addWidget(self.message)
        self._place.setContentsMargins(0, 0, 0, 16)
        self.message.setFocus()
        self._area.verticalScrollBar().setValue(0)

    def _answered(self, value: str) -> None:
        self._close()
        if value == "save":
            self._save()
        elif value == finishing.NOTES and self.session.erase_kept_notes():
            self._say("Erasing ...", "", (), "")
        elif value == finishing.REMOVE:
            self._say(*finishing.before_removing(self.session), "look")
        elif value == finishing.REMOVE_NOW:
            self.removeRequested.emit()

    def _erased(self, done: bool) -> None:
        self._close()
        if done:
            said = "That the stories were told is kept. What was noted of them is gone."
            self._say("Erased.", said, (Answer("", "Close", "second", "Esc"),), "done")

    def _close(self) -> None:
        if self.message is not None:
            self.message.hide()
            self.message.deleteLater()
            self.message = None
            self._place.setContentsMargins(0, 0, 0, 0)
        self.print_.setFocus()


def _lies(path: Path) -> str:
    return f"{path.name} is in {path.parent.name or path.parent}"
