"""Gather: names typed or pasted on the right are seats at once; each person's time worked out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.members import (
    Remark,
    accepted_names,
    equal_names,
    typed_lines,
)
from storycircle.core.model import GOOD_SIZE, LARGEST, SMALLEST
from storycircle.core.names.pasted import read_names
from storycircle.core.names.reading import NamesRead, PersonRead
from storycircle.ui.circle.gather.before_circle import EventLine
from storycircle.ui.circle.gather.place_fields import PlaceFields
from storycircle.ui.circle.seat_menu import RenameSeat, moves_of_seat
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.circle.time_plan import StoryTimes
from storycircle.ui.commands import bind
from storycircle.ui.names.check import NamesCheck
from storycircle.ui.session import view_models
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.system.field_autosave import UNSETTLED, Draft, Place, at
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry, copy_entry
from storycircle.ui.widgets.controls.keycap import HintLine, with_caps
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.controls.text_edit import Lines, Writing
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.label import RemarkLine, app, hint, page_title
from storycircle.ui.widgets.display.layouts import Flow
from storycircle.ui.widgets.ring.ring import Ring
from storycircle.ui.widgets.ring.ring_model import RingView

_CHECK = 0.36  # of the screen's width, for a list that was read


class GatherScreen(StageScreen):
    """Who is in the circle, what the question is, and how long there is."""

    _built = False
    concerned = frozenset(
        {
            *(Part.MEMBERS, Part.MEETING, Part.RENAMING, Part.ROUND, Part.ROUNDS, Part.PLAN),
            Part.DETAILS,
            Part.SETTINGS,
        }
    )

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, session)
        self._settling, self._shown = False, ""
        self._build_main()
        self._build_pane()
        self._built = True
        self._names.moved.connect(self._draw)
        self._number.moved.connect(self._show_remarks)
        self.refresh()

    def _build_main(self) -> None:
        theme, session = self.theme, self.session
        self.main.addWidget(page_title(theme, _("Who is in the circle?")))
        self.event_line = EventLine(theme, session)
        bind(self, keys.PRINT_FOR_CIRCLE, self.event_line.printRequested)
        self.main.addWidget(self.event_line)
        seats = _(
            "Seats run clockwise from your left. Drag a seat, or press {back} {on}, "
            "to change places."
        )
        parts = with_caps(seats, back=keys.SEAT_BACK.cap, on=keys.SEAT_ON.cap)
        self.main.addWidget(HintLine(theme, parts, px=16))
        self.ring = Ring(theme, bleed=32, on_paper=True)
        self.ring.seatMoveRequested.connect(session.members.move_seat)
        self.ring.addSeatRequested.connect(self._to_names)
        self.rename = RenameSeat(theme, session, self.ring)
        self.seat_menu = ContextMenu(self.ring, self._of_seat, self.ring.seatInFocus)
        self.main.addWidget(self.ring, 1)
        self._sentence = app(theme, "", second=True)
        self.foot(self._sentence, _("Open the circle"))
        bind(self, keys.SEAT_BACK, lambda: self._move(-1))
        bind(self, keys.SEAT_ON, lambda: self._move(1))

    def _build_pane(self) -> None:
        theme, session = self.theme, self.session
        form = QWidget()
        self._fields = layouts.column(form, 0)
        self.pane.addWidget(form, 1)
        self.asked = NamesAsked(theme, session, form, self.pane)
        self.asked.shown.connect(self.ring.show_view)
        self.asked.opened.connect(self._list_opened)
        self.asked.closed.connect(self._list_closed)
        self._fields.addLayout(self.pane_title(_("Names")))
        self.names = Lines(theme, pasted=self._pasted)
        self._names = Draft(
            self.names, self._type_names, self._at("names"), refusals=session.refused
        )
        self.names.installEventFilter(self)
        self.names.textChanged.connect(self._typing)
        self._fields.addSpacing(8)
        lines, comma = (
            _("One on each line, or paste a list"),
            _("After a comma: their agency, if you wish."),
        )
        self._fields.addWidget(labelled(theme, lines, self.names), 1)
        self._fields.addWidget(hint(theme, comma))
        self.names.setAccessibleName(_("Names"))
        self.names.setAccessibleDescription(f"{lines}. {comma}")
        self.of_names = RemarkLine(theme)
        self._fields.addWidget(self.of_names)
        self.question = Writing(theme, px=17, line=25, grows=True)
        self._question = Draft(
            self.question,
            lambda text: session.members.set_details(theme=text),
            self._at("question"),
            refusals=session.refused,
        )
        self._fields.addSpacing(12)
        self._fields.addWidget(labelled(theme, _(session.state.words.question), self.question))
        self._build_times()
        self.of_times = RemarkLine(theme)
        self._fields.addWidget(self.of_times)
        self._build_details()

    def _build_times(self) -> None:
        self.times = StoryTimes(self.theme, self.session)
        self.times.moved.connect(self._show_remarks)
        self.times.entered.connect(self.names.to_new_line)
        self._fields.addSpacing(12)
        self._fields.addWidget(self.times)
        self.rounds = Link(self.theme, "", 14, act=self.roundsRequested.emit)
        self._fields.addWidget(self.rounds)

    def _build_details(self) -> None:
        theme, session = self.theme, self.session
        self.facilitator = Field(theme, hint=_("your name, if you wish"))
        self._facilitator = Draft(
            self.facilitator,
            lambda text: session.members.set_details(facilitator=text),
            self._at("facilitator"),
            refusals=session.refused,
        )
        self.number = Field(theme, serif=False)
        self.number.setMaxLength(5)
        self._number = Draft(
            self.number, partial(_set_number, session), self._at("number"), shown=self._number_kept
        )
        self._fields.addSpacing(12)
        number = _("Circle number")
        self._add_row((_("Facilitator"), self.facilitator, 3), (number, self.number, 2))
        self.place = PlaceFields(theme, session)
        self.place.moved.connect(self._show_remarks)
        self.place.opened.connect(self._bring_place)
        self._fields.addSpacing(8)
        self._fields.addWidget(self.place)

    def _bring_place(self) -> None:
        """Bring the fields that were asked for in view, once they are laid out."""
        QTimer.singleShot(0, self, lambda: self.bring_in_view(self.place))

    def _add_row(self, *fields: tuple[str, Field, int]) -> None:
        row = Flow(16, 12)
        for name, field, part in fields:
            row.add(labelled(self.theme, name, field), part)
        self._fields.addLayout(row)

    def check_names(self, read: NamesRead) -> None:
        """Show what was read of a list, to be taken or put back; until then nothing changes."""
        self._names.flush()
        self.asked.ask(read)

    def _pasted(self, text: str) -> bool:
        """Ask about a pasted text, unless it is one name and nothing else."""
        read = read_names(text)
        plain = [person.best.line for person in read.people] == [text.strip()]
        if plain or not (read.people or read.left_out):
            return False
        self.check_names(read.of_circle(self.session.state.circle.number))
        return True

    def _list_opened(self) -> None:
        first = _("Answer about the list first; then the circle opens.")
        self._sentence.setText(first)
        self.way_on.set_not_now(first)
        self.set_room(self._given)
        # Once it is laid out.
        QTimer.singleShot(0, self, lambda: self.bring_in_view(self.asked.at))

    def _list_closed(self) -> None:
        self.way_on.set_not_now("")
        self.set_room(self._given)
        self.names.setFocus()
        self._show_names()
        self.names.to_new_line()
        self._draw()

    def set_room(self, width: int) -> None:
        self._given = width
        super().set_room(width)
        if self._built and self.asked.open and not self.folded:
            self.pane_width = max(self.pane_width, round(width * _CHECK))
            self._pane.setFixedWidth(self.pane_width)

    def entered(self) -> None:
        self.names.to_new_line()

    def show_changes(self, parts: frozenset[Part]) -> None:
        """Once it is said who left, there is room for names that had none."""
        if Part.NAME_DOUBTS in parts and self._names.refused and not self._settling:
            self._settle()
        super().show_changes(parts)

    def _show_names(self) -> None:
        """Show the list as it is kept; what is typed since then is known by the difference."""
        self._shown = typed_lines(self.session.state.circle.members)
        self._names.turn_to(self._shown)

    def refresh(self) -> None:
        session = self.session
        untouched = not self.names.hasFocus() or self.names.text() == self._shown
        if not self._names.refused and untouched and not self._settling:
            self._show_names()
        self._question.fill(session.state.question)
        self._facilitator.fill(session.state.circle.facilitator)
        self._number.fill(self._number_kept())
        self.place.refresh()
        self.event_line.refresh()
        self._draw()

    def tick(self) -> None:
        self._show_remarks()

    def _draw(self) -> None:
        session = self.session
        people = len(session.state.circle.members)
        if self.asked.open:
            return
        view = view_models.gather_ring(session)
        self.ring.show_view(view)
        self.times.refresh()
        self.rounds.set_text(view_models.rounds_link(session))
        mend = _("Nothing is lost: the names need a look first.")
        effect = self.times.effect() if people >= SMALLEST else ""
        size = effect or _size_sentence(people, of_set=not session.state.words.stories)
        self._sentence.setText(mend if self._names.refused else size)
        self._show_remarks()

    def _show_remarks(self) -> None:
        """Say in place what cannot be taken as it was typed, and what is odd though it can."""
        session = self.session
        equal = equal_names(session.state.as_typed)
        _show(self.of_names, self._names.why, equal)
        _show(
            self.of_times, self.times.why or self._number.why or self.place.why, self.times.remark()
        )

    def _typing(self) -> None:
        """Names become seats as they are typed, not only when they are saved."""
        if self._names.waiting:
            self._names.flush()

    def _type_names(self, text: str) -> object:
        """Seat the names that can be taken; nobody leaves before the others are mended. UNSETTLED
        where a name waits for the cursor to leave the list, False where they are refused. Raises
        Refused, which is said beneath them, where a line cannot be taken.
        """
        session = self.session
        here, known = session.state.circle.members, session.members.known()
        good, why = accepted_names(text, here, known)
        if self._settling and why is None:
            return session.members.set_names(good)
        waits = session.members.type_names(good)
        if self._settling:  # who has taken part and is not named keeps a seat from somebody
            session.members.ask_who_left(text)
        if why is not None:
            raise why
        return UNSETTLED if waits else True

    def _at(self, field: str) -> Callable[[], Place]:
        return at(self.session.library, self.session.state.circle.id, field)

    def _number_kept(self) -> str:
        return str(self.session.state.circle.number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list of names is settled when the cursor leaves it."""
        if watched is self.names and event.type() == QEvent.Type.FocusIn:
            self.session.members.begin_names()
        if watched is self.names and event.type() == QEvent.Type.FocusOut:
            self._settle()
        return super().eventFilter(watched, event)

    def finish(self) -> None:
        """Settle the list of names where the cursor is in it, or was as the app ended."""
        if self.names.hasFocus() or self._names.unsettled:
            self._names.flush()
            self._settle()

    def go_on(self) -> None:
        """On to Open, unless the names typed cannot all be taken: they stay to be mended."""
        if self.asked.open:
            self.asked.take_focus()
            return
        self._names.flush()
        self._settle()
        if not self._names.refused:
            super().go_on()
        else:
            self.names.setFocus()

    def _settle(self) -> None:
        self._settling = True
        self._names.take()
        self._settling = False
        if not self.names.hasFocus():
            self.refresh()

    def _of_seat(self, at: QPoint | None) -> list[Entry]:
        """What can be done with a seat of the ring."""
        member = self.ring.seatAt(at)
        if member is None:
            return []
        moves = moves_of_seat(self.session, self.ring, member)
        return [self.rename.entry(member), *moves, copy_entry(self.session.state.name(member))]

    def _to_names(self) -> None:
        self.names.to_new_line()

    def _move(self, places: int) -> None:
        seat = self.ring.focusedSeat()
        if seat is not None and not self.names.hasFocus():
            self.session.members.move_seat(seat, places)
            self.ring.focusSeat(seat)


