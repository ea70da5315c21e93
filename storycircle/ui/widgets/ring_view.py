"""What a ring shows, as plain values: no Qt here, so that anyone can make one and compare it."""

from dataclasses import dataclass
from enum import StrEnum


class SeatState(StrEnum):
    """How it stands with a person's turn; the value is the word read aloud."""

    WAITING = "waiting"
    NEXT = "next"
    SPEAKING = "speaking"
    HEARD = "heard"
    PASSED = "passed"
    AWAY = "away"


@dataclass(frozen=True)
class SeatView:
    """One person on the ring, the name as typed."""

    id: str
    name: str
    state: SeatState = SeatState.WAITING


@dataclass(frozen=True)
class RingView:
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
    adding: bool = False
    """A dashed place for one more person, with a plus."""
    large: bool = False
    """The name alone stands in the middle, large: the calm form for the room."""
    caption: str = ""
    """The line above the time where there is no name, in the app's voice."""
    spoken: str = ""
    """What a screen reader says after the speaker: "1 minute 48 left"."""

    def description(self) -> str:
        """The ring as a list of seats, to be read aloud."""
        said = []
        for seat in self.seats:
            words = f"{seat.name}, {seat.state}"
            if seat.state == SeatState.SPEAKING and self.spoken:
                words += f", {self.spoken}"
            said.append(words)
        return "; ".join(said)

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
