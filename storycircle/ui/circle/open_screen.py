"""Open: the page to read aloud, and its words.

Open: one calm page to read aloud, in words that can be changed, and who writes.

The page that is read out in Open; its words become fields in their own place.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QPaintEvent,
    QTextBlockFormat,
)
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _, n_
from storycircle.core.i18n.unread import remark_on_translation
from storycircle.core.model import SMALLEST, Writer
from storycircle.core.turns.opening_words import CHIME, Opening, changed_words, opening_for
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.commands import bind
from storycircle.ui.session import view_models
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import Draft, Place, at, tell_refused
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, HintButton, Link
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.choice import Choice
from storycircle.ui.widgets.controls.line_edit import labelled
from storycircle.ui.widgets.controls.text_edit import Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import Hairline, antialiased
from storycircle.ui.widgets.display.direction import is_mirrored, mirror
from storycircle.ui.widgets.display.label import Text, app, hint, label, reading, reading_question
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.display.scroll_area import FoldingArea
from storycircle.ui.widgets.ring.ring import Ring

INSET = 9
"""px from a field's edge to the words in it, so that they stand where they stood as a text."""
_ABOVE, _BELOW = 7, 3  # px from a field's edges to its first and last line
_MARGIN = 1  # px around a field's words, inside its padding
_APART = 8  # px between two rules
_INDENT = 24  # px from the page's edge to the words of a rule
_COLUMN = 720
At = Callable[[], Place]