def _show(line: RemarkLine, sentence: str, remark: Remark | None) -> None:
    """Say a sentence; where there is none, a remark."""
    if sentence or remark is None:
        line.show_remark(sentence)
    else:
        line.show_remark(remark.title, remark.text)


def _size_sentence(count: int, *, of_set: bool) -> str:
    """What the method says of a circle's size: five to seven. of_set: it is a learning set, which
    is as large as it is.
    """
    if count == 0:
        return _("Type the first name, then press {key}.", key=keys.ENTER.cap)
    if of_set:
        return n_("{Count} in this meeting.", "{Count} in this meeting.", count)
    if count < SMALLEST:
        return _("A circle needs at least two people.")
    if count in GOOD_SIZE:
        return n_(
            "{Count} is a good size. Five to seven works best.",
            "{Count} is a good size. Five to seven works best.",
            count,
        )
    if count < GOOD_SIZE.start:
        return n_(
            "{Count} will do. Five to seven works best.",
            "{Count} will do. Five to seven works best.",
            count,
        )
    return n_(
        "{Count} is a large circle. Five to seven works best.",
        "{Count} is a large circle. Five to seven works best.",
        count,
    )


def _set_number(session: Session, text: str) -> None:
    """Set the number; an empty field leaves it as it is. Raises Refused."""
    if not text.strip():
        return
    if not text.strip().isdecimal() or int(text) < 1:
        raise Refused("number-unclear")
    session.members.set_details(number=int(text))


