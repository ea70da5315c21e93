"""Comparing the versions of one record.

Comparing: the versions of one record beside each other; one, the other, or a third stands.

One copy of a record on the comparing screen, field by field; and the field for a third.

What the comparing screen says of a record in two versions: no Qt.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.commands.command import Cap
from storycircle.core.consent.inquiry_leave import names_by_person
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _, n_
from storycircle.core.merge.compare import (
    Form,
    Piece,
    Row,
    differing,
    marked,
    read_back,
    rows_of,
    shown,
)
from storycircle.core.model import Circle
from storycircle.core.versioned_record import Record
from storycircle.store.exchange.came import OF_EVENT, Whose
from storycircle.store.organiser.conflicts import Conflict
from storycircle.store.refused_text import COMPARE
from storycircle.ui.commands import bind, bind_each
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.view_model import moment_in_words
from storycircle.ui.system.field_autosave import Draft, flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import Card, Hairline
from storycircle.ui.widgets.display.layouts import SentenceAndWays, grounded
from storycircle.ui.widgets.display.message import Notice
from storycircle.ui.widgets.display.scroll_area import FoldingArea
from storycircle.ui.widgets.display.text_marks import MarkedText

_TYPED = (Form.LINE, Form.TEXT, Form.LINES, Form.PROGRAMME, Form.NUMBER)
_SERIF = (Form.TEXT,)
_NOTHING = N_("nothing here")
_BESIDE = 620  # px at 100 % from which two copies stand beside each other


class CopyCard(Card):
    """A copy beside another. kept: this one is to stand."""

    kept = Signal()

    def __init__(  # noqa: PLR0917 (a copy, and what it is set against)
        self,
        theme: Theme,
        head: "CopyHead",
        copy: Record,
        other: Record,
        rows: Sequence[Row],
        names: Mapping[str, str],
        key: Cap,
    ) -> None:
        super().__init__(theme)
        read_as(self, Role.Grouping)
        self.setAccessibleName(head.title)
        self.texts: list[MarkedText] = []
        body = self.body()
        body.setSpacing(theme.px(2))
        body.addWidget(label.section(theme, head.title))
        for said in (*head.about, head.use):
            body.addWidget(label.hint(theme, said))
        for row in rows:
            body.addSpacing(theme.px(8))
            body.addWidget(Hairline(theme))
            body.addSpacing(theme.px(8))
            body.addWidget(label.label(theme, row.label))
            ours, theirs = shown(copy, row, names), shown(other, row, names)
            if not differing([copy, other], row.key):
                theirs = ours
            main = row.form in _SERIF
            font = theme.serif(20) if main else theme.sans(16)
            pieces = marked(ours or _(_NOTHING), theirs or _(_NOTHING))
            self.texts.append(MarkedText(theme, pieces, font, 28 if main else 24))
            body.addWidget(self.texts[-1])
        body.addStretch(1)
        body.addSpacing(theme.px(12))
        self.keep = Button(theme, _("Keep this one"), key, act=self.kept)
        body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)


class ThirdCard(Card):
    """A third wording, beginning as the first copy. used: its fields are to stand.

    What is typed is kept as a draft until it is used, or another wording is kept.
    """

    used = Signal()

    def __init__(
        self,
        theme: Theme,
        session: OrganiserSession,
        copies: Sequence[Record],
        rows: Sequence[Row],
        key: Cap,
    ) -> None:
        super().__init__(theme)
        self._first, self._session = copies[0], session
        self._drafts: list[Draft] = []
        self.fields: dict[Row, Field | Writing] = {}
        head = QHBoxLayout()
        head.addWidget(label.part_title(theme, _("Or write a third")), 1)
        head.addWidget(label.hint(theme, _("begins as number 1")))
        self.body().addLayout(head)
        column = layouts.column(spacing=theme.px(8))
        beside = self._beside = layouts.row(spacing=theme.px(12))
        for row in rows:
            if row.form in _TYPED and (row.needed or differing(copies, row.key)):
                field = self._field(theme, row)
                named = labelled(theme, row.label, field)
                if isinstance(field, Field):
                    beside.addWidget(named, 1)
                else:
                    column.addWidget(named)
        self.use = Button(theme, _("Use this"), key, act=self.used)
        beside.addStretch(0)
        beside.addWidget(self.use, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        column.addLayout(beside)
        self.body().addLayout(column)
        if not self.fields:
            self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short fields stand one below the other where there is little room."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        beside = self.width() >= self._theme.px(480)
        self._beside.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def _field(self, theme: Theme, row: Row) -> QWidget:
        text = shown(self._first, row, {})
        if row.form in (Form.LINE, Form.NUMBER):
            self.fields[row] = Field(theme, text, serif=False)
        else:
            writing = Writing(theme, serif=row.form in _SERIF, grows=True)
            writing.set_text(text)
            self.fields[row] = writing
        place = partial(self._session.place, COMPARE, f"{self._first.id} {row.key}")
        draft = Draft(self.fields[row], partial(self._typed, text), place)
        draft.turn_to(text)
        self._drafts.append(draft)
        return self.fields[row]

    def _typed(self, first: str, text: str) -> None:
        """Nothing of it stands before it is used. Raises Refused, which keeps it until then."""
        if text != first:
            raise Refused("third-unused")

    def settled(self) -> None:
        """It is settled what stands: there is nothing to keep any more."""
        for draft in self._drafts:
            draft.discard()

    def record_fields(self) -> dict[str, object]:
        """The first copy with what was typed. Raises Refused."""
        typed = {row.key: read_back(row, field.text()) for row, field in self.fields.items()}
        fields = {**self._first.fields, **typed}
        return {key: value for key, value in fields.items() if value is not None}


ASKED_AGAIN = N_("Its teller was asked again")
STAYS_OUT = N_("It stays out")


class Telling(Struct, frozen=True):
    """The title, the sentence below it, and members' names by their ids."""

    title: str
    about: str
    names: Mapping[str, str]


