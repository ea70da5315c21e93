"""Reviewing a circle's actions: what became of each, and what is noted under the eight questions.

What is told of an action on one day is one review, which is written over as it is typed; the next
day begins another.
"""

from datetime import date
from typing import Protocol

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.looking_back.leave import in_their_words, noted, story_of, to_be_asked
from storycircle.core.looking_back.notes import with_note
from storycircle.core.looking_back.occasion import may_look_back
from storycircle.core.model import Action, Circle, new_id
from storycircle.core.reviews.deadline import hint
from storycircle.core.reviews.review import Review, ReviewState, in_order
from storycircle.core.size_limits import LINE, PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line
from storycircle.core.turns.schedule import Stage
from storycircle.core.typed_input import parsed_day
from storycircle.paper.report.event_part import held_on
from storycircle.store.library import Library
from storycircle.ui.session.host import Host as Session


class Host(Session, Protocol):
    """The session as this knows it."""

    def save_unsaved(self) -> bool:
        """Save what is on screen alone; whether all of it is on the disk."""


class Reviews:
    """What is told of a circle's actions, kept as it is typed."""

    def __init__(self, host: Host, library: Library) -> None:
        self._host, self._library = host, library
        self._in_hand: dict[str, str] = {}  # today's review of an action, by the action's id
        self._before: list[tuple[str, Review | None]] = []  # what undo puts back, by the action
        self._looked_on = ""
        self._told_by = self._on = ""

    # Whether, and where.

    @property
    def today(self) -> str:
        """The day it is, YYYY-MM-DD."""
        return self._host.clock.now().date().isoformat()

    @property
    def told_by(self) -> str:
        """Who tells it today."""
        self._look()
        return self._told_by

    @property
    def on(self) -> str:
        """The day on which it is told, YYYY-MM-DD."""
        self._look()
        return self._on or self.today

    @property
    def held_on(self) -> str:
        """The day the circle was held; empty where nobody says it."""
        state = self._host.state
        return held_on(state.circle, state.event) if state.event else state.circle.date

    @property
    def offered(self) -> bool:
        """Whether the circle's actions can be reviewed now."""
        state = self._host.state
        if state.reviewing:
            return True
        if not state.circle.actions:
            return False
        ends = state.plan.spans[Stage.PLENARY].ends
        over = state.stage is Stage.PLENARY and self._host.clock.now() >= ends
        return may_look_back(
            state.circle,
            self.held_on,
            self.today,
            plenary_over=over,
            handed_over=state.handed_over,
        )

    def note_handed_over(self) -> None:
        """A file of the circle was written: it can be looked back on."""
        state = replace(self._host.state, handed_over=True)
        self._host.apply(state, undoable=False, save=False)

    def open(self) -> bool:
        """Come to the review; whether there is one. A circle that looks back is over, in whatever
        stage it was left.
        """
        if not self.offered:
            self._host.refuse(Refused("no-review-yet"))
            return False
        state = self._host.state
        if not state.reviewing:
            entered = self._host.clock.reading()
            new = replace(state, stage=Stage.PLENARY, reviewing=True, entered=entered)
            self._host.apply(new, undoable=False)
        return True

    # What is told.

    def in_hand(self, action: Action) -> Review | None:
        """The review of an action that is being written today."""
        self._look()
        id_ = self._in_hand.get(action.id)
        return next((one for one in action.reviews if one.id == id_), None)

    def earlier(self, action: Action) -> tuple[Review, ...]:
        """The reviews of an action before the one in hand, the newest first."""
        now = self.in_hand(action)
        return tuple(one for one in reversed(in_order(action.reviews)) if one != now)

    def choose(self, action: str, state: ReviewState) -> None:
        """Say how an action stands; that is what undo takes back."""
        found = self._action(action)
        if found is None:
            return
        before = self.in_hand(found)
        if before is not None and before.state is state:
            return
        if self._write(found, state=state):
            self._before.append((action, before))

    def write(
        self,
        action: str,
        *,
        happened: str | None = None,
        following: str | None = None,
        by: str | None = None,
    ) -> None:
        """Keep what happened, the next step or the new date as it was typed. Raises Refused."""
        found = self._action(action)
        if found is None or self.in_hand(found) is None:
            return
        changes: dict[str, str] = {}
        if happened is not None:
            changes["happened"] = bounded(cleaned(happened).strip(), PARAGRAPH, _("What happened"))
        if following is not None:
            changes["next"] = bounded(cleaned(following).strip(), PARAGRAPH, _("The next step"))
        if by is not None:
            changes["by"] = bounded(one_line(by), LINE, _("The new date"))
        self._keep(found, **changes)

    def set_told_by(self, text: str) -> None:
        """Say who tells it today, of all that is told today. Raises Refused."""
        self._look()
        self._told_by = bounded(one_line(text), LINE, _("The name"))
        self._of_today()

    def set_on(self, text: str) -> None:
        """Say on which day it was told; nothing is today. Raises Refused for what is no day, and
        for a day to come.
        """
        self._look()
        on = _day(text, self.today) if text.strip() else ""
        if on > self.today:
            raise Refused("day-to-come")
        self._on = "" if on == self.today else on
        self._of_today()

    def understood(self, text: str) -> str:
        """What is understood of a new date, in words; empty of nothing."""
        return hint(text, self.on, date.fromisoformat(self.today))

    @property
    def can_undo(self) -> bool:
        """Whether a choice can be taken back."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last choice of how an action stands back."""
        while self._before:
            action, before = self._before.pop()
            found = self._action(action)
            now = self.in_hand(found) if found is not None else None
            if found is None or now is None:
                continue
            if before is None:
                self._take_back(found, now)
            else:
                self._write(found, state=before.state)
            return
        self._host.refuse(Refused("nothing-to-undo"))

    # The eight questions.

    def note(self, of: str, under: int, text: str) -> None:
        """Keep what is noted under a question, of an action or of the circle. Raises Refused."""
        circle = self._host.state.circle
        notes = with_note(circle.review_notes, of, under, text, on=self.today)
        self._write_circle(in_their_words(replace(circle, review_notes=notes)))

    def ask_leave(self) -> tuple[str, ...]:
        """Let what was noted be asked for as stories are; their ids."""
        circle = to_be_asked(self._host.state.circle)
        self._write_circle(circle)
        return tuple(map(story_of, noted(circle)))

    # Inner steps.

    def _action(self, id_: str) -> Action | None:
        return next((one for one in self._host.state.circle.actions if one.id == id_), None)

    def _look(self) -> None:
        """See which reviews are still being written; another day has others."""
        if self._looked_on == self.today:
            return
        self._looked_on, self._in_hand, self._before = self.today, {}, []
        self._told_by = self._on = ""
        for action in self._host.state.circle.actions:
            found = self._library.review_in_hand(action.id, self.today)
            if found is not None:
                self._in_hand[action.id] = found.id
                self._told_by = found.told_by or self._told_by

    def _of_today(self) -> None:
        """Say of all reviews in hand who told them, and when."""
        for action in self._host.state.circle.actions:
            if self.in_hand(action) is not None:
                self._keep(action)

    def _write(self, action: Action, state: ReviewState) -> bool:
        try:
            self._keep(action, state=state)
        except Refused as refused:
            self._host.refuse(refused)
            return False
        return True

    def _keep(self, action: Action, **changes: object) -> None:
        """Save today's review of an action with these changes. Raises Refused."""
        now = self.in_hand(action)
        base = now or Review(new_id(), ReviewState.NOT_STARTED)
        review = replace(base, on=self.on, told_by=self.told_by, **changes)
        if review == now:
            return
        if not self._host.save_unsaved():
            raise Refused("library-unsaved")
        kept = self._library.write_review(self._host.state.circle, action.id, review)
        self._in_hand[action.id] = review.id
        self._take(kept)

    def _take_back(self, action: Action, review: Review) -> None:
        try:
            kept = self._library.take_back_review(self._host.state.circle, review.id)
        except Refused as refused:
            self._host.refuse(refused)
            return
        self._in_hand.pop(action.id, None)
        self._take(kept)

    def _take(self, kept: Circle) -> None:
        """Show the reviews of a circle's actions; all else of it stays as it is on screen."""
        circle = with_reviews_of(self._host.state.circle, kept.actions)
        new = replace(self._host.state, circle=circle)
        self._host.apply(new, undoable=False, save=False)

    def _write_circle(self, circle: Circle) -> None:
        self._host.apply(replace(self._host.state, circle=circle), undoable=False)


def _day(text: str, today: str) -> str:
    """The day of a text; without a year, the last one of that name. Raises Refused."""
    try:
        return parsed_day(text)
    except Refused:
        year = int(today[:4])
        this = parsed_day(f"{text} {year}")
        return this if this <= today else parsed_day(f"{text} {year - 1}")


def with_reviews_of(circle: Circle, actions: tuple[Action, ...]) -> Circle:
    """A circle whose actions have the reviews of these, by their ids."""
    told = {action.id: action.reviews for action in actions}
    own = tuple(replace(a, reviews=told.get(a.id, a.reviews)) for a in circle.actions)
    return replace(circle, actions=own)
