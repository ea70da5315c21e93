"""What the organiser's rail says."""

from collections.abc import Sequence

from storycircle.core.board import cards_of
from storycircle.core.model import Gathered
from storycircle.ui.screens.organiser_places import Place
from storycircle.ui.screens.organiser_reading import EventSoFar
from storycircle.ui.widgets.rail import RailStage, RailView, StageState

FOLD = 1100
"""Below this width over the text's scale the rail folds."""


def rail_view(
    so_far: EventSoFar, placed: int, place: Place, written: str, time: str, *, folded: bool
) -> RailView:
    """The rail for an event; written is when its report was, empty where it is not yet."""
    stages = tuple(
        RailStage(name, said, _state(place, at, done=done))
        for at, (name, said, done) in enumerate(_stages(so_far, placed, written, folded=folded))
    )
    people, actions = _figure(so_far.people, "person", "people"), _figure(so_far.actions, "action")
    foot = f"{people}, {actions}" if so_far.circles else "one file from each circle"
    name = so_far.name or "No event yet"
    return RailView("Gather", name, stages, time, so_far.standing, foot)


def placed_count(gathered: Gathered | None) -> int:
    """How many actions stand under a heading."""
    return sum(1 for card in cards_of(gathered) if card.heading) if gathered else 0


def _stages(
    so_far: EventSoFar, placed: int, written: str, *, folded: bool
) -> Sequence[tuple[str, str, bool]]:
    event = so_far.event
    expected = event.expected if event else 0
    pack = _figure(expected, "circle") if expected else "made" if event else "not yet made"
    circles = _figure(so_far.circles, "circle") if so_far.circles else "no circles"
    if expected:
        circles = f"{so_far.came:,} of {expected:,}" + ("" if folded else " circles")
    actions = f"{placed:,} of {so_far.actions:,}" if so_far.actions else "no actions"
    headings = actions if folded or not so_far.actions else f"{actions} placed"
    when = written if folded else f"written {written}"
    report = when if written else "not yet" if folded else "not yet written"
    all_here = so_far.circles > 0 and so_far.came >= expected
    return (
        ("Pack", pack, event is not None),
        ("Gather", circles, all_here),
        ("Headings", headings, 0 < so_far.actions == placed),
        ("Report", report, bool(written)),
    )


def _state(place: Place, at: int, *, done: bool) -> StageState:
    if at == place:
        return StageState.NOW
    return StageState.DONE if done else StageState.TO_COME


def _figure(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