class OpeningPage(QWidget):
    """Shows an opening; with `changing`, its three parts are fields, saved as they are typed.

    save is handed the purpose, the rules (one a line) and the promise.
    """

    def __init__(
        self,
        theme: Theme,
        save: Callable[[str, str, str], bool],
        at: Callable[[str], At],
        refusals: SignalInstance | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._save = save
        self.changing = False
        self.setMaximumWidth(theme.px(_COLUMN) + 2 * INSET)
        self._column = layouts.column(self, 0)
        self._refusals = refusals
        self._purpose = self._part(_("Why we are here"), at("purpose"))
        self._asking = QWidget()
        self._question = reading_question(theme, "")
        self._rules = self._part(_("How we listen"), at("rules"), dotted=True)
        self._promise = self._part(_("What happens to what we say"), at("promise"))
        self._time = reading(theme, "")
        self.play = Button(theme, _("Play it"))
        self.play.set_about(_(CHIME))
        self._chime = QWidget()
        self._lay_out()

    def _part(self, title: str, at: At, *, dotted: bool = False) -> "_Part":
        field = _Words(self._theme, self._theme.px(_APART) if dotted else 0)
        draft = Draft(field, self._typed, at, refusals=self._refusals)
        return _Part(self._theme, title, field, draft, dotted=dotted)

    def _lay_out(self) -> None:
        column = self._column
        column.addWidget(self._purpose)
        asking = layouts.column(self._asking, 4, (INSET, 0, INSET, 20))
        asking.addWidget(label(self._theme, _("Our question")))
        asking.addWidget(self._question)
        column.addWidget(self._asking)
        column.addWidget(self._rules)
        column.addWidget(self._promise)
        column.addWidget(_inset(label(self._theme, _("Time"))))
        column.addSpacing(_ABOVE)
        column.addWidget(_inset(self._time))
        row = layouts.row(self._chime, 16, (INSET, 8, INSET, 0))
        row.addWidget(reading(self._theme, _(CHIME)), 1)
        row.addWidget(self.play, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._chime)
        if remark := remark_on_translation():
            column.addSpacing(_ABOVE)
            column.addWidget(_inset(hint(self._theme, remark)))
        column.addStretch(1)

    @property
    def fields(self) -> tuple[Writing, ...]:
        """The fields of purpose, rules and promise; on screen while changing."""
        return self._purpose.field, self._rules.field, self._promise.field

    def show_words(self, words: Opening, question: str, time: str, *, chimes: bool) -> None:
        """Show what is to be read out. Fields that are being written in are left alone."""
        self._question.setText(question)
        self._asking.setVisible(bool(question))
        self._time.setText(time)
        self._chime.setVisible(chimes)
        for part, lines in (
            (self._purpose, (words.purpose,)),
            (self._rules, words.rules),
            (self._promise, (words.promise,)),
        ):
            part.show_lines(lines)

    def set_changing(self, changing: bool) -> None:
        """Turn the words into fields, or the fields into words."""
        self.changing = changing
        for part in (self._purpose, self._rules, self._promise):
            part.set_changing(changing)

    def flush(self) -> None:
        """Save now what was typed."""
        for part in (self._purpose, self._rules, self._promise):
            part.draft.flush()

    def _typed(self, _text: str) -> bool:
        return self._save(*(field.text() for field in self.fields))


class _Part(QWidget):
    """A label, and beneath it words to read out or the field to change them in."""

    def __init__(
        self, theme: Theme, title: str, field: "_Words", draft: Draft, *, dotted: bool
    ) -> None:
        super().__init__()
        self._theme = theme
        self._dotted = dotted
        self._lines: tuple[str, ...] = ()
        self._changing = False
        indent = theme.px(_INDENT) if dotted else 0
        column = layouts.column(self, 0, (0, 0, 0, 22 - _BELOW))
        column.addWidget(_inset(label(theme, title)))
        self._texts = QWidget()
        self._list = layouts.column(self._texts, theme.px(_APART), (INSET, _ABOVE, INSET, _BELOW))
        column.addWidget(self._texts)
        self.field = field
        rules = _("{title}, one rule a line", title=title)
        self.field.setAccessibleName(rules if dotted else title)
        self.draft = draft
        self._box = QWidget()
        box = layouts.row(self._box, margins=(indent, 0, 0, 0))
        box.addWidget(self.field)
        self._box.hide()
        column.addWidget(self._box)

    def set_changing(self, changing: bool) -> None:
        """From words to a field that holds them, or back."""
        self._changing = changing
        if changing:
            self.draft.turn_to("\n".join(self._lines))
        self._texts.setVisible(not changing)
        self._box.setVisible(changing)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show these words; a field follows only where nobody is writing in it."""
        if lines == self._lines:
            return
        self._lines = lines
        if self._changing and not self.field.hasFocus():
            self.draft.fill("\n".join(lines))
        while (item := self._list.takeAt(0)) is not None:
            layouts.discard(item.widget())
        for line in lines:
            self._list.addWidget(
                _Rule(self._theme, line) if self._dotted else reading(self._theme, line)
            )


class _Words(Writing):
    """A text field laid out like the read-aloud page. apart: px between lines."""

    def __init__(self, theme: Theme, apart: int) -> None:
        self._apart = apart
        super().__init__(
            theme, _("Left empty, the words before come back."), px=22, line=33, grows=True
        )
        self.document().setDocumentMargin(_MARGIN)

    def block_format(self) -> QTextBlockFormat:
        block = super().block_format()
        block.setBottomMargin(self._apart)
        return block


class _Rule(QWidget):
    """One rule with a teal dot before it."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        row = layouts.row(self, margins=(theme.px(_INDENT), 0, 0, 0))
        self._text: Text = reading(theme, text)
        row.addWidget(self._text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.palette.teal))
            size = self._theme.px(8)
            left = mirror(0, size, self.width(), mirrored=is_mirrored(self))
            painter.drawEllipse(QRectF(left, self._theme.px(13), size, size))


def _inset(widget: QWidget) -> QWidget:
    """A widget as far in as the words of the fields above and below it."""
    box = QWidget()
    row = layouts.row(box, margins=(INSET, 0, INSET, 0))
    row.addWidget(widget)
    return box


_SCREEN_MARGIN = 24  # px that the page stands further in than other screens
_WRITERS = [
    (Writer.FACILITATOR, N_("I do")),
    (Writer.SCRIBE, N_("A scribe")),
    (Writer.NO_ONE, N_("No one")),
]
"""The answers to *Who writes?*"""
_READ = N_("Read this out, or say it your own way")
_CHANGE = N_("Your own words: they stay on this laptop")


