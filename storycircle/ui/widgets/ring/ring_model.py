"""What a ring shows, as plain values, and the names round it.

What a ring shows, as plain values: no Qt here, so that anyone can make one and compare it.

Names round the ring: broken at a space before anything is elided; initials inside.
"""

import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.i18n import N_, _
from storycircle.ui.widgets.ring.geometry import (
    BOLD,
    NAME_LINE,
    WORD,
    WORD_LINE,
    Box,
    Geometry,
    anchor,
)


class SeatState(StrEnum):
    """The state of a person's turn."""

    WAITING = "waiting"
    NEXT = "next"
    SPEAKING = "speaking"
    HEARD = "heard"
    PASSED = "passed"
    AWAY = "away"
    APOLOGIES = "apologies"
    TO_CHECK = "to_check"


ABSENT = (SeatState.PASSED, SeatState.AWAY, SeatState.APOLOGIES)
"""Who has no turn now: drawn in second ink, with dashes."""
_WORDS = {
    SeatState.WAITING: N_("waiting"),
    # For translators: the person whose turn comes next.
    SeatState.NEXT: N_("next"),
    SeatState.SPEAKING: N_("speaking"),
    # For translators: the person has told a story.
    SeatState.HEARD: N_("heard"),
    # For translators: the person, or the circle, has let its turn pass.
    SeatState.PASSED: N_("passed"),
    # For translators: the person has left the room.
    SeatState.AWAY: N_("away"),
    # For translators: the person has said that they cannot come to the meeting.
    SeatState.APOLOGIES: N_("apologies"),
    # For translators: the name was read from a list, and may have been read wrongly.
    SeatState.TO_CHECK: N_("to check"),
}
"""The words read aloud; some of them stand beside the name too."""


class SeatView(Struct, frozen=True):
    """One person on the ring, the name as typed."""

    id: str
    name: str
    state: SeatState = SeatState.WAITING
    again: bool = False
    """Of one who passed: asked again at the end of the round."""

    def spoken(self, place: int) -> str:
        """What is read aloud of it. place: its number, from 1, by which it is called."""
        state = _("passed, to be asked again") if self.again else _(_WORDS[self.state])
        number = i18n.figures(place)
        # For translators: of a seat in the circle, with its number: "3, Ann Able, heard".
        return _("{number}, {name}, {state}", number=number, name=self.name, state=state)


class Step(StrEnum):
    """How near a time is to its end. An arc or a bar says it by its form, so that no colour is
    needed: it grows wider half a minute before the end, and has a line round it from the end on.
    """

    PLAIN = "plain"
    SOON = "soon"
    OVER = "over"


class RingView(Struct, frozen=True):
    """A whole ring. Seats run clockwise from the facilitator's left."""

    seats: tuple[SeatView, ...] = ()
    name: str = ""
    """Whose time it is; or a line such as "All heard"."""
    time: str = ""
    quiet: bool = False
    """Paused, a breath, or before the start: the time stands in second ink."""
    lines: tuple[str, ...] = ()
    used: float = 0.0
    """Share of the time used, 0 to 1."""
    beads: int = 0
    """One for each ten seconds over."""
    step: Step = Step.PLAIN
    """Whether the end is near, or there."""
    numbered: bool = False
    """Each seat shows the number by which it is called."""
    adding: bool = False
    """A dashed place for one more person, with a plus."""
    large: bool = False
    """The name alone stands in the middle, large: the calm form for the room."""
    caption: str = ""
    """The line above the time where there is no name, in the app's voice."""
    spoken: str = ""
    """What a screen reader says after the speaker: "paused". The time itself is not in it, which
    would be another every second, or soon untrue."""
    left: int | None = None
    """Whole seconds left for a screen reader that asks, negative once over; None without a turn."""
    whole: int = 0
    """Whole seconds of the turn."""

    def turn(self) -> int:
        """The seat that speaks, else the one that is next, else the first; -1 without seats."""
        states = [seat.state for seat in self.seats]
        for wanted in (SeatState.SPEAKING, SeatState.NEXT):
            if wanted in states:
                return states.index(wanted)
        return 0 if states else -1

    def focus_after(self, old: "RingView", focus: int) -> int:
        """Where the focus goes as the view changes: it stays with its person.

        If that was the speaker, it goes on with the turn, and so it does if the person is gone.
        """
        if not 0 <= focus < len(old.seats):
            return min(focus, len(self.seats) - (0 if self.adding else 1))
        before = old.seats[focus]
        ids = [seat.id for seat in self.seats]
        went_on = before.state == SeatState.SPEAKING and self.turn() >= 0
        return self.turn() if went_on or before.id not in ids else ids.index(before.id)


Measure = Callable[[str, float, bool], float]
"""Width in px of a text, its size in px, and whether it is bold."""
_IN_WORDS = (*ABSENT, SeatState.NEXT, SeatState.TO_CHECK)


_FIRST_NAMED = {SeatState.SPEAKING: 0, SeatState.NEXT: 1}
"""Whose names come first where there is no room for all."""
_LEAST_WORD, _HAIR = 0.7, 0.01  # of the word's own size; px that measures may be wrong by
_LINE_AIR = 0.06  # of a name's size: what a line has above and below its letters


class Label(Struct, frozen=True):
    """A name as it is drawn: its lines, the word below, its size, its box, its near end.

    word_size: that of the word, smaller where it would end outside.
    """

    lines: tuple[str, ...]
    word: str
    size: float
    bold: bool
    box: Box
    side: int
    word_size: float = 0.0

    def ink(self) -> Box:
        """Its box without the air above and below its letters."""
        air = _LINE_AIR * self.size
        box = self.box
        return Box(box.left, box.top + air, box.right, box.bottom - air)