class NamesAsked(QObject):
    """Asks about a list in the place of a form, and seats the people who are taken.

    shown: the ring as it would be. opened, closed: the list stands in the form's place, and no
    more.
    """

    shown = Signal(RingView)
    opened = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, session: Session, form: QWidget, pane: QBoxLayout) -> None:
        super().__init__(form)
        self._theme, self._session, self._form, self._pane = theme, session, form, pane
        self._check: NamesCheck | None = None

    @property
    def open(self) -> bool:
        """Whether a list is asked about."""
        return self._check is not None

    @property
    def at(self) -> QWidget:
        """What stands in the pane: the list, else the form."""
        return self._check or self._form

    def take_focus(self) -> None:
        """Back to the list that is asked about."""
        if self._check is not None:
            self._check.take_focus()

    def ask(self, read: NamesRead) -> None:
        """Show what was read of a list; one that was asked about before is put back."""
        self._drop()
        room = LARGEST - len(self._session.state.circle.members)
        self._check = check = NamesCheck(self._theme, read, room)
        check.shown.connect(self._show)
        check.taken.connect(self._take)
        check.putBack.connect(self._close)
        self._form.hide()
        self._pane.addWidget(check, 1)
        check.show()
        self._show(check.names())
        self.opened.emit()
        check.take_focus()

    def _show(self, names: list[tuple[str, bool]]) -> None:
        self.shown.emit(view_models.names_ring(self._session, names))

    def _take(self, people: list[PersonRead]) -> None:
        """Seat the people of the list, after those who are here."""
        here = typed_lines(self._session.state.circle.members).splitlines()
        known = {line.casefold() for line in here}
        again = [one.best for one in people if one.best.line.casefold() in known]
        lines = [*here, *(one.best.line for one in people if one.best not in again)]
        self._session.members.set_names("\n".join(lines))
        self._close()
        if again:
            names = i18n.listed([i18n.short(one.name) for one in again])
            self._session.noticed.emit(_said_of_those_here(names, len(again)), False)

    def _close(self) -> None:
        self._drop()
        self._form.show()
        self.closed.emit()

    def _drop(self) -> None:
        layouts.discard(self._check, self._pane)
        self._check = None


def _said_of_those_here(names: str, count: int) -> str:
    """That people of a list who sit in the circle already are not there twice."""
    return n_(
        "{names} is here already, and was not seated again. For another of the name, type it.",
        "{names} are here already, and were not seated again. For another of a name, type it.",
        count,
        names=names,
    )
