"""Lines of meetings from the first page: the next one is begun, a line is handed on, or goes on
here from the file of whoever facilitated it before.

What a meeting is held and written with is loaded as one is: none of it delays the first picture.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Signal, Slot

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.error_sentences import PLAINLY, Refused
from storycircle.core.i18n import _, n_
from storycircle.core.lines.records import LineKind
from storycircle.core.meetings import next_meeting as lines
from storycircle.core.model import Circle
from storycircle.core.text import safe_name
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.system.background import Work
from storycircle.ui.widgets.display.message import Answer, AskCard, Message

if TYPE_CHECKING:
    from storycircle.ui.home.home_screen import HomeScreen

_CHOOSE = "choose"


class Came(Struct, frozen=True):
    """What came of a file for members only. apart: something waits for a person to choose."""

    text: str
    apart: bool = False


class Meetings(QObject):
    """What the first page does with lines. said: a sentence of what came of it, or why nothing did.

    beginning: a meeting is to be shown, by its session. resumed: a circle goes on where it stood.
    compareRequested: what two laptops changed apart is to be chosen from.
    """

    said = Signal(str)
    beginning = Signal(object)
    resumed = Signal(str)
    compareRequested = Signal()

    def __init__(
        self, library: Library, clock: Clock, home: Callable[[], "HomeScreen"], parent: QObject
    ) -> None:
        """home: the first page as it is now; it is shown whenever something is asked."""
        super().__init__(parent)
        self._library, self._clock, self._home = library, clock, home
        self._work: Work | None = None

    # The next meeting.

    def next(self, id_: str) -> None:
        """Begin the next meeting of a line, or of the line that a circle is of; the people of any
        other circle begin one, and what it is called is asked first.
        """
        places = self._library.meeting_places()
        line = places[id_][0] if id_ in places else id_
        if any(one.id == line for one in self._library.lines()):
            self._attempt(partial(self._begin, line))
        elif id_:
            self._ask_for_line(id_, LineKind.LINE)

    def next_of(self, chosen: str) -> None:
        """The next meeting of what is chosen on the page; of the only line, where nothing is."""
        known = [line.id for line in self._library.lines() if self._library.meetings(line.id)]
        if chosen or len(known) == 1:
            self.next(chosen or known[0])
        else:
            self.said.emit(str(Refused("which-line" if known else "no-lines")))

    def begin_set_with(self, circle: str) -> None:
        """The people of a circle go on as a learning set."""
        self._ask_for_line(circle, LineKind.LEARNING_SET)

    def _ask_for_line(self, circle: str, kind: LineKind) -> None:
        """Ask what a line is called that begins from a circle."""
        if not self._may():
            return
        title = _("What are these meetings called?")
        text = _(
            "The same people on the same seats, with this circle as their first meeting. What was "
            "told in it stays as they were told it would."
        )
        card = self._card(title, text, [_("A title")], _("Begin the next meeting"))
        began = partial(self._go_on_from, circle, kind)
        card.answered.connect(lambda typed: self._attempt(partial(began, typed[0])))

    def _go_on_from(self, circle: str, kind: LineKind, title: str) -> None:
        begun = lines.line_from(self._library.circle(circle), title, kind=kind)
        self._library.save_circle(begun)
        if begun.meeting is not None:
            self._begin(begun.meeting.line.id)

    def _begin(self, line: str) -> None:
        """Begin the next meeting, or go on with the last one where that is not over. Raises
        Refused.
        """
        if not self._may():
            return
        held = self._library.meetings(line)
        last = held[-1] if held else None
        saved = self._library.saved_state(last.id) if last is not None else None
        if last is not None and saved is not None and saved.stage < Stage.PLENARY:
            self._home().stop_asking()
            self.resumed.emit(last.id)
            self.said.emit(_("This meeting is not over yet: it goes on where it stood."))
            return
        today = self._today()
        known = {one.id: one for one in self._library.lines()}.get(line)
        if known is not None and known.next and known.next <= today:  # it is this one
            self._library.save_line(lines.with_line(known, next_on=""))
        circle = lines.next_meeting(self._library.meetings(line), on=today)
        self._open(circle)
        self.said.emit(_what_is_known(circle, lines.missing([*held, circle])))

    def new_set(self) -> None:
        """A learning set that begins by itself: its title, and the question over all."""
        if not self._may():
            return
        text = _(
            "The same people meet again and again; each works on a question of their own. What is "
            "said stays in the set, but what the owner of a question gives leave for."
        )
        fields = [_("A title"), _("The question over all, if there is one")]
        card = self._card(_("A learning set"), text, fields, _("Begin its first meeting"))
        card.answered.connect(lambda typed: self._attempt(lambda: self._first(*typed)))

    def _first(self, title: str, question: str) -> None:
        line = lines.new_line(title, question=question, kind=LineKind.LEARNING_SET)
        self._open(lines.first_meeting(line, on=self._today()))

    def _open(self, circle: Circle) -> None:
        """Show a meeting that has begun; it is on the disk first."""
        from storycircle.ui.session.session import Session  # noqa: PLC0415 (see above)

        session = Session(self._library, self._clock, circle, settings=self._library.settings())
        session.save()
        self._home().stop_asking()
        self.beginning.emit(session)

    # Handing a line on within it.

    def hand_on(self, line: str) -> None:
        """Ask whether a line is to be handed on, saying what is in its file, and for a passphrase:
        it is never written without.
        """
        from storycircle.jobs.export import members_lines  # noqa: PLC0415 (see above)

        if not self._may():
            return
        known = {one.id: one for one in self._library.lines()}[line]
        text = "\n".join((*members_lines(self._library, known), _(PLAINLY)))
        title = _("Hand “{line}” on to its next facilitator?", line=known.title)
        fields = [_("A passphrase"), _("The same again")]
        card = self._card(title, text, fields, _("Seal it for its members"), hidden=True)
        card.answered.connect(partial(self._sealed, line))

    def _sealed(self, line: str, typed: list[str]) -> None:
        from storycircle.jobs.export import ENDING  # noqa: PLC0415 (see above)
        from storycircle.ui.system.file_dialogs import ask_to_save  # noqa: PLC0415

        first, again = typed
        if not first:
            self.said.emit(str(Refused("no-passphrase")))
        elif first != again:
            self.said.emit(str(Refused("passphrases-differ")))
        else:
            self._home().stop_asking()
            known = {one.id: one for one in self._library.lines()}[line]
            stem = _("{line}, for members only", line=known.title)
            kind = _("Circle files ({ending})", ending="*" + ENDING)
            ask_to_save(
                self._home(),
                _("A file for members only"),
                safe_name(stem, ENDING),
                kind,
                lambda paths: self.write(line, paths[0], first),
            )

    def write(self, line: str, path: Path, passphrase: str) -> None:
        """Write a line's file for members only, off the thread that draws."""
        from storycircle.jobs.export import export_for_members  # noqa: PLC0415 (see above)

        place, clock = self._library.path, self._clock

        def job(_work: Work) -> Came:
            with Library(place, clock) as opened:
                known = {one.id: one for one in opened.lines()}[line]
                export_for_members(opened, known, path, passphrase)
            said = _("Handed on as “{file}”. Tell its passphrase by another way.", file=path.name)
            return Came(said)

        self._begin_work(job)

    # Going on with a line that was handed on.

    def choose_file(self) -> None:
        """Ask for a file for members only."""
        from storycircle.jobs.export import ENDING  # noqa: PLC0415 (see above)
        from storycircle.ui.system.file_dialogs import ask_to_open  # noqa: PLC0415

        kinds = _("Circle files ({ending})", ending="*" + ENDING)
        title = _("Go on with a line of meetings")
        ask_to_open(self._home(), title, kinds, lambda paths: self.ask_for_file(paths[0]))

    def ask_for_file(self, path: Path) -> None:
        """Ask for the passphrase of a file for members only."""
        if not self._may():
            return
        text = _("Whoever handed it on knows its passphrase. What is in it stays in the line.")
        title = _("Go on with the line in “{file}”?", file=path.name)
        card = self._card(title, text, [_("Its passphrase")], _("Go on with it"), hidden=True)
        card.answered.connect(lambda typed: self.go_on(path, typed[0]))

    def go_on(self, path: Path, passphrase: str) -> None:
        """Go on with the line of a file for members only; the library is copied before."""
        from storycircle.jobs.export import go_on_from, went_on  # noqa: PLC0415 (see above)

        self._home().stop_asking()
        place, clock = self._library.path, self._clock

        def job(_work: Work) -> Came:
            with Library(place, clock) as opened:
                came = go_on_from(opened, path, lambda _name: passphrase)
            return Came("\n".join(went_on(came)), apart=bool(came.apart))

        self._begin_work(job)

    def wait(self) -> None:
        """Until nothing is written or read any more."""
        if self._work is not None:
            self._work.wait()

    def _begin_work(self, job: Callable[[Work], Came]) -> None:
        self.wait()
        work = self._work = Work(job, self)
        work.done.connect(self._done)  # slots of this thread: Qt brings the news over
        work.refused.connect(self._refused)
        work.start()

    @Slot(object)
    def _done(self, came: Came) -> None:
        self._work = None
        home = self._home()
        home.refresh()
        close, choose = Answer("", _("Close")), Answer(_CHOOSE, _("Choose now"))
        answers = (choose, close) if came.apart else (close,)
        title, sign = (_("Two versions"), "look") if came.apart else (_("Done."), "done")
        message = Message(home.theme, title, came.text, answers, sign=sign)
        message.answered.connect(self._answered)
        message.closed.connect(home.stop_asking)
        home.ask(message)

    def _answered(self, answer: str) -> None:
        self._home().stop_asking()
        if answer == _CHOOSE:
            self.compareRequested.emit()

    @Slot(str)
    def _refused(self, why: str) -> None:
        self._work = None
        self.said.emit(why)

    # Common to these.

    def _card(
        self, title: str, text: str, fields: list[str], do: str, *, hidden: bool = False
    ) -> AskCard:
        home = self._home()
        card = AskCard(home.theme, title, text, fields, do, hidden=hidden)
        card.closed.connect(home.stop_asking)
        home.ask(card)
        return card

    def _attempt(self, act: Callable[[], None]) -> None:
        """Do something, or say why not; what was typed stays in its card then."""
        try:
            act()
        except Refused as refused:
            self.said.emit(str(refused))

    def _may(self) -> bool:
        if self._library.reads:
            self.said.emit(str(Refused("only-reads")))
        return not self._library.reads

    def _today(self) -> str:
        return self._clock.now().date().isoformat()


def _what_is_known(circle: Circle, missing: list[int]) -> str:
    """What a meeting begins with, and which earlier ones are not on this laptop."""
    meeting = circle.meeting
    if meeting is None:
        return ""
    said = [_("Meeting {number} begins.", number=i18n.figures(meeting.number))]
    if meeting.last_time:
        said.append(
            n_(
                "{Count} action is open from last time.",
                "{Count} actions are open from last time.",
                len(meeting.last_time),
            )
        )
    if missing:
        numbers = i18n.listed([i18n.figures(number) for number in missing])
        said.append(
            n_(
                "Meeting {numbers} is not on this laptop.",
                "Meetings {numbers} are not on this laptop.",
                len(missing),
                numbers=numbers,
            )
        )
    return " ".join(said)
