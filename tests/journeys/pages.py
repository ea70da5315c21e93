"""Every page of the window, with a circle of six in it: its name, and the way to it."""

from collections.abc import Callable

from storycircle.core import actions
from storycircle.core.turns.schedule import Stage
from storycircle.ui.organiser.view_model import Place
from tests.journeys.venue import Venue, tell


def _stage(stage: Stage) -> Callable[[Venue], None]:
    def go(venue: Venue) -> None:
        session = venue.session
        while len(session.state.circle.ideas) + len(session.state.circle.actions) < 9:
            session.act_on(actions.with_idea(session.state.circle, "One joint visit"))
        if stage > Stage.DIALOGUE and not session.state.circle.actions:
            for idea in session.state.circle.ideas[:2]:
                session.act_on(actions.committed(session.state.circle, idea.id))
        session.time.go(stage)

    return go


def _place(place: Place) -> Callable[[Venue], None]:
    def go(venue: Venue) -> None:
        if venue.window.session is not None:
            _stage(Stage.PLENARY)(venue)  # with actions for the board
        venue.window.go_home()
        venue.window.screens.show_organiser()
        venue.window.screens.organiser.go(place)

    return go


def _beside(name: str) -> Callable[[Venue], None]:
    def go(venue: Venue) -> None:
        _place(Place.GATHER)(venue)
        getattr(venue.window.screens.organiser.places, f"open_{name}")()

    return go


def _asking(venue: Venue) -> None:
    tell(venue, 60)
    venue.keyboard.press("F6")
    venue.keyboard.write("A joint visit")
    venue.keyboard.press("Ctrl+L")


PAGES: dict[str, Callable[[Venue], None]] = {
    **{f"circle {stage.name}": _stage(stage) for stage in Stage},
    "asking": _asking,
    "keys": lambda venue: venue.window.screens.show_keys(),
    "about": lambda venue: venue.window.screens.show_about(),
    "settings": lambda venue: venue.window.screens.show_settings(),
    "home": lambda venue: venue.window.go_home(),
    **{f"organiser {place.name}": _place(place) for place in Place},
    "clock": _beside("clock"),
    "paper": _beside("paper"),
}