def telling(circle: Circle | None, apart: Conflict) -> Telling:
    """What two copies or more are of."""
    where = _where(circle, apart)
    if apart.out:
        return Telling(_("Asked again after the withdrawal?"), _came_again(where), {})
    count = len(apart.copies)
    names = {**names_by_person(circle), **circle.shown_names()} if circle else {}
    return Telling(_wordings(apart.kind, count), _kept(where, count), names)


def _came_again(where: str) -> str:
    """That a story came again after its withdrawal, and in which circle, if that is known."""
    if not where:
        return _(
            "A story came with a yes from where nobody knew it was withdrawn. It is in no report "
            "until somebody who knows says that its teller was asked again."
        )
    return _(
        "{where}: a story came with a yes from where nobody knew it was withdrawn. It is in no "
        "report until somebody who knows says that its teller was asked again.",
        where=where,
    )


def _wordings(kind: str, count: int) -> str:
    """How many wordings of what there are; each kind is a message of its own."""
    said = {
        "action": n_("{Count} wording of one action", "{Count} wordings of one action", count),
        "member": n_("{Count} wording of one name", "{Count} wordings of one name", count),
        "story": n_("{Count} wording of one story", "{Count} wordings of one story", count),
        "circle": n_("{Count} wording of one circle", "{Count} wordings of one circle", count),
        "event": n_("{Count} wording of the event", "{Count} wordings of the event", count),
        "placement": n_(
            "{Count} wording of one action in the report",
            "{Count} wordings of one action in the report",
            count,
        ),
        "invited": n_(
            "{Count} wording of one list of names", "{Count} wordings of one list of names", count
        ),
    }
    other = n_("{Count} wording of one record", "{Count} wordings of one record", count)
    return said.get(kind, other)


def _kept(where: str, count: int) -> str:
    """That so many copies are kept, and where they are, if that is known."""
    two = count <= 2
    if not where:
        both = _(
            "Changed on two laptops that had not met. Both are kept until you choose, and after."
        )
        all_ = _("Changed on laptops that had not met. All are kept until you choose, and after.")
        return both if two else all_
    if two:
        # For translators: where is "Circle 5, action 2" or alike.
        return _(
            "{where}, was changed on two laptops that had not met. Both are kept until you choose, "
            "and after.",
            where=where,
        )
    # For translators: where is "Circle 5, action 2" or alike.
    return _(
        "{where}, was changed on laptops that had not met. All are kept until you choose, and "
        "after.",
        where=where,
    )


class CopyHead(Struct, frozen=True):
    """What stands above a copy. title: whose it is. about: of where and when it is. use: whether it
    is the one in the report.
    """

    title: str
    about: tuple[str, ...]
    use: str


