"""What is said of a round: its end in words that are true, whoever told, passed or is away."""

from storycircle.core import words
from storycircle.core.round_state import RoundState


def ended(round_: RoundState) -> tuple[str, tuple[str, ...]]:
    """How a round ended in which nobody is left to come: a title, and one or two short lines."""
    seats, second = round_.seats, round_.number > 1
    told = sum(1 for seat in seats if round_.has_told(seat))
    passed = sum(1 for seat in seats if seat in round_.declined and not round_.has_told(seat))
    away = len(seats) - told - passed
    if told == len(seats):
        return "All heard", ("Everyone has responded." if second else "Every story is told.",)
    title = "Nobody is here" if away == len(seats) else "Round over"
    for count, done in ((passed, "passed"), (away, "are away")):
        if count == len(seats):
            return title, (f"All {words.number(count)} {done}.",)
    verb = "responded" if second else "told"
    parts = [f"{words.number(told)} {verb}"] if told else []
    parts += [f"{words.number(passed)} passed"] if passed else []
    parts += [f"{words.number(away)} {'is' if away == 1 else 'are'} away"] if away else []
    if len(parts) < 3:
        return title, (f"{words.sentence(', '.join(parts))}.",)
    return title, (f"{words.sentence(', '.join(parts[:2]))},", f"{parts[2]}.")


def last_turn(round_: RoundState) -> str:
    """What the turn is after which nobody comes."""
    return "the last response" if round_.number > 1 else "the last story"