def initials(name: str) -> str:
    """First letters of the first and the last word; one letter where letters join up."""
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return name[:1].upper()
    first = _letter(words[0])
    if len(words) == 1 or unicodedata.bidirectional(first[0]) in ("R", "AL"):
        return first
    return first + _letter(words[-1])


def _letter(word: str) -> str:
    """The first letter with the marks that belong to it."""
    end = 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[:end].upper()


def elided(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or as much of its beginning as fits the width in px, with an ellipsis."""
    if measure(text) <= width:
        return text
    while text and measure(text + "…") > width:
        text = text[:-1].rstrip()
    return text + "…"


def broken(name: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """One line if it fits, else two with the break at the space that keeps both shortest."""
    if measure(name) <= width:
        return (name,)
    words = name.split()
    if len(words) == 1:
        return (elided(name, width, measure),)
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    pair = min(cuts, key=lambda cut: max(measure(part) for part in cut))
    return tuple(elided(part, width, measure) for part in pair)


def _room(
    ring: Geometry, index: int, width: float, *, speaking: bool, alone: bool = False
) -> float:
    """How wide a label may be, in px, so that it ends inside the widget and off its neighbours.
    alone: only inside the widget.
    """
    degrees = ring.angle(index)
    side = anchor(degrees)
    reach = ring.label_radius(speaking=speaking)
    x = ring.at(degrees, reach)[0]
    if side:
        return max(24.0, (width - x if side > 0 else x) - 1)
    nearest = ring.at(degrees + 360 / (ring.n + 1), reach)[0]
    inside = 2 * min(x, width - x) - 2
    crowded = ring.n > 3 and not alone
    return max(24.0, min(inside, 2 * abs(nearest - x) - ring.name) if crowded else inside)


def _lay_label(
    ring: Geometry,
    index: int,
    seat: SeatView,
    *,
    width: float,
    height: float,
    measure: Measure,
    of_words: Measure,
    one_line: bool = False,
) -> Label:
    bold = seat.state == SeatState.SPEAKING
    size = ring.name * (BOLD if bold else 1)
    word = _(_WORDS[seat.state]) if seat.state in _IN_WORDS else ""
    room = _room(ring, index, width, speaking=bold)
    of_word, bold_word = ring.name * WORD, seat.state == SeatState.NEXT
    word_width = of_words(word, of_word, bold_word) if word else 0.0
    if word_width > room:  # smaller where its language has a long one; ends early only after that
        inside = _room(ring, index, width, speaking=bold, alone=True)
        if word_width > inside:  # in whole px, as type has them
            of_word = float(int(of_word * max(_LEAST_WORD, inside / word_width)))
            word = elided(word, inside + _HAIR, lambda text: of_words(text, of_word, bold_word))
            word_width = of_words(word, of_word, bold_word)
    word_height = ring.name * WORD_LINE if word else 0.0

    def wide(text: str) -> float:
        return measure(text, size, bold)

    def label(lines: tuple[str, ...]) -> Label:
        across = max(word_width, *(wide(line) for line in lines))
        high = size * NAME_LINE * len(lines) + word_height
        box = ring.label_box(index, across, high, speaking=bold)
        return Label(lines, word, size, bold, box, anchor(ring.angle(index)), of_word)

    if one_line:
        return label((elided(seat.name, room, wide),))
    placed = label(broken(seat.name, room, wide))
    if len(placed.lines) > 1 and (placed.box.top < 0 or placed.box.bottom > height):
        return label((elided(seat.name, room, wide),))  # no room for two lines and a word
    return placed


def _some_meet(labels: Sequence[Label]) -> bool:
    """Whether a label may lie on another, in one call: a ring is laid on every key of a turn."""
    for at, label in enumerate(labels):
        one, air = label.box, _LINE_AIR * label.size
        for other in labels[:at]:
            box, more = other.box, air + _LINE_AIR * other.size
            across = one.left < box.right and box.left < one.right
            if across and one.top + more < box.bottom and box.top + more < one.bottom:
                return True
    return False


def lay_labels(
    ring: Geometry,
    seats: Sequence[SeatView],
    width: float,
    height: float,
    measure: Measure,
    *,
    of_words: Measure | None = None,
) -> tuple[Label, ...]:
    """All names in their places, in a widget of this width and height in px. of_words: measures the
    words below them, where they have a face of their own.

    In a ring that is too small for all, no name lies on another: who speaks and who is next keep
    theirs, and the others have the initials in their seats; in the least of all, each has.
    """
    lay = partial(
        _lay_label, width=width, height=height, measure=measure, of_words=of_words or measure
    )
    laid = [lay(ring, index, seat) for index, seat in enumerate(seats)]
    if ring.line is not None:
        return tuple(replace(label, lines=(), word="") for label in laid)
    if not _some_meet(laid):
        return tuple(laid)
    kept: list[Box] = []
    for index in sorted(range(len(seats)), key=lambda at: _FIRST_NAMED.get(seats[at].state, 2)):
        ways = [laid[index]]
        if len(laid[index].lines) > 1:
            seat = seats[index]
            ways.append(lay(ring, index, seat, one_line=True))
        free = [way for way in ways if not any(way.ink().meets(other) for other in kept)]
        laid[index] = free[0] if free else replace(ways[-1], lines=(), word="")
        kept += [way.ink() for way in free[:1]]
    return tuple(laid)


def label_at(labels: Sequence[Label], x: float, y: float) -> int | None:
    """Whose name is at a point; None for nobody's."""
    for index, label in enumerate(labels):
        box = label.box
        if label.lines and box.left <= x <= box.right and box.top <= y <= box.bottom:
            return index
    return None