class OpenScreen(StageScreen):
    """What the facilitator reads out before the first story."""

    concerned = frozenset(
        {Part.MEMBERS, Part.ROUND, Part.ROUNDS, Part.PLAN, Part.DETAILS, Part.SETTINGS}
    )

    chimeRequested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._own: Opening | None = session.library.opening(session.state.circle.id)
        self._unsaved = False
        session.saved.connect(self._save_again)
        self._build_main()
        self._build_pane()
        self.refresh()

    def _build_main(self) -> None:
        theme = self.theme
        head = Flow(6, 0)
        head.setContentsMargins(INSET, 0, INSET, 0)
        self._heading = label(theme, _(_READ))
        head.add(self._heading, 1)
        self.change = HintButton(theme, _("Change the words"), keys.CHANGE_WORDS.cap)
        self.change.clicked.connect(self.turn)
        head.addWidget(self.change)
        self.main.addLayout(head)
        self.main.addSpacing(16)
        self.page = OpeningPage(theme, self._keep, self._at, self.session.refused)
        self.page.play.clicked.connect(self.chimeRequested)
        self.main.addWidget(self.folding(FoldingArea(self.page)), 1)
        self.main.addSpacing(12)
        self.begins = app(theme, "", second=True)
        self.foot(self.begins, _(self.session.state.words.begin))
        bind(self, keys.CHANGE_WORDS, self.turn)
        bind(self, keys.BACK, self.turn, when=lambda: self.page.changing)

    def _build_pane(self) -> None:
        theme, session = self.theme, self.session
        self.pane.addLayout(self.pane_title(_("Ready to begin")))
        self._size = hint(theme, "")
        self.pane.addWidget(self._size)
        self.pane.addSpacing(12)
        self.ring = Ring(theme)
        self.ring.setMinimumHeight(theme.px(200))
        self.ring.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.addWidget(self.ring, 2)
        self.names = Button(
            theme,
            _("Back to the names"),
            keys.TO_STAGE.cap_at(Stage.GATHER - 1),
            act=lambda: session.time.go(Stage.GATHER),
        )
        self.pane.addWidget(self.names)
        self.pane.addSpacing(12)
        self.pane.addWidget(Hairline(theme))
        self.pane.addSpacing(20)
        self.writer = Choice(theme, [(writer.value, _(words)) for writer, words in _WRITERS])
        self.writer.chosen.connect(lambda value: session.members.set_details(writer=Writer(value)))
        self.pane.addWidget(labelled(theme, _("Who writes?"), self.writer))
        self.pane.addSpacing(16)
        self._asked = label(theme, _("Asked aloud"))
        self.pane.addWidget(self._asked)
        content = _("Everyone is content that notes are written on this laptop")
        self.consent = TickBox(theme, content)
        self.consent.clicked.connect(lambda on: session.members.set_details(consent=on))
        self.pane.addWidget(self.consent)
        self.pane.addSpacing(16)
        self.second = TickBox(theme, _("Keep a minute each for a second, shorter round"))
        self.second.clicked.connect(session.time.keep_second_round)
        self.pane.addWidget(self.second)
        self.rounds = Link(theme, "", 14, act=self.roundsRequested.emit)
        self.pane.addWidget(self.rounds, 0, Qt.AlignmentFlag.AlignLeft)
        self.pane.addStretch(1)
        self.room = Button(theme, _("Show to the room"), keys.SHOW_ROOM.cap, act=self.roomRequested)
        self.pane.addWidget(self.room, 0, Qt.AlignmentFlag.AlignLeft)

    def set_room(self, width: int) -> None:
        super().set_room(width)
        more = 0 if self.folded else _SCREEN_MARGIN
        for part, inset in ((self.main, -INSET), (self.foot_row, 0)):
            sides = part.contentsMargins()
            side = sides.left() + more + inset
            part.setContentsMargins(side, sides.top(), side, sides.bottom())

    def entered(self) -> None:
        self.writer.setFocus()

    def refresh(self) -> None:
        session = self.session
        circle = session.state.circle
        opening = opening_for(session.state.event, circle, self._own)
        chimes = session.state.settings.chime
        self.page.show_words(opening, session.state.question, self._time(), chimes=chimes)
        enough = len(circle.members) >= SMALLEST
        size = n_(
            "{Count} person, in this order", "{Count} people, in this order", len(circle.members)
        )
        self._size.setText(size if enough else _("Who is in the circle?"))
        self.ring.setVisible(enough)
        self.names.setVisible(not enough)
        if enough:
            self.ring.show_view(view_models.open_ring(session))
        self.writer.set_value(circle.writer.value)
        self.consent.setChecked(circle.consent)
        self.second.setChecked(session.time.second_round() > 0)
        self.second.setVisible(not session.state.rounds)
        self.rounds.set_text(view_models.rounds_link(session))
        for widget in (self._asked, self.consent):
            widget.setVisible(circle.writer is not Writer.NO_ONE)
        self.begins.setText(view_models.begins(session) if enough else str(Refused("too-few")))
        begun = session.state.round is not None and session.state.round.started
        words = session.state.words
        self.way_on.set_text(_(words.back if begun else words.begin))

    def _time(self) -> str:
        """The time for each person, and when the stories end, to read out."""
        words = self.session.state.words
        ends = i18n.spoken_clock(self.session.state.plan.spans[Stage.STORIES].ends)
        if not self.session.state.circle.members:
            return _(words.ends, time=ends)
        if self.session.state.rounds:
            return self._time_of_rounds(ends)
        share = i18n.sentence(i18n.spoken_length(self.session.time.share()))
        second = self.session.time.second_round()
        if not second:
            return _(words.each, Length=share, time=ends)
        return _(
            words.each_and_second,
            Length=share,
            shorter=i18n.spoken_length(second),
            time=ends,
        )

    def _time_of_rounds(self, ends: str) -> str:
        """The named rounds with the time for each person in each, to read out."""
        share, listed = self.session.time.share(), []
        for one in self.session.state.rounds:
            length = i18n.spoken_length(one.seconds or share)
            # For translators: the name of a round, and a length of time for each person in it.
            listed.append(_("{round}, {length} each", round=one.name, length=length))
        said = i18n.sentence(i18n.joined(listed, "; "))
        return _(self.session.state.words.of_rounds, rounds=said, time=ends)

    # Changing the words.

    def turn(self) -> None:
        """Turn the words into fields; or end that, and read out what was typed."""
        changing = not self.page.changing
        self.page.flush()
        self.page.set_changing(changing)
        self._heading.setText(_(_CHANGE if changing else _READ))
        done, change = (_("Done"), keys.BACK.cap), (_("Change the words"), keys.CHANGE_WORDS.cap)
        self.change.set_words(*(done if changing else change))
        self.refresh()
        if changing:
            self.page.fields[0].setFocus()
            tell_refused(self)
        elif self.isVisible():
            self.entered()

    def go_on(self) -> None:
        self._end()
        super().go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        self._end()
        super().hideEvent(event)

    def _end(self) -> None:
        if self.page.changing:
            self.turn()

    def _keep(self, purpose: str, rules: str, promise: str) -> bool:
        """Keep a facilitator's own words for this circle; the event's record is left alone.

        False where they are refused.
        """
        event, circle = self.session.state.event, self.session.state.circle
        try:
            self._own = changed_words(purpose, rules, promise, event, circle)
        except Refused as refused:
            self.session.refused.emit(str(refused))
            return False
        self._save()
        self.refresh()
        return True

    def _at(self, part: str) -> Callable[[], Place]:
        return at(self.session.library, self.session.state.circle.id, f"opening {part}")

    def _save(self) -> None:
        own = self._own or Opening()
        library, circle = self.session.library, self.session.state.circle.id
        done = self.session.attempt(lambda: library.save_opening(circle, own))
        self._unsaved = not done
        self.session.saved.emit(done)

    def _save_again(self, on_disk: bool) -> None:
        """The disk takes what is written again: these words too."""
        if on_disk and self._unsaved:
            self._unsaved = False
            self._save()
