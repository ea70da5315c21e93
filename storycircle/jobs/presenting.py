"""What a circle shows the plenary: its shareable form, with names as the event's rule says."""

from dataclasses import dataclass

from storycircle.core.model import Circle, Event
from storycircle.core.sharing import leaving, on_paper, rule_of


@dataclass(frozen=True, slots=True)
class Reported:
    """One circle's report: actions as pairs of the words, and who and when (may be empty)."""

    title: str
    names: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    question: str = ""


def reported(event: Event | None, circle: Circle) -> Reported:
    """A circle as the plenary sees it, in the words of its sheet."""
    from storycircle.paper import phrases  # noqa: PLC0415 (reading directions: when first used)

    shown = on_paper(leaving(circle), rule_of(event)).circle
    named = [] if phrases.nameless(shown) else list(shown.shown_names().values())
    told = ((action.text, phrases.who_and_when(shown, action)) for action in shown.actions)
    actions = tuple((text, "" if who == phrases.NOT_NOTED else who) for text, who in told)
    question = circle.theme or (event.question if event else "")
    return Reported(f"Circle {circle.number}", ", ".join(named), actions, question)


def expected(number: int, event: Event) -> Reported:
    """A circle that has not come here: the plenary hears it all the same."""
    return Reported(f"Circle {number}", question=event.question)