def head_of(whose: Whose, apart: Conflict, place: int) -> CopyHead:
    """What is known of the copy at a place: whose it is, from which file, and of when."""
    use = _("Kept beside it") if place else _("In the report until you choose")
    if apart.out:
        use = _("Kept beside the report")
    return CopyHead(_title(whose, apart, place), tuple(_about(whose, apart)), use)


def _title(whose: Whose, apart: Conflict, place: int) -> str:
    if apart.out:
        return _("The story as it came")
    if whose.own:
        return _("This laptop’s")
    if whose.came is not None and whose.came.facilitator and _in_circle(apart):
        return _("From {facilitator}’s circle", facilitator=whose.came.facilitator)
    return _("Another laptop’s") if place else _("One laptop’s")


def _in_circle(apart: Conflict) -> bool:
    """Whether a circle's own facilitator has the last word on it: it is no organiser's."""
    return apart.kind not in ("placement", *OF_EVENT)


def _about(whose: Whose, apart: Conflict) -> Iterator[str]:
    came = whose.came
    if whose.own:
        if whose.changed:
            yield _("Changed here {moment}", moment=moment_in_words(whose.changed))
        else:
            yield _("It is not known when it was changed.")
    elif came is None:
        yield _("It is not known from which file it came.")
    else:
        if came.facilitator and apart.out:
            yield _("Facilitator: {name}", name=came.facilitator)
        yield _("From the file {name}", name=came.name) if came.name else _("From its paper")
        if came.saved:
            yield _("The file was written {moment}", moment=moment_in_words(came.saved))
        yield _("It was gathered {moment}", moment=moment_in_words(came.at))


def _where(circle: Circle | None, apart: Conflict) -> str:
    if apart.kind == "invited":
        return _("The names known for circle {number}", number=apart.copies[0].fields.get("number"))
    if circle is None:
        return ""
    wanted = apart.copies[0].fields.get("action") if apart.kind == "placement" else apart.id
    for place, action in enumerate(circle.actions, 1):
        if action.id == wanted:
            return _("Circle {number}, action {place}", number=circle.number, place=place)
    return _("Circle {number}", number=circle.number)


