"""Telling the room something: what it reads now, for how long, and when that goes again."""

from collections.abc import Callable

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.size_limits import LINE, bounded
from storycircle.core.text import one_line
from storycircle.core.turns.room_words import RoomWords
from storycircle.core.typed_input import length_typed
from storycircle.ui.session.host import Host

_BREAK = 10  # minutes


class Telling:
    """What the room is told. It touches nobody's time, unless that is asked for.

    The words are a part of the running state alone: no disk has them.
    """

    def __init__(
        self, host: Host, pause: Callable[[], None], break_over: Callable[[], None]
    ) -> None:
        """pause: lets whatever time runs stand. break_over: called as a break's time is over."""
        self._host, self._pause, self._break_over = host, pause, break_over

    def find_an_end(self) -> None:
        """Ask whoever speaks to find an end, without a word into their story."""
        self._show(end_words(self._now()))

    def ten_minutes(self, *, pause: bool = False) -> None:
        """Call a break of ten minutes. pause: whether time stands meanwhile."""
        self._show(break_words(self._now()), pause=pause)

    def tell(self, text: str, length: str = "", *, pause: bool = False) -> None:
        """Tell words of one's own; with a length of time, as a break. Raises Refused."""
        self._show(room_words(text, length, self._now()), pause=pause)

    def take_away(self) -> None:
        """Take the words away, before their time."""
        if self._host.state.told is not None:
            self._host.apply(replace(self._host.state, told=None), undoable=False, save=False)

    def tick(self) -> None:
        """Take the words away once their time is over."""
        told = self._host.state.told
        if told is not None and not told.left(self._now()):
            self.take_away()
            if told.is_break:
                self._host.notice(_("The break is over."))
                self._break_over()

    def _show(self, words: RoomWords, *, pause: bool = False) -> None:
        if pause:
            self._pause()
        self._host.apply(replace(self._host.state, told=words), undoable=False, save=False)

    def _now(self) -> float:
        return self._host.clock.reading()


def end_words(now: float) -> RoomWords:
    """What asks whoever speaks to find an end. now: reading of the clock."""
    return RoomWords(_("Please find an end"), now)


def break_words(now: float) -> RoomWords:
    """What calls a break of ten minutes. now: reading of the clock."""
    words = n_("{Count} minute’s break", "{Count} minutes’ break", _BREAK)
    return RoomWords(words, now, _BREAK * 60.0, is_break=True)


def room_words(text: str, length: str, now: float) -> RoomWords:
    """Words as they are typed for the room: with a length of time they are a break. now: reading of
    the clock. Raises Refused.
    """
    words = bounded(one_line(text), LINE, _("What the room is told"))
    if not length.strip():
        if not words:
            raise Refused("nothing-to-tell")
        return RoomWords(words, now)
    seconds = float(length_typed(length))
    return RoomWords(words or _("A break"), now, seconds, is_break=True)
