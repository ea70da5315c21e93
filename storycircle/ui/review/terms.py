"""Who does an action by when, as a card of what became of it says so."""

from datetime import date

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.core.model import Action, Circle
from storycircle.core.reviews.deadline import said_of, understood
from storycircle.core.reviews.review import Due, due_of


class Terms(Struct, frozen=True):
    """plain: who, and by when as it was said. date: what was understood of it; empty where nobody
    said a time. known: whether that is a date.
    """

    plain: str
    date: str = ""
    known: bool = False

    @property
    def whole(self) -> str:
        """All of it on one line."""
        return i18n.joined((self.plain, self.date), " ")


def terms_of(circle: Circle, action: Action, held_on: str, today: date) -> Terms:
    """The terms of an action, by the newest review that says a date, else by its own words."""
    ours, others = circle.named(action)
    who = i18n.who(ours, len(circle.members), others)
    who = i18n.sentence(who) if ours else who
    due = due_of(action.by, held_on, action.reviews)
    if not due.text:
        return Terms(who)
    return _with_date(who, due, today)


def _with_date(who: str, due: Due, today: date) -> Terms:
    found = understood(due.text, due.said_on)
    deadline = i18n.by_when(due.text)
    if due.moved:
        # For translators: a review gave it: "now by 31 October".
        deadline = _("now {deadline}", deadline=deadline)
    plain = i18n.joined((who, _("{deadline}:", deadline=deadline)), " · ")
    return Terms(plain, said_of(found, today), bool(found.date))
