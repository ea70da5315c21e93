"""What the organiser's rail says."""

from storycircle.ui.screens.organiser_reading import EventSoFar
from storycircle.ui.widgets.rail import RailStage, RailView, StageState

FOLD = 1100
"""Below this width over the text's scale the rail folds."""


def rail_view(so_far: EventSoFar, written: str, time: str, *, folded: bool) -> RailView:
    """The rail for an event; written is when its report was, empty where it is not yet."""
    circles = _figure(so_far.circles, "circle") if so_far.circles else "no circles"
    not_yet = "not yet" if folded else "not yet written"
    when = written if folded else f"written {written}"
    stages = (
        RailStage("Gather", circles, StageState.NOW),
        RailStage(
            "Report",
            when if written else not_yet,
            StageState.DONE if written else StageState.TO_COME,
        ),
    )
    people, actions = _figure(so_far.people, "person", "people"), _figure(so_far.actions, "action")
    foot = f"{people}, {actions}" if so_far.circles else "one file from each circle"
    name = so_far.name or "No event yet"
    return RailView("Gather", name, stages, time, so_far.standing, foot)


def _figure(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