class ComparePlace(QWidget):
    """finished: nothing is left to compare, or later is soon enough."""

    finished = Signal()

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.session = session
        self._apart: Conflict | None = None
        self.cards: list[CopyCard] = []
        self.third: ThirdCard | None = None
        self._beside: QBoxLayout | None = None  # the copies
        self.notice = Notice(theme, self)
        session.refused.connect(self._refused)
        self.title = label.page_title(theme, "")
        self.about = label.app(theme, "", second=True)
        self._inside = QWidget()
        self._box = layouts.column(self._inside, theme.px(20))
        self._roll = FoldingArea(self._inside)
        self._column = layouts.column(grounded(self), theme.px(20))
        self._column.addLayout(layouts.stack(self.title, self.about))
        self._column.addWidget(self._roll, 1)
        self._column.addLayout(self._foot())
        bind_each(self, keys.CHOOSE_COPY, self._press)
        bind(self, keys.KEEP_OUT, self.keep_out)

    def _foot(self) -> SentenceAndWays:
        theme = self._theme
        # For translators: it is underlined, and stands in the place of {underlined}.
        underlined = _("Underlined")
        mark = MarkedText(theme, [Piece(underlined, differs=True)], theme.sans(16), 24)
        mark.setFixedWidth(mark.fontMetrics().horizontalAdvance(underlined) + theme.px(10))
        before, after = _(
            "{underlined} is where they differ. Your choice settles it wherever these files are "
            "gathered later."
        ).split("{underlined}")
        self._legend = QWidget()
        legend = layouts.row(self._legend, theme.px(6))
        if before:
            legend.addWidget(label.app(theme, before.strip(), second=True))
        legend.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        legend.addWidget(label.app(theme, after.strip(), second=True), 1)
        self.stays_out = Button(theme, _(STAYS_OUT), keys.KEEP_OUT.cap, act=self.keep_out)
        self.later = Button(theme, _("Later"), keys.BACK.cap, "quiet", act=self.finished)
        return SentenceAndWays(theme, self._legend, (self.stays_out, self.later), least=320)

    def show_next(self, wanted: str = "") -> bool:
        """Show the record wanted, or that of an action wanted, else the first that waits.

        False where nothing does.
        """
        waiting = self.session.state.conflicts
        ids = (wanted, f"{wanted}/placement")
        first = next((apart for apart in waiting if apart.id in ids), None)
        self._apart = first or next(iter(waiting), None)
        if self._apart is not None:
            self._build(self._apart)
        return self._apart is not None

    def _build(self, apart: Conflict) -> None:
        theme = self._theme
        self._clear()
        refusals = telling(self.session.circle_of(apart), apart)
        self.title.setText(refusals.title)
        self.about.setText(refusals.about)
        rows = rows_of(apart.copies)
        titles = {e.id: i18n.event_name(e.title)[1] for e in self.session.state.events}
        names = {**titles, **refusals.names}
        beside = self._beside = layouts.row(spacing=theme.px(20))
        whose = self.session.whose(apart)
        for place, copy in enumerate(apart.copies):
            other = apart.copies[1 if place == 0 else 0] if len(apart.copies) > 1 else copy
            head = head_of(whose[place], apart, place)
            cap = keys.CHOOSE_COPY.cap_at(place)
            card = CopyCard(theme, head, copy, other, rows, names, cap)
            if apart.out:
                card.keep.set_text(_(ASKED_AGAIN))
            card.set_chosen(place == 0 and not apart.out)
            card.kept.connect(partial(self.keep, place))
            self.cards.append(card)
            beside.addWidget(card, 1)
        for texts in zip(*(card.texts for card in self.cards), strict=True):
            for text in texts:
                text.set_partners(texts)
        self._box.addLayout(beside)
        self._fold()
        self.stays_out.setVisible(apart.out)
        self._legend.setVisible(not apart.out)
        if apart.out:
            self._box.addStretch(1)
            return
        cap = keys.CHOOSE_COPY.cap_at(len(apart.copies))
        self.third = ThirdCard(theme, self.session, apart.copies, rows, cap)
        self.third.used.connect(self.use_third)
        self._box.addWidget(self.third)
        self._box.addStretch(1)

    def _clear(self) -> None:
        flush_all(self)
        for widget in (*self.cards, *([self.third] if self.third else [])):
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self.cards, self.third = [], None
        while self._box.count():
            self._box.takeAt(0)

    def enter(self) -> None:
        """Take the keyboard."""
        self.later.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.cards:
            # Later: what was laid out a moment ago cannot have it yet.
            keep = self.cards[0].keep
            QTimer.singleShot(0, keep, partial(keep.setFocus, Qt.FocusReason.OtherFocusReason))

    # Settling.

    def _press(self, place: int) -> None:
        """A digit is a key only while nothing is being written."""
        if place < len(self.cards):
            self.keep(place)
        elif place == len(self.cards) and self.third is not None and self.third.isVisible():
            self.use_third()

    def keep(self, place: int) -> None:
        """Settle the conflict with the copy at a place."""
        if self._apart is not None:
            self._settle(dict(self._apart.copies[place].fields))

    def keep_out(self) -> None:
        """Nobody was asked again: the story stays out."""
        if self._apart is not None and self._apart.out:
            self._show_after(settled=self.session.keep_out(self._apart))

    def use_third(self) -> None:
        """Settle the conflict with the third wording."""
        try:
            fields = self.third.record_fields() if self.third else {}
        except Refused as refused:
            self.session.refuse(refused)
            return
        self._settle(fields)

    def _settle(self, fields: dict[str, object]) -> None:
        if self._apart is not None:
            self._show_after(settled=self.session.settle(self._apart, fields))

    def _show_after(self, *, settled: bool) -> None:
        """Show what waits next; where nothing was settled, the same as it is now."""
        if not settled:
            self.show_next(self._apart.id if self._apart else "")
            return
        if self.third is not None:
            self.third.settled()
        if self.show_next():
            self.enter()
        else:
            self.finished.emit()

    def _refused(self, why: str) -> None:
        if self.isVisible():
            self.notice.say(why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = 32 if self.width() >= 1064 else 24
        self._column.setContentsMargins(side, 24, side, 20)
        self._fold()

    def _fold(self) -> None:
        """The copies stand one below the other where there is little room, and the page scrolls."""
        beside = self.width() >= self._theme.px(_BESIDE)
        self._roll.set_whole(not beside)
        if self._beside is not None:
            direction = QBoxLayout.Direction
            self._beside.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
