"""What of files that were looked at waits for a person: a tick box each, none of them ticked."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core.i18n import N_, _, n_
from storycircle.jobs.merge import MergeResult
from storycircle.store.exchange.confirmation import Waiting
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline
from storycircle.ui.widgets.display.layouts import scrolling

_TITLE = N_("Waits for your tick")
_HINT = N_("Without its tick each of these is left out, and the rest of its file is merged.")
_MOST = 60  # boxes drawn; a forged file may have hundreds
_HIGHEST = 240  # px at 100 %, before it scrolls


class WaitingTicks(QWidget):
    """Hidden where nothing waits. after: the widget from which Tab comes here."""

    def __init__(self, theme: Theme, after: QWidget) -> None:
        super().__init__()
        self._theme, self._after = theme, after
        self._boxes: list[tuple[int, Waiting, TickBox]] = []
        self._inside: QWidget | None = None
        self._column = layouts.column(self, theme.px(4))
        self._column.addWidget(Hairline(theme))
        self._column.addWidget(label.part_title(theme, _(_TITLE)))
        self._column.addWidget(label.hint(theme, _(_HINT)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    @property
    def boxes(self) -> list[TickBox]:
        """The tick boxes, from the top down."""
        return [box for _at, _waiting, box in self._boxes]

    def show_rows(self, rows: Iterable[MergeResult]) -> None:
        """Whatever waits in these files; nothing for none."""
        layouts.discard(self._inside, self._column)
        self._inside = None
        waits = [(row, waiting) for row in rows for waiting in row.waiting]
        self._boxes = []
        self.setVisible(bool(waits))
        if not waits:
            return
        inside = QWidget()
        ring = self._theme.px(4)  # for what is drawn round the box that has the keyboard
        column = layouts.column(inside, ring, (ring, ring, ring, ring))
        self._inside = scrolling(inside)
        last = self._after
        for row, waiting in waits[:_MOST]:
            said = _("{file}: {waiting}.", file=row.name, waiting=waiting.text)
            box = TickBox(self._theme, said)
            self._boxes.append((row.at, waiting, box))
            column.addWidget(box)
        if len(waits) > _MOST:
            more = n_(
                "and {figures} more, which are left out",
                "and {figures} more, which are left out",
                len(waits) - _MOST,
            )
            column.addWidget(label.hint(self._theme, more))
        self._column.addWidget(self._inside)
        for box in self.boxes:
            QWidget.setTabOrder(last, box)
            last = box
        self._fit()

    def set_left_out(self, places: AbstractSet[int]) -> None:
        """The files at these places stay out as they are: nothing of them can be ticked."""
        for at, _waiting, box in self._boxes:
            box.setEnabled(at not in places)

    def accepted(self) -> dict[int, tuple[Waiting, ...]]:
        """What is ticked, by the places of its files in their batch."""
        found: dict[int, tuple[Waiting, ...]] = defaultdict(tuple)
        for at, waiting, box in self._boxes:
            if box.isChecked() and box.isEnabled():
                found[at] = (*found[at], waiting)
        return dict(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Later: what is asked for while the layout is at work is not heard.
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """As high as its boxes, up to a bound."""
        if self._inside is not None:
            ring = self._theme.px(4)
            room = self.width() - 2 * ring
            high = ring + sum(box.heightForWidth(room) + ring for box in self.boxes)
            self._inside.setFixedHeight(min(high, self._theme.px(_HIGHEST)))
